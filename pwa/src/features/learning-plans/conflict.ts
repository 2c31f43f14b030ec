/** Putting two lists of goals together. Nothing is dropped without the second editor seeing it. */
import { MOST_GOALS, type LearningGoal } from './model';

/**
 * Both lists in one: theirs in their order, then what only I have. Where a goal says something else on either side both
 * stay, mine as a goal of its own. Nothing where that is more than a plan holds.
 */
export function mergeGoals(
  mine: readonly LearningGoal[],
  theirs: readonly LearningGoal[],
  newId: () => string,
): LearningGoal[] | null {
  const known = new Map(theirs.map((goal) => [goal.id, JSON.stringify(goal)]));
  const others = mine.flatMap((goal) => {
    const same = known.get(goal.id);
    if (same === JSON.stringify(goal)) return [];
    return [same === undefined ? goal : { ...goal, id: newId() }];
  });
  const merged = [...theirs, ...others];
  return merged.length > MOST_GOALS ? null : merged;
}
