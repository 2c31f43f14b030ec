/** What a person is told on this device: the server's rows with their own waiting operations applied. */
import type { Table } from 'dexie';
import type { WaymarkDb } from '../../db/schema';
import { when } from '../../i18n/when';
import { addDays } from '../../lib/days';
import { pendingOps } from '../../sync/pending';
import type { CheckInRow, MeetingRow } from '../coaching/model';
import type { PlanRow } from '../plans/model';
import { stateOn, type RequestRow } from '../requests/model';
import {
  isListed,
  SHOWN_DAYS,
  withUsual,
  type About,
  type NotificationRow,
  type Preferences,
  type Things,
  type Told,
} from './model';

/** How many are looked at; older ones were seen or are past caring. */
const NEWEST = 300;

const notificationsIn = (db: WaymarkDb) => db.notifications as unknown as Table<NotificationRow, string>;

/** Marks this device has made and the server does not have yet. */
interface Opened {
  notifications: ReadonlySet<string>;
  entries: ReadonlySet<string>;
}

async function openedHere(db: WaymarkDb): Promise<Opened> {
  const ops = await pendingOps(db, { kinds: ['notifications.open', 'notifications.read'] });
  const of = (kind: string) => new Set(ops.filter((op) => op.kind === kind).map(({ subject }) => subject));
  return { notifications: of('notifications.open'), entries: of('notifications.read') };
}

const isUnread = (row: NotificationRow, opened: Opened) =>
  row.read_at === null && !opened.notifications.has(row.id) && !opened.entries.has(row.about.id);

/** One notification, or nothing where this device does not have it. */
export async function notificationById(db: WaymarkDb, id: string): Promise<Told | undefined> {
  const [row, opened] = await Promise.all([notificationsIn(db).get(id), openedHere(db)]);
  return row && { ...row, unread: isUnread(row, opened) };
}

/** What was told about one thing and was not read yet. */
export async function unreadAbout(db: WaymarkDb, { kind, id }: About): Promise<NotificationRow[]> {
  const opened = await openedHere(db);
  const about = notificationsIn(db).filter((row) => row.about.kind === kind && row.about.id === id);
  return (await about.toArray()).filter((row) => isUnread(row, opened));
}

export interface ToldHere {
  /** What the inbox does not list already: what is unread, and what was read lately. Newest first. */
  told: Told[];
  /** Unread ones about a question that the inbox shows, or that ended: whoever sees the inbox has seen them. */
  seen: NotificationRow[];
  /** Open questions somebody was reminded of. */
  reminded: Set<string>;
}

/** What somebody is told besides what the inbox lists. */
export async function toldHere(db: WaymarkDb, today: string): Promise<ToldHere> {
  const [rows, opened] = await Promise.all([
    notificationsIn(db).orderBy(':id').reverse().limit(NEWEST).toArray(),
    openedHere(db),
  ]);
  const things = await thingsOf(db, rows, today);
  const all = rows.map((row): Told => ({ ...row, unread: isUnread(row, opened) }));
  const isOpen = ({ about }: Told) => things.requests.get(about.id)?.open === true;
  const listed = all.filter((row) => isListed(row, things));
  const since = addDays(today, -SHOWN_DAYS);
  return {
    told: all.filter((row) => !isListed(row, things) && (row.unread || row.at > since)),
    seen: listed.filter(({ about, unread }) => unread && about.kind === 'request'),
    reminded: new Set(
      listed.filter((row) => row.kind === 'request_reminder' && isOpen(row)).map((row) => row.about.id),
    ),
  };
}

async function thingsOf(db: WaymarkDb, rows: readonly NotificationRow[], today: string): Promise<Things> {
  const ids = (kind: About['kind']) => [
    ...new Set(rows.filter((row) => row.about.kind === kind).map((r) => r.about.id)),
  ];
  const [entries, requests] = await Promise.all([
    db.feedbackEntries.where(':id').anyOf(ids('feedback_entry')).primaryKeys(),
    db.requests.bulkGet(ids('request')),
  ]);
  const here = requests.filter((row) => row !== undefined) as unknown as RequestRow[];
  return {
    entries: new Set(entries),
    requests: new Map(here.map((row) => [row.id, { open: stateOn(row, today) === 'open' }])),
  };
}

/** The words of the things that notifications are about, as far as they are here. */
export async function wordsOf(db: WaymarkDb, told: readonly NotificationRow[], today: string) {
  const ids = (kind: About['kind']) => told.filter((row) => row.about.kind === kind).map(({ about }) => about.id);
  const [requests, plans, checkIns, meetings] = await Promise.all([
    db.requests.bulkGet(ids('request')),
    db.plans.bulkGet(ids('plan')),
    db.checkIns.bulkGet(ids('check_in')),
    db.meetings.bulkGet(ids('meeting')),
  ]);
  const words = new Map<string, { title: string; learner: string; assessor: string | null }>();
  for (const row of requests as unknown as (RequestRow | undefined)[]) {
    if (row) words.set(row.id, { title: row.question, learner: row.learner, assessor: row.assessor });
  }
  for (const row of plans as unknown as (PlanRow | undefined)[]) {
    if (row) words.set(row.id, { title: row.goal, learner: row.learner, assessor: null });
  }
  for (const row of checkIns as unknown as (CheckInRow | undefined)[]) {
    if (row) words.set(row.id, { title: row.text, learner: row.learner, assessor: row.asker });
  }
  for (const row of meetings as unknown as (MeetingRow | undefined)[]) {
    if (row) words.set(row.id, { title: when.day(row.on, today), learner: row.learner, assessor: row.coach });
  }
  return words;
}

/** What this person wants to be told, with what they chose here a moment ago. */
export async function preferencesHere(db: WaymarkDb): Promise<Preferences> {
  const [rows, ops] = await Promise.all([
    db.preferences.toArray(),
    pendingOps<Preferences>(db, { kinds: ['notifications.prefer'] }),
  ]);
  const chosen = ops.filter((op) => !op.needsAttention).at(-1)?.body;
  return withUsual(chosen ?? (rows[0] as unknown as Preferences | undefined) ?? {});
}
