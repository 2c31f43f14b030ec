/** Deciding between two texts of one section. Nothing is dropped without the second editor seeing it. */
import type { PlanStep } from './model';

/**
 * Both lists in one: theirs in their order, then what only I have. Done on either side is done.
 * Where a step was worded differently both wordings stay, mine as a step of its own.
 */
export function mergeSteps(mine: readonly PlanStep[], theirs: readonly PlanStep[], newId: () => string): PlanStep[] {
  const byId = new Map(mine.map((step) => [step.id, step]));
  const known = new Set(theirs.map((step) => step.id));
  const merged: PlanStep[] = [];

  for (const their of theirs) {
    const my = byId.get(their.id);
    merged.push(my ? { ...their, due_on: my.due_on ?? their.due_on, done_on: their.done_on ?? my.done_on } : their);
    if (my && my.text !== their.text) merged.push({ ...my, id: newId() });
  }
  return [...merged, ...mine.filter((step) => !known.has(step.id))];
}

/** Both wordings of a text, theirs first, as the start of a merged one. */
export function mergeText(mine: string | null, theirs: string | null): string {
  if (!mine || theirs?.includes(mine)) return theirs ?? '';
  if (!theirs || mine.includes(theirs)) return mine;
  return `${theirs}\n${mine}`;
}

/** Every linked entry of either side, once. */
export function mergeEntries(mine: readonly string[], theirs: readonly string[]): string[] {
  return [...new Set([...theirs, ...mine])];
}
