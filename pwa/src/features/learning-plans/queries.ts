/** What a person sees of learning plans on this device. */
import type { Table } from 'dexie';
import type { WaymarkDb } from '../../db/schema';
import { pendingOps } from '../../sync/pending';
import type { FeedbackEntry } from '../feedback/model';
import { byKey, entriesIn } from '../inbox/tables';
import type { PlanRow } from '../plans/model';
import { nextDate } from '../plans/dates';
import { allPlans } from '../plans/queries';
import type { LearningPlanRow, SignatureRow } from './model';
import { themesOf, type Theme } from './themes';
import { deriveLearningPlan, type LearningView } from './view';

const learningPlansIn = (db: WaymarkDb) => db.learningPlans as unknown as Table<LearningPlanRow, string>;
const signaturesIn = (db: WaymarkDb) => db.learningPlanSignatures as unknown as Table<SignatureRow, string>;

const KINDS = ['learning_plans.'];

/** Every learning plan on this device, the latest half-year first. */
export async function allLearningPlans(db: WaymarkDb): Promise<LearningView[]> {
  const [rows, signed, ops] = await Promise.all([
    learningPlansIn(db).toArray(),
    signaturesIn(db).toArray(),
    pendingOps(db, { kinds: KINDS }),
  ]);
  const bySubject = byKey(ops, ({ subject }) => subject);
  const signatures = byKey(signed, ({ learning_plan }) => learning_plan);
  const known = new Map(rows.map((row) => [row.id, row]));
  const ids = new Set([...known.keys(), ...bySubject.keys()]);
  return [...ids]
    .flatMap((id) => deriveLearningPlan(known.get(id), signatures.get(id) ?? [], bySubject.get(id) ?? []) ?? [])
    .sort((a, b) => latestFirst(a.plan, b.plan));
}

function latestFirst(a: LearningPlanRow, b: LearningPlanRow): number {
  return b.half_from.localeCompare(a.half_from) || Date.parse(b.started_at) - Date.parse(a.started_at);
}

/** One of them, or nothing where this device does not have it. */
export async function learningPlanById(db: WaymarkDb, id: string): Promise<LearningView | undefined> {
  const [row, signed, ops] = await Promise.all([
    learningPlansIn(db).get(id),
    signaturesIn(db).where('learning_plan').equals(id).toArray(),
    pendingOps(db, { kinds: KINDS, subject: id }),
  ]);
  return deriveLearningPlan(row, signed, ops);
}

/** The learner's plan before a day's half-year, where this device has one. */
export async function planBefore(db: WaymarkDb, learner: string, half: string): Promise<LearningView | undefined> {
  const views = await allLearningPlans(db);
  return views.find(({ plan }) => plan.learner === learner && plan.half_from < half);
}

/** The learner's open action plans, the one whose date comes next first. */
export async function openPlansOf(db: WaymarkDb, learner: string): Promise<PlanRow[]> {
  const plans = (await allPlans(db)).map(({ plan }) => plan);
  const next = (plan: PlanRow) => nextDate(plan)?.on ?? '9999';
  return plans
    .filter(({ learner: whose, state }) => whose === learner && state === 'open')
    .sort((a, b) => next(a).localeCompare(next(b)) || Date.parse(b.started_at) - Date.parse(a.started_at));
}

/** What recent feedback about the learner suggests, from the entries on this device. */
export async function themesAbout(db: WaymarkDb, learner: string, today: string): Promise<Theme[]> {
  return themesOf(await entriesIn(db).where('learner').equals(learner).toArray(), today);
}

/** How many entries are offered to link a goal to. */
const OFFERED = 15;

/** Entries a goal can come from: those it names already, then those about its skills, the newest first. */
export async function entriesFor(
  db: WaymarkDb,
  { learner, about, chosen }: { learner: string; about: readonly string[]; chosen: readonly string[] },
): Promise<FeedbackEntry[]> {
  const rows = await entriesIn(db).where('learner').equals(learner).toArray();
  const rank = ({ id, subcompetency }: FeedbackEntry) =>
    chosen.includes(id) ? 0 : about.includes(subcompetency) ? 1 : 2;
  return rows
    .filter(({ id, state, received_at }) => chosen.includes(id) || (state === 'given' && received_at !== null))
    .sort((a, b) => rank(a) - rank(b) || Date.parse(b.given_at) - Date.parse(a.given_at))
    .slice(0, Math.max(OFFERED, chosen.length));
}

/** These entries, as far as this device has them. */
export async function entriesById(db: WaymarkDb, ids: readonly string[]): Promise<Map<string, FeedbackEntry>> {
  const rows = await entriesIn(db).bulkGet([...ids]);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}
