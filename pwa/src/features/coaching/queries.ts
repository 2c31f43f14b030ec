/** What a person can see of coaching, on this device. */
import type { Table } from 'dexie';
import type { WaymarkDb } from '../../db/schema';
import { when } from '../../i18n/when';
import { addDays } from '../../lib/days';
import { pendingOps } from '../../sync/pending';
import type { FeedbackEntry } from '../feedback/model';
import { groupOf, nextDate } from '../plans/dates';
import { allPlans } from '../plans/queries';
import type { PlanView } from '../plans/view';
import type { ReflectionRow } from '../reflections/model';
import {
  lastContact,
  nextMeeting,
  UNREAD_DAYS,
  type CheckInRow,
  type Contact,
  type MeetingRow,
  type NoteRow,
} from './model';
import { deriveCheckIns, deriveMeetings, deriveNotes, type Shown } from './view';

const meetingsIn = (db: WaymarkDb) => db.meetings as unknown as Table<MeetingRow, string>;
const notesIn = (db: WaymarkDb) => db.coachNotes as unknown as Table<NoteRow, string>;
const checkInsIn = (db: WaymarkDb) => db.checkIns as unknown as Table<CheckInRow, string>;
const entriesIn = (db: WaymarkDb) => db.feedbackEntries as unknown as Table<FeedbackEntry, string>;

export interface Coached {
  meetings: Shown<MeetingRow>[];
  notes: Shown<NoteRow>[];
  checkIns: Shown<CheckInRow>[];
}

/** Everything of coaching in a program. Use it inside a live query. */
export async function coachingIn(db: WaymarkDb, program: string): Promise<Coached> {
  const [meetings, notes, checkIns, ops] = await Promise.all([
    meetingsIn(db).toArray(),
    notesIn(db).toArray(),
    checkInsIn(db).toArray(),
    pendingOps(db, { kinds: ['coaching.'] }),
  ]);
  const here = <Row extends { program: string }>(shown: Shown<Row>[]) =>
    shown.filter(({ row }) => row.program === program);
  return {
    meetings: here(deriveMeetings(meetings, ops)),
    notes: here(deriveNotes(notes, ops)),
    checkIns: here(deriveCheckIns(checkIns, ops)),
  };
}

/** The same about one learner. */
export function about({ meetings, notes, checkIns }: Coached, learner: string): Coached {
  const of = <Row extends { learner: string }>(shown: Shown<Row>[]) =>
    shown.filter(({ row }) => row.learner === learner);
  return { meetings: of(meetings), notes: of(notes), checkIns: of(checkIns) };
}

/** How one learner stands with their coach. */
export interface Standing {
  learner: string;
  /** Entries by others that the coach has not opened. */
  unread: number;
  open: number;
  overdue: number;
  contact: Contact | null;
  next: MeetingRow | null;
  /** Open askings that the coach is to take up. */
  asked: number;
}

/** How each of these learners stands with `me`, in their order; it is no ranking. Use it inside a live query. */
export async function standings(
  db: WaymarkDb,
  { me, program, learners, today }: { me: string; program: string; learners: readonly string[]; today: string },
): Promise<Standing[]> {
  const [all, entries, marks, opened, plans] = await Promise.all([
    coachingIn(db, program),
    entriesIn(db)
      .where('learner')
      .anyOf([...learners])
      .filter((entry) => entry.program === program && entry.state === 'given')
      .toArray(),
    db.readMarks.toCollection().primaryKeys(),
    pendingOps(db, { kinds: ['notifications.read'] }),
    allPlans(db),
  ]);
  const read = new Set([...marks, ...opened.map(({ subject }) => subject)]);
  const since = addDays(today, -UNREAD_DAYS);
  return learners.map((learner) => {
    const own = about(all, learner);
    const given = entries.filter((entry) => entry.learner === learner);
    const open = plans.filter(({ plan }) => plan.learner === learner && plan.program === program && isOpen(plan));
    const mine = own.meetings.map(({ row }) => row).filter(({ coach }) => coach === me);
    return {
      learner,
      unread: given.filter(({ id, author, given_at }) => author !== me && !read.has(id) && day(given_at) > since)
        .length,
      open: open.length,
      overdue: open.filter(({ plan }) => isOverdue(plan, today)).length,
      contact: lastContact({
        meetings: mine.filter(({ state }) => state === 'held').map(({ on }) => on),
        entries: given.filter(({ author }) => author === me).map(({ given_at }) => day(given_at)),
        notes: own.notes.flatMap(({ row }) => (row.author === me && row.shared_at ? [day(row.shared_at)] : [])),
        check_ins: own.checkIns.flatMap(({ row }) =>
          row.to === 'coach' && row.asker !== me && row.taken_up_at ? [day(row.taken_up_at)] : [],
        ),
      }),
      next: nextMeeting(mine),
      asked: own.checkIns.filter(({ row }) => row.taken_up_at === null && row.asker !== me).length,
    };
  });
}

const day = (moment: string) => when.dayOf(moment);
const isOpen = ({ state }: PlanView['plan']) => state === 'open';
export const isOverdue = (plan: PlanView['plan'], today: string) =>
  groupOf(nextDate(plan)?.on ?? null, today) === 'passed';

/** What lies beside a conversation: the learner's feedback of late, what they shared, and their plans. */
export interface Beside {
  entries: FeedbackEntry[];
  /** Entries among these that `me` has not opened. */
  unread: ReadonlySet<string>;
  reflections: ReflectionRow[];
  plans: PlanView[];
}

/** How many entries lie beside a conversation. */
const LATELY = 12;

/** Newest first. Use it inside a live query. */
export async function besideOf(db: WaymarkDb, me: string, program: string, learner: string): Promise<Beside> {
  const [entries, reflections, plans, opened] = await Promise.all([
    entriesIn(db)
      .where('learner')
      .equals(learner)
      .filter((entry) => entry.program === program && entry.state === 'given')
      .toArray(),
    db.reflections.filter((row) => row['author'] === learner).toArray() as unknown as Promise<ReflectionRow[]>,
    allPlans(db),
    pendingOps(db, { kinds: ['notifications.read'] }),
  ]);
  const newest = entries.sort((a, b) => Date.parse(b.given_at) - Date.parse(a.given_at)).slice(0, LATELY);
  const marks = await db.readMarks.bulkGet(newest.map(({ id }) => id));
  const here = new Set(opened.map(({ subject }) => subject));
  return {
    entries: newest,
    unread: new Set(newest.flatMap(({ id, author }, i) => (author !== me && !marks[i] && !here.has(id) ? [id] : []))),
    reflections: reflections
      .filter((row) => row.program === program)
      .sort((a, b) => Date.parse(b.given_at) - Date.parse(a.given_at))
      .slice(0, LATELY),
    plans: plans.filter(({ plan }) => plan.learner === learner && plan.program === program && plan.state !== 'closed'),
  };
}
