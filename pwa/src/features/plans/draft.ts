/** The form for a new plan: what it starts with, and when it may be saved. Pure. */
import { addDays } from '../../lib/days';
import { scalarLength, stored } from '../../ui/text';
import type { StartBody } from './model';

export const GOAL_LIMIT = 300;
export const STEP_LIMIT = 300;
/** As many steps as a plan holds. */
export const MOST_STEPS = 30;

export interface StepDraft {
  id: string;
  text: string;
  due_on: string | null;
}

export interface PlanDraft {
  learner: string;
  goal: string;
  set: string | null;
  subcompetency: string | null;
  entries: string[];
  goal_shown: boolean;
  steps: StepDraft[];
  reviewer: string | null;
  review_on: string | null;
}

/** What a plan can be made from. */
export interface PlanSource {
  id: string;
  learner: string;
  author: string;
  set: string;
  subcompetency: string;
  next_step: string | null;
  next_step_due: string | null;
}

/** An empty plan for a learner. */
export function emptyDraft(learner: string): PlanDraft {
  return {
    learner,
    goal: '',
    set: null,
    subcompetency: null,
    entries: [],
    goal_shown: false,
    steps: [],
    reviewer: null,
    review_on: null,
  };
}

/**
 * A plan from an entry: its next step is the goal to start from, its date the day somebody looks again
 * (two weeks on when it has none or the day has passed), and who wrote it is suggested to look again.
 */
export function draftFromEntry(entry: PlanSource, today: string, authorMayReview: boolean): PlanDraft {
  const due = entry.next_step_due && entry.next_step_due >= today ? entry.next_step_due : addDays(today, 14);
  return {
    ...emptyDraft(entry.learner),
    goal: shorten(entry.next_step ?? '', GOAL_LIMIT),
    set: entry.set,
    subcompetency: entry.subcompetency,
    entries: [entry.id],
    reviewer: authorMayReview ? entry.author : null,
    review_on: due,
  };
}

export type DraftFault =
  | { field: 'learner' | 'goal'; fault: 'missing' }
  | { field: 'goal'; fault: 'too_long' }
  | { field: 'steps'; step: string; fault: 'too_long' };

/** What keeps a draft from being saved; empty when nothing does. */
export function faultsOf(draft: PlanDraft): DraftFault[] {
  const faults: DraftFault[] = [];
  if (!draft.learner) faults.push({ field: 'learner', fault: 'missing' });
  if (!stored(draft.goal)) faults.push({ field: 'goal', fault: 'missing' });
  else if (scalarLength(draft.goal) > GOAL_LIMIT) faults.push({ field: 'goal', fault: 'too_long' });
  for (const step of draft.steps) {
    if (scalarLength(step.text) > STEP_LIMIT) faults.push({ field: 'steps', step: step.id, fault: 'too_long' });
  }
  return faults;
}

/** The draft as the server takes it: empty steps fall away, a date without a reviewer stays the learner's own. */
export function toStartBody(draft: PlanDraft): StartBody {
  return {
    learner: draft.learner,
    goal: stored(draft.goal),
    set: draft.subcompetency ? draft.set : null,
    subcompetency: draft.subcompetency,
    entries: [...draft.entries],
    goal_shown: draft.goal_shown,
    steps: draft.steps
      .map((step) => ({ id: step.id, text: stored(step.text), due_on: step.due_on, done_on: null }))
      .filter((step) => step.text !== ''),
    reviewer: draft.reviewer,
    review_on: draft.review_on,
  };
}

/** Whether a draft holds anything worth keeping. */
export function isUntouched(draft: PlanDraft, start: PlanDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(start);
}

function shorten(text: string, limit: number): string {
  const scalars = [...stored(text)];
  if (scalars.length <= limit) return scalars.join('');
  const cut = scalars.slice(0, limit - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${word > limit / 2 ? cut.slice(0, word) : cut}…`;
}
