/** What a person sees of plans on this device: the server's rows with their own waiting operations applied. */
import type { Table } from 'dexie';
import type { WaymarkDb } from '../../db/schema';
import { pendingOps, type PendingOp } from '../../sync/pending';
import type { FeedbackEntry, GiveBody } from '../feedback/model';
import { entryById } from '../feedback/queries';
import type { ReflectionRow } from '../reflections/model';
import type { PlanProgressRow, PlanRow } from './model';
import { derivePlan, deriveProgress, type PlanView, type ProgressView } from './view';

const plansIn = (db: WaymarkDb) => db.plans as unknown as Table<PlanRow, string>;
const progressIn = (db: WaymarkDb) => db.planProgress as unknown as Table<PlanProgressRow, string>;

const KINDS = ['plans.'];

/** Every plan this person may see on this device. */
export async function allPlans(db: WaymarkDb): Promise<PlanView[]> {
  const [rows, ops] = await Promise.all([plansIn(db).toArray(), pendingOps(db, { kinds: KINDS })]);
  const bySubject = new Map<string, PendingOp[]>();
  for (const op of ops) {
    const known = bySubject.get(op.subject);
    if (known) known.push(op);
    else bySubject.set(op.subject, [op]);
  }
  const views = rows.map((row) => derivePlan(row, bySubject.get(row.id) ?? []));
  for (const row of rows) bySubject.delete(row.id);
  for (const own of bySubject.values()) views.push(derivePlan(undefined, own));
  return views.filter((view) => view !== undefined);
}

/** Plans made from an entry. */
export async function plansFrom(db: WaymarkDb, entry: string): Promise<PlanView[]> {
  return (await allPlans(db)).filter((view) => view.plan.entries.includes(entry));
}

export interface PlanPage {
  view: PlanView;
  progress: ProgressView[];
  /** The plan it takes up again, where this device has it. */
  before: PlanRow | undefined;
  /** Plans that take it up again. */
  after: PlanRow[];
}

/** One plan with its log, or nothing where this device does not have it. */
export async function planPage(db: WaymarkDb, id: string): Promise<PlanPage | undefined> {
  const [row, notes, ops] = await Promise.all([
    plansIn(db).get(id),
    progressIn(db).where('plan').equals(id).toArray(),
    pendingOps(db, { kinds: KINDS, subject: id }),
  ]);
  const view = derivePlan(row, ops);
  if (!view) return undefined;
  const others = (await allPlans(db)).map(({ plan }) => plan);
  return {
    view,
    progress: deriveProgress(notes, ops),
    before: others.find((other) => other.id === view.plan.follows),
    after: others.filter(({ follows }) => follows === id),
  };
}

/** What a note can point to as evidence: entries about the plan's learner, its own skill's first, and one's own reflections. */
export interface Pointable {
  entries: FeedbackEntry[];
  reflections: ReflectionRow[];
}

/** How many of each are offered. */
const OFFERED = 30;

/** Newest first. Only what the server has: what a note points to has to be there. */
export async function pointable(db: WaymarkDb, plan: PlanRow, me: string): Promise<Pointable> {
  const [entries, reflections] = await Promise.all([
    db.feedbackEntries.where('learner').equals(plan.learner).toArray() as unknown as Promise<FeedbackEntry[]>,
    db.reflections.toArray() as unknown as Promise<ReflectionRow[]>,
  ]);
  const newest = (a: { given_at: string }, b: { given_at: string }) => Date.parse(b.given_at) - Date.parse(a.given_at);
  const other = ({ subcompetency }: FeedbackEntry) => Number(subcompetency !== plan.subcompetency);
  return {
    entries: entries
      .filter(({ program, state }) => program === plan.program && state === 'given')
      .sort((a, b) => other(a) - other(b) || newest(a, b))
      .slice(0, OFFERED),
    reflections: reflections
      .filter(({ program, author }) => program === plan.program && author === me)
      .sort(newest)
      .slice(0, OFFERED),
  };
}

/** The entries a plan came from; nothing in place of those this device does not have. */
export async function entriesOf(
  db: WaymarkDb,
  plan: PlanRow,
): Promise<{ id: string; entry: FeedbackEntry | undefined }[]> {
  return Promise.all(plan.entries.map(async (id) => ({ id, entry: (await entryById(db, id))?.entry })));
}

/** What was given as a second look at a plan's skill, newest first; what waits on this device with it. */
export async function looksAt(db: WaymarkDb, plan: PlanRow): Promise<{ id: string; entry: FeedbackEntry }[]> {
  const about = db.feedbackEntries.where('learner').equals(plan.learner);
  const [stored, waiting] = await Promise.all([
    about.filter((row) => row['plan'] === plan.id).primaryKeys(),
    pendingOps<GiveBody>(db, { kinds: ['feedback.give'] }),
  ]);
  const own = waiting.filter(({ body }) => body.plan === plan.id).map(({ subject }) => subject);
  const views = await Promise.all([...new Set([...stored, ...own])].map((id) => entryById(db, id)));
  return views
    .flatMap((view) => (view?.entry.state === 'given' ? [{ id: view.entry.id, entry: view.entry }] : []))
    .sort((a, b) => Date.parse(b.entry.given_at) - Date.parse(a.entry.given_at));
}
