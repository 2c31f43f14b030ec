/** What a person can do with a plan, on this device at once and on the server when there is a network. */
import { mutate, mutator, type Also, type Device } from '../../sync/mutate';
import { discard } from '../../sync/outbox';
import { nextBase } from '../../sync/pending';
import type { OutboxRow } from '../../db/schema';
import { planPage } from './queries';
import type { PlanConflict } from './view';
import {
  sectionOf,
  type CloseBody,
  type GoalPart,
  type PlanRow,
  type PlanSection,
  type PlanStep,
  type ProgressBody,
  type ReviewPart,
  type StartBody,
  type StepsBody,
} from './model';

const start = mutator<StartBody>('plans.start');
const editGoal = mutator<GoalPart>('plans.edit_goal', { section: 'goal' });
const changeSteps = mutator<StepsBody>('plans.edit_steps', { section: 'steps' });
const editReview = mutator<ReviewPart>('plans.edit_review', { section: 'review' });
const accept = mutator<Record<string, never>>('plans.accept', { section: 'state' });
const close = mutator<CloseBody>('plans.close', { section: 'state' });
const reopen = mutator<Record<string, never>>('plans.reopen', { section: 'state' });
const progress = mutator<ProgressBody>('plans.progress');

/** Every operation that changes a section; the next edit of it builds on these. */
const KINDS: Readonly<Record<PlanSection, readonly string[]>> = {
  goal: [editGoal.kind],
  steps: [changeSteps.kind],
  review: [editReview.kind],
  state: [accept.kind, close.kind, reopen.kind],
};

/** A change of one section. */
export type SectionChange =
  | { kind: 'plans.edit_goal'; body: GoalPart }
  | { kind: 'plans.edit_steps'; body: StepsBody }
  | { kind: 'plans.edit_review'; body: ReviewPart }
  | { kind: 'plans.accept'; body: Record<string, never> }
  | { kind: 'plans.close'; body: CloseBody }
  | { kind: 'plans.reopen'; body: Record<string, never> };

const MUTATORS = {
  'plans.edit_goal': editGoal,
  'plans.edit_steps': changeSteps,
  'plans.edit_review': editReview,
  'plans.accept': accept,
  'plans.close': close,
  'plans.reopen': reopen,
};

/** Starts a plan, or proposes one where a coach writes it for a learner. */
export async function startPlan(device: Device, program: string, id: string, body: StartBody): Promise<OutboxRow> {
  return mutate(device, start, { program, subject: id, body });
}

/**
 * Takes a plan up again as a new one; where it is still open it ends as not reached by the same deed.
 */
export async function continuePlan(device: Device, plan: PlanRow, id: string, body: StartBody): Promise<OutboxRow> {
  const ends: CloseBody = { outcome: 'not_reached', note: null };
  const base = await nextBase(device.db, plan.id, KINDS.state, plan.versions.state);
  const also = plan.state === 'open' ? [{ mutator: close, subject: plan.id, base, body: ends }] : [];
  return mutate(device, start, { program: plan.program, subject: id, body, also });
}

/** Changes one section, built on what the person sees. */
export async function changePlan(
  device: Device,
  plan: Pick<PlanRow, 'id' | 'program' | 'versions'>,
  change: SectionChange,
  replaces: readonly string[] = [],
): Promise<OutboxRow> {
  const section = sectionOf(change.kind) as PlanSection;
  const base = await nextBase(device.db, plan.id, KINDS[section], plan.versions[section]);
  const saving = { program: plan.program, subject: plan.id, base, body: change.body, replaces };
  return mutate<SectionChange['body']>(device, MUTATORS[change.kind], saving);
}

/** That somebody else looks again, as part of another deed. */
export async function lookedAtBy(device: Device, plan: PlanRow, reviewer: string): Promise<Also> {
  const base = await nextBase(device.db, plan.id, KINDS.review, plan.versions.review);
  const body: ReviewPart = { reviewer, review_on: plan.review_on };
  return { mutator: editReview, subject: plan.id, base, body };
}

/** Changes the steps as they stand on this device at this moment. */
export async function editSteps(device: Device, id: string, edit: (steps: PlanStep[]) => PlanStep[]): Promise<void> {
  const view = (await planPage(device.db, id))?.view;
  if (!view) throw new Error('the plan is not on this device any more');
  await changePlan(device, view.plan, { kind: 'plans.edit_steps', body: { steps: edit(view.plan.steps) } });
}

/** Decides a conflict with a text built on the one that reached the server first; what was in conflict is replaced. */
export async function decideWith(device: Device, conflict: PlanConflict, change: SectionChange): Promise<OutboxRow> {
  return changePlan(device, conflict.theirs, change, idsOf(conflict));
}

/** Decides a conflict for the text that is at the server; this person's own is thrown away, having been shown. */
export async function decideForTheirs(device: Pick<Device, 'db'>, conflict: PlanConflict): Promise<void> {
  await device.db.transaction('rw', device.db.outbox, () => discard(device.db, idsOf(conflict)));
}

const idsOf = (conflict: PlanConflict) => conflict.ops.filter((op) => op.needsAttention).map((op) => op.id);

/** Adds a note to the progress log; it never changes afterwards. */
export async function logProgress(
  device: Device,
  plan: Pick<PlanRow, 'id' | 'program'>,
  note: Omit<ProgressBody, 'id'>,
): Promise<OutboxRow> {
  return mutate(device, progress, {
    program: plan.program,
    subject: plan.id,
    body: { id: device.ids.next(), ...note },
  });
}
