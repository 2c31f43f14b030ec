/** What a goal lacks to be a SMART one, and a plan to be signed. The server asks the same. Pure. */
import type { LearningGoal, LearningPlanRow, Side } from './model';

/** How many whole goals a plan holds at least. */
export const FEWEST_GOALS = 2;

/** Relevant, achievable, measurable, time-bound; what it is, and so specific, is always there. */
export const GOAL_PARTS = ['skills', 'strategies', 'evidence', 'projected_on'] as const;
export type GoalPart = (typeof GOAL_PARTS)[number];

export function gapsOf(goal: Pick<LearningGoal, GoalPart>): GoalPart[] {
  return GOAL_PARTS.filter((part) => (part === 'skills' ? goal.skills.length === 0 : !goal[part]));
}

export type Missing = 'goals' | 'whole_goals' | 'discussed_on' | 'next_review_on' | 'comment';

/** What keeps one side from signing, in the order it is mended. */
export function missingFor(plan: LearningPlanRow, side: Side): Missing[] {
  const missing: Missing[] = [];
  const whole = plan.goals.filter((goal) => gapsOf(goal).length === 0).length;
  if (plan.goals.length < FEWEST_GOALS) missing.push('goals');
  else if (whole < FEWEST_GOALS) missing.push('whole_goals');
  if (!plan.discussed_on) missing.push('discussed_on');
  if (!plan.next_review_on) missing.push('next_review_on');
  if (!plan[`${side}_comment`]) missing.push('comment');
  return missing;
}
