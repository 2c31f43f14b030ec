/**
 * Action plans: one goal, its steps, who looks again, and how it ended.
 *
 * - A plan has four sections (goal, steps, review, state), each with its own version; one operation changes one section.
 * - The server's row is never edited here: what is shown is that row with the waiting operations applied to a copy.
 * - An operation the server answered with a conflict is not applied. Both texts stay until the second editor decides.
 */
import type { Origin } from '../../sync/pending';

export type PlanState = 'proposed' | 'open' | 'closed';
export type PlanOutcome = 'reached' | 'not_reached' | 'dropped';
export type PlanSection = 'goal' | 'steps' | 'review' | 'state';

export interface PlanStep {
  id: string;
  text: string;
  due_on: string | null;
  done_on: string | null;
}

export interface GoalPart {
  goal: string;
  set: string | null;
  subcompetency: string | null;
  entries: string[];
  goal_shown: boolean;
}

export interface ReviewPart {
  reviewer: string | null;
  review_on: string | null;
}

/** A date that was moved; of the second look where it names no step. */
export interface DateMove {
  step: string | null;
  from: string;
  to: string | null;
  by: string;
  at: string;
}

/** A plan as the server sends it. */
export interface PlanRow extends GoalPart, ReviewPart {
  id: string;
  program: string;
  learner: string;
  author: string;
  state: PlanState;
  outcome: PlanOutcome | null;
  outcome_note: string | null;
  steps: PlanStep[];
  versions: Record<PlanSection, number>;
  started_at: string;
  received_at: string | null;
  closed_at: string | null;
  /** The closed plan it takes up again. */
  follows?: string | null;
  /** Oldest first. */
  moves?: DateMove[];
}

/** What a note of the log is. */
export type ProgressSort = 'note' | 'obstacle' | 'helper' | 'evidence';
export const PROGRESS_SORTS: readonly ProgressSort[] = ['note', 'obstacle', 'helper', 'evidence'];

export interface PlanProgressRow {
  id: string;
  plan: string;
  program: string;
  author: string;
  text: string;
  shared: boolean;
  sort?: ProgressSort;
  /** Of evidence: the entry, or the writer's own reflection, that shows it. */
  entry?: string | null;
  reflection?: string | null;
  given_at: string;
  received_at: string | null;
}

/** The goals that came from one entry, which its author sees where the learner chose to show them. */
export interface PlanGoalRow {
  /** The entry's. */
  id: string;
  program: string;
  goals: ShownGoal[];
}

/** The one line of a plan that an observer sees, and where the plan stands. */
export interface ShownGoal {
  plan: string;
  goal: string;
  state: PlanState;
  outcome: PlanOutcome | null;
}

export interface StartBody extends GoalPart, ReviewPart {
  learner: string;
  steps: PlanStep[];
  follows?: string | null;
}
export interface CloseBody {
  outcome: PlanOutcome;
  note: string | null;
}
export interface ProgressBody {
  id: string;
  text: string;
  shared: boolean;
  sort?: ProgressSort;
  entry?: string | null;
  reflection?: string | null;
}
export type StepsBody = { steps: PlanStep[] };

/** One operation on a plan, with the body its kind carries. */
export type PlanChange =
  | { kind: 'plans.start'; body: StartBody }
  | { kind: 'plans.edit_goal'; body: GoalPart }
  | { kind: 'plans.edit_steps'; body: StepsBody }
  | { kind: 'plans.edit_review'; body: ReviewPart }
  | { kind: 'plans.accept'; body: Record<string, never> }
  | { kind: 'plans.close'; body: CloseBody }
  | { kind: 'plans.reopen'; body: Record<string, never> }
  | { kind: 'plans.progress'; body: ProgressBody };

/** Which section an operation changes; progress stands beside the plan and changes none. */
export function sectionOf(kind: string): PlanSection | null {
  switch (kind) {
    case 'plans.edit_goal':
      return 'goal';
    case 'plans.edit_steps':
      return 'steps';
    case 'plans.edit_review':
      return 'review';
    case 'plans.accept':
    case 'plans.close':
    case 'plans.reopen':
      return 'state';
    default:
      return null;
  }
}

/** The plan after one operation. The section's version moves on, so that the next edit builds on this one. */
export function applyToPlan(plan: PlanRow | undefined, change: PlanChange, from: Origin): PlanRow | undefined {
  if (change.kind === 'plans.start') return plan ?? started(change.body, from);
  if (!plan) return undefined;
  switch (change.kind) {
    case 'plans.edit_goal':
      return { ...moved(plan, 'goal', from), ...change.body };
    case 'plans.edit_steps':
      return { ...moved(plan, 'steps', from), steps: change.body.steps, moves: movesOf(plan, change.body.steps, from) };
    case 'plans.edit_review':
      return { ...moved(plan, 'review', from), ...change.body, moves: movedLook(plan, change.body.review_on, from) };
    case 'plans.accept':
      return { ...moved(plan, 'state', from), state: 'open' };
    case 'plans.close':
      return {
        ...moved(plan, 'state', from),
        state: 'closed',
        outcome: change.body.outcome,
        outcome_note: change.body.note,
        closed_at: from.at,
      };
    case 'plans.reopen':
      return { ...moved(plan, 'state', from), state: 'open', outcome: null, outcome_note: null, closed_at: null };
    case 'plans.progress':
      return plan;
  }
}

// Applying an operation the row already contains changes nothing: its version is then beyond the operation's base.
function moved(plan: PlanRow, section: PlanSection, from: Origin): PlanRow {
  const version = Math.max(plan.versions[section], (from.base ?? plan.versions[section]) + 1);
  return { ...plan, versions: { ...plan.versions, [section]: version } };
}

/** The server remembers the same. */
function movesOf(plan: PlanRow, steps: readonly PlanStep[], { author: by, at }: Origin): DateMove[] {
  const before = new Map(plan.steps.map(({ id, due_on }) => [id, due_on]));
  const moves = steps.flatMap(({ id: step, due_on: to }): DateMove[] => {
    const from = before.get(step) ?? null;
    return from === null || from === to ? [] : [{ step, from, to, by, at }];
  });
  return [...(plan.moves ?? []), ...moves];
}

function movedLook(plan: PlanRow, to: string | null, { author: by, at }: Origin): DateMove[] {
  const { review_on: from, moves = [] } = plan;
  return from === null || from === to ? moves : [...moves, { step: null, from, to, by, at }];
}

function started(body: StartBody, from: Origin): PlanRow {
  return {
    ...body,
    id: from.subject,
    program: from.program,
    author: from.author,
    state: from.author === body.learner ? 'open' : 'proposed',
    outcome: null,
    outcome_note: null,
    versions: { goal: 1, steps: 1, review: 1, state: 1 },
    started_at: from.at,
    received_at: null,
    closed_at: null,
  };
}

/** What somebody may do with a plan. Others may read it and nothing more. */
export interface PlanRights {
  edit: boolean;
  decide: boolean;
  log: boolean;
}

/** The learner works the plan; the learner's coach may help edit it; only the learner accepts a proposal. */
export function rightsOn(plan: PlanRow, me: string, coachesLearner: boolean): PlanRights {
  const mine = plan.learner === me;
  const open = plan.state !== 'closed';
  return {
    edit: open && (mine || coachesLearner),
    decide: mine,
    log: plan.state === 'open' && (mine || coachesLearner || plan.reviewer === me),
  };
}
