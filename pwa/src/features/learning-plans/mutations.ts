/** What a person can do with a learning plan, on this device at once and on the server when there is a network. */
import type { OutboxRow } from '../../db/schema';
import { today } from '../../lib/clock';
import { mutate, mutator, type Also, type Device } from '../../sync/mutate';
import { discard } from '../../sync/outbox';
import { nextBase } from '../../sync/pending';
import type { StartBody as StartPlanBody } from '../plans/model';
import { toStartBody, type LearningDraft } from './draft';
import {
  sectionOf,
  sideOf,
  textVersion,
  type LearningChange,
  type LearningGoal,
  type LearningPlanRow,
  type StartBody,
} from './model';
import { learningPlanById } from './queries';
import type { LearningConflict } from './view';

const start = mutator<StartBody>('learning_plans.start');
const sign = mutator<{ id: string }>('learning_plans.sign');
const startPlan = mutator<StartPlanBody>('plans.start');

/** A change of one section. */
export type SectionChange = Exclude<LearningChange, { kind: 'learning_plans.start' | 'learning_plans.sign' }>;

const WORK: readonly SectionChange['kind'][] = [
  'learning_plans.close_goal',
  'learning_plans.reopen_goal',
  'learning_plans.link_goal',
];

/** The kinds that change the same section as this one. */
const kindsWith = (kind: SectionChange['kind']): readonly string[] => (WORK.includes(kind) ? WORK : [kind]);

const mutatorOf = (kind: SectionChange['kind']) =>
  mutator<SectionChange['body']>(kind, WORK.includes(kind) ? { section: 'learning_plans.work' } : {});

/** Begins a plan; its goals are worked on in the action plans they came from. */
export function startLearningPlan(
  device: Device,
  program: string,
  id: string,
  draft: LearningDraft,
): Promise<OutboxRow> {
  const from = draft.goals.filter(({ plan }) => plan !== null);
  const also = from.map(({ id: goal, plan }, i): Also => ({
    mutator: mutatorOf('learning_plans.link_goal'),
    subject: id,
    base: i + 1,
    body: { goal, plan },
  }));
  return mutate(device, start, { program, subject: id, body: toStartBody(draft), also });
}

type Written = Pick<LearningPlanRow, 'id' | 'program' | 'learner' | 'versions'>;

/** Changes one section, built on what the person sees. */
export async function changeLearningPlan(
  device: Device,
  plan: Written,
  change: SectionChange,
  replaces: readonly string[] = [],
): Promise<OutboxRow> {
  const base = await baseOf(device, plan, change.kind);
  return mutate(device, mutatorOf(change.kind), {
    program: plan.program,
    subject: plan.id,
    base,
    body: change.body,
    replaces,
  });
}

function baseOf(device: Device, plan: Written, kind: SectionChange['kind']): Promise<number> {
  const section = sectionOf(kind, sideOf(plan, device.session.person.id));
  return nextBase(device.db, plan.id, kindsWith(kind), section ? plan.versions[section] : 1);
}

/** Changes the goals as they stand on this device at this moment. */
export async function editGoals(
  device: Device,
  id: string,
  edit: (goals: LearningGoal[]) => LearningGoal[],
): Promise<void> {
  const view = await learningPlanById(device.db, id);
  if (!view) throw new Error('the learning plan is not on this device any more');
  const body = { goals: edit(view.plan.goals) };
  await changeLearningPlan(device, view.plan, { kind: 'learning_plans.edit_goals', body });
}

/** Signs the text as it was shown; `replaces` are signatures that came too late. */
export function signLearningPlan(
  device: Device,
  plan: LearningPlanRow,
  replaces: readonly string[] = [],
): Promise<OutboxRow> {
  return mutate(device, sign, {
    program: plan.program,
    subject: plan.id,
    base: textVersion(plan),
    body: { id: device.ids.next() },
    replaces,
  });
}

/** Opens an action plan to work on a goal in: the plan, and the link to it, by one deed. */
export async function openActionPlan(
  device: Device,
  plan: LearningPlanRow,
  goal: LearningGoal,
  id: string,
): Promise<OutboxRow> {
  const [skill] = goal.skills;
  const body: StartPlanBody = {
    learner: plan.learner,
    goal: goal.text,
    set: skill?.set ?? null,
    subcompetency: skill?.subcompetency ?? null,
    entries: [...goal.entries],
    goal_shown: false,
    steps: [],
    reviewer: null,
    review_on: goal.projected_on && goal.projected_on >= today(device.clock) ? goal.projected_on : null,
  };
  const kind = 'learning_plans.link_goal' as const;
  const link: Also = {
    mutator: mutatorOf(kind),
    subject: plan.id,
    base: await baseOf(device, plan, kind),
    body: { goal: goal.id, plan: id },
  };
  return mutate(device, startPlan, { program: plan.program, subject: id, body, also: [link] });
}

/** Decides a conflict with a text built on the one that reached the server first. */
export function decideWith(device: Device, conflict: LearningConflict, change: SectionChange): Promise<OutboxRow> {
  return changeLearningPlan(device, conflict.theirs, change, idsOf(conflict));
}

/** Decides a conflict for the text that is at the server; this person's own is thrown away, having been shown. */
export async function decideForTheirs(device: Pick<Device, 'db'>, conflict: LearningConflict): Promise<void> {
  await device.db.transaction('rw', device.db.outbox, () => discard(device.db, idsOf(conflict)));
}

const idsOf = (conflict: LearningConflict) => conflict.ops.filter((op) => op.needsAttention).map((op) => op.id);
