/** The form for a new plan: what it starts with, and when it may be saved. Pure. */
import { addDays } from '../../lib/days';
import { excess, stored } from '../../ui/text';
import type { StartBody } from './model';
import { GOAL_LIMIT, STEP_LIMIT } from './texts';
import {
  partsOf,
  proposalsOf,
  undecided,
  type Decision,
  type Decisions,
  type Proposals,
  type Proposed,
} from './proposals';

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
  /** What whoever gave the feedback proposes to its learner. */
  proposed?: Proposals;
  /** What the learner made of it. */
  decided?: Decisions;
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
  will_look?: boolean;
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
 * A plan from an entry. Its learner decides about each thing it proposes, so nothing of that is in the draft yet. Whoever
 * writes a proposal of their own for the learner begins with the next step as the goal and its date (two weeks on when it
 * has none or the day has passed); who wrote it looks again where they offered to.
 */
export function draftFromEntry(entry: PlanSource, today: string, authorMayReview: boolean, own: boolean): PlanDraft {
  const empty = {
    ...emptyDraft(entry.learner),
    set: entry.set,
    subcompetency: entry.subcompetency,
    entries: [entry.id],
  };
  const proposed = proposalsOf(entry, today, authorMayReview);
  if (own) return partsOf(proposed).length > 0 ? { ...empty, proposed, decided: {} } : empty;
  const { goal, review_on, reviewer } = proposed;
  return { ...empty, goal: goal ?? '', reviewer, review_on: review_on ?? addDays(today, 14) };
}

/** The draft with a decision about one proposal: what is accepted or to be changed comes in, what is set aside goes. */
export function decide(draft: PlanDraft, part: Proposed, decision: Decision): PlanDraft {
  const value = draft.proposed?.[part] ?? null;
  const decided = { ...draft.decided, [part]: decision };
  if (decision !== 'set_aside') return { ...draft, decided, [part]: value };
  const kept = draft[part] !== value; // something else was put in its place meanwhile
  return { ...draft, decided, [part]: kept ? draft[part] : part === 'goal' ? '' : null };
}

export type DraftFault =
  | { field: 'learner' | 'goal'; fault: 'missing' }
  | { field: 'goal'; fault: 'too_long' }
  | { field: 'steps'; step: string; fault: 'too_long' | 'past' }
  | { field: 'review_on'; fault: 'past' }
  | { field: 'proposal'; part: Proposed; fault: 'undecided' };

/** What keeps a draft from being saved; empty when nothing does. A plan's dates are still to come on the day it begins. */
export function faultsOf(draft: PlanDraft, today: string): DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.proposed) {
    for (const part of undecided(draft.proposed, draft.decided ?? {})) {
      faults.push({ field: 'proposal', part, fault: 'undecided' });
    }
  }
  if (!draft.learner) faults.push({ field: 'learner', fault: 'missing' });
  if (!stored(draft.goal)) faults.push({ field: 'goal', fault: 'missing' });
  else if (excess(draft.goal, GOAL_LIMIT) > 0) faults.push({ field: 'goal', fault: 'too_long' });
  for (const step of draft.steps) {
    if (excess(step.text, STEP_LIMIT) > 0) faults.push({ field: 'steps', step: step.id, fault: 'too_long' });
    else if (stored(step.text) && step.due_on && step.due_on < today) {
      faults.push({ field: 'steps', step: step.id, fault: 'past' });
    }
  }
  if (draft.review_on && draft.review_on < today) faults.push({ field: 'review_on', fault: 'past' });
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
