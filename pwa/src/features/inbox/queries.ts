/**
 * What a person reads of feedback on this device: the server's rows with their own waiting operations applied. Every
 * list is a window, newest arrival first: it costs what is shown, not what is stored.
 */
import type { WaymarkDb } from '../../db/schema';
import { pendingOps, type PendingOp } from '../../sync/pending';
import type { ShownGoal } from '../plans/model';
import type { ReadMarkRow, ReflectionRow, ResponseRow } from '../reflections/model';
import { toldHere } from '../notifications/queries';
import { openCount } from '../requests/queries';
import { deriveReflections, deriveResponses, type Shown } from '../reflections/view';
import type { FeedbackEntry } from '../feedback/model';
import { entryById, type EntryView } from '../feedback/queries';
import { arrival, belongsInInbox, isNewReply, isTold, isUnread, mergeInbox, type InboxItem, type Reply } from './model';
import {
  amendmentsIn,
  byKey,
  entriesIn,
  goalsIn,
  heldIn,
  marksIn,
  newest,
  reflectionsIn,
  responsesIn,
  type HeldItem,
} from './tables';

/** How many answers are looked at for what is new; older ones were seen or are past caring. */
const REPLIES = 200;

export interface InboxWindow {
  items: InboxItem[];
  /** Entries about this person and answers to what they gave that they have not opened. */
  unread: number;
  /** There is more than the window shows. */
  more: boolean;
}

/** Entries about `me` and answers to what `me` gave. */
export async function inbox(db: WaymarkDb, me: string, limit: number, unreadOnly = false): Promise<InboxWindow> {
  const seen = await seenBy(db);
  const [waiting, replies] = await Promise.all([
    unreadAbout(db, me, seen),
    repliesTo(db, me, Math.max(REPLIES, limit), seen),
  ]);
  const unreadIds = new Set(waiting.map((entry) => entry.id));
  const fresh = replies.filter((reply) => reply.unread);

  let rows = waiting;
  if (!unreadOnly) {
    const window = await newest(db, 'learner', me, limit + 1);
    const late = waiting.filter(({ id }) => !window.some((entry) => entry.id === id));
    rows = [...window.filter((entry) => belongsInInbox(entry, seen.marks.has(entry.id))), ...late];
  }
  const all = mergeInbox(rows, unreadOnly ? fresh : replies, unreadIds, seen.marks);
  return { items: all.slice(0, limit), unread: waiting.length + fresh.length, more: all.length > limit };
}

/** How much `me` has not opened or answered, for a mark beside the inbox. */
export async function unreadCount(db: WaymarkDb, me: string, today: string): Promise<number> {
  const seen = await seenBy(db);
  const [waiting, replies, asked, { told }] = await Promise.all([
    unreadAbout(db, me, seen),
    repliesTo(db, me, REPLIES, seen),
    openCount(db, me, today),
    toldHere(db, today),
  ]);
  const unread = [...replies, ...told].filter((one) => one.unread);
  return waiting.length + unread.length + asked;
}

/** What this person has opened: the server's marks, and what was opened on this device since. */
interface Seen {
  marks: ReadonlyMap<string, ReadMarkRow>;
  /** Opened here a moment ago; it counts as read before the server knows. */
  here: ReadonlySet<string>;
}

async function seenBy(db: WaymarkDb): Promise<Seen> {
  const [marks, opened] = await Promise.all([marksIn(db).toArray(), openedHere(db)]);
  return { marks: new Map(marks.map((mark) => [mark.id, mark])), here: opened };
}

async function openedHere(db: WaymarkDb): Promise<Set<string>> {
  return new Set((await pendingOps(db, { kinds: ['notifications.read'] })).map((op) => op.subject));
}

/** Entries about `me` that wait to be read. Only these are read whole. */
async function unreadAbout(db: WaymarkDb, me: string, { marks, here }: Seen): Promise<FeedbackEntry[]> {
  const [ids, added] = await Promise.all([
    entriesIn(db).where('learner').equals(me).primaryKeys(),
    amendmentsIn(db).toArray(),
  ]);
  const amended = byKey(
    added.filter((one) => one.author !== me),
    (one) => one.entry,
  );
  const suspects = ids.filter((id) => !here.has(id) && isUnread(marks.get(id), amended.get(id) ?? []));
  const rows = await entriesIn(db).bulkGet(suspects);
  return rows.filter((row) => row?.state === 'given') as FeedbackEntry[];
}

/** The newest answers to what `me` gave. */
async function repliesTo(db: WaymarkDb, me: string, limit: number, { marks, here }: Seen): Promise<Reply[]> {
  if ((await entriesIn(db).where('author').equals(me).count()) === 0) return [];
  const told = (await responsesIn(db).toArray()).filter((reply) => isTold(reply, me));
  told.sort((a, b) => (arrival(a) < arrival(b) ? 1 : -1));

  // A coach's device also holds answers to what others gave; look on until enough are this person's own.
  const replies: Reply[] = [];
  for (let from = 0; from < told.length && replies.length < limit; from += limit) {
    const some = told.slice(from, from + limit);
    const rows = await entriesIn(db).bulkGet(some.map((reply) => reply.entry));
    some.forEach((reply, i) => {
      const entry = rows[i];
      if (entry?.author !== me || entry.state === 'withdrawn') return;
      replies.push({ entry, reply, unread: !here.has(entry.id) && isNewReply(reply, marks.get(entry.id)) });
    });
  }
  return replies;
}

/** One entry with everything said to it. */
export interface EntryPage {
  view: EntryView;
  responses: Shown<ResponseRow>[];
  reflections: Shown<ReflectionRow>[];
  /** Plans this person may see a line of: their own, or where the learner chose to show the goal. */
  goals: ShownGoal[];
  /** Opened before, here or elsewhere, and nothing new since. */
  read: boolean;
  held: HeldItem | null;
}

/** An entry's page, or nothing where this device does not have it. */
export async function entryPage(db: WaymarkDb, me: string, id: string): Promise<EntryPage | undefined> {
  const view = await entryById(db, id);
  if (!view) return undefined;
  const [said, thoughts, ops, mark, opened, heldRow, goals] = await Promise.all([
    responsesIn(db).where('entry').equals(id).toArray(),
    reflectionsIn(db).where('entry').equals(id).toArray(),
    pendingOps(db, { kinds: ['reflections.'] }),
    marksIn(db).get(id),
    openedHere(db),
    heldIn(db).where('subject').equals(id).last(),
    goalsIn(db).get(id),
  ]);
  const own = new Set(thoughts.map((row) => row.id));
  for (const op of ops) if (isAbout(op, id)) own.add(op.subject);
  // What somebody added themselves is no news to them, and may have no time of the server's yet.
  const news = [...view.amendments, ...said].filter(({ author }) => author !== me).map(arrival);
  return {
    view,
    responses: deriveResponses(
      said,
      ops.filter((op) => op.subject === id),
    ),
    reflections: deriveReflections(
      thoughts,
      ops.filter((op) => own.has(op.subject)),
    ),
    goals: goals?.goals ?? [],
    read: opened.has(id) || (mark !== undefined && news.every((at) => Date.parse(at) <= Date.parse(mark.at))),
    held: heldRow ?? null,
  };
}

function isAbout(op: PendingOp, entry: string): boolean {
  return op.kind === 'reflections.reflect' && (op.body as { entry: string | null }).entry === entry;
}
