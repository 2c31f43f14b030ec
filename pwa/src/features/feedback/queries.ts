/** What a person can see of feedback on this device: the server's rows, with their own waiting operations applied. */
import type { WaymarkDb } from '../../db/schema';
import { pendingOps, type PendingOp } from '../../sync/pending';
import {
  apply,
  type Amendment,
  type EntryWithAmendments,
  type FeedbackChange,
  type FeedbackEntry,
  type GiveBody,
  type TypedLearner,
} from './model';

/** An entry as it is shown. */
export interface EntryView {
  entry: FeedbackEntry;
  /** In the order they were written. */
  amendments: Amendment[];
  /** The learner as the giver typed the name, while nobody has matched it. */
  typed: TypedLearner | null;
  /** Something of it has not reached the server yet. */
  waiting: boolean;
  /** The entry itself has not reached the server yet. */
  unsent: boolean;
  /** Operations the server refused or holds; each wants a decision. */
  attention: PendingOp[];
  /** Undo is possible until then, by this device's clock; 0 when it is not. */
  undoUntil: number;
}

const KINDS = ['feedback.'];

/** Entries this person wrote, newest first, with what still waits. */
export async function entriesBy(db: WaymarkDb, author: string): Promise<EntryView[]> {
  const rows = (await db.feedbackEntries.where('author').equals(author).toArray()) as unknown as FeedbackEntry[];
  const ops = await pendingOps(db, { kinds: KINDS });
  return views(db, rows, ops, (entry) => entry.author === author);
}

/** Entries about a learner that this person may read, newest first. */
export async function entriesAbout(db: WaymarkDb, learner: string): Promise<EntryView[]> {
  const rows = (await db.feedbackEntries.where('learner').equals(learner).toArray()) as unknown as FeedbackEntry[];
  const ops = await pendingOps(db, { kinds: KINDS });
  return views(db, rows, ops, (entry) => entry.learner === learner);
}

/** Every entry on this device, newest first. */
export async function allEntries(db: WaymarkDb): Promise<EntryView[]> {
  const rows = (await db.feedbackEntries.toArray()) as unknown as FeedbackEntry[];
  const ops = await pendingOps(db, { kinds: KINDS });
  return views(db, rows, ops, () => true);
}

/** One entry, or nothing where this device does not have it. */
export async function entryById(db: WaymarkDb, id: string): Promise<EntryView | undefined> {
  const row = (await db.feedbackEntries.get(id)) as unknown as FeedbackEntry | undefined;
  const ops = await pendingOps(db, { kinds: KINDS, subject: id });
  const found = await views(db, row ? [row] : [], ops, () => true);
  return found[0];
}

async function views(
  db: WaymarkDb,
  rows: readonly FeedbackEntry[],
  ops: readonly PendingOp[],
  wanted: (entry: FeedbackEntry) => boolean,
): Promise<EntryView[]> {
  const bySubject = grouped(ops, (op) => op.subject);
  const amendments = await amendmentsOf(
    db,
    rows.map((row) => row.id),
  );
  const stored = rows.map((row) => deriveEntry(row, amendments.get(row.id) ?? [], bySubject.get(row.id) ?? []));
  const known = new Set(rows.map((row) => row.id));
  const unsent = [...bySubject].filter(([id]) => !known.has(id)).map(([, own]) => deriveEntry(undefined, [], own));
  return [...stored, ...unsent]
    .filter((view): view is EntryView => view !== undefined && wanted(view.entry))
    .sort((a, b) => Date.parse(b.entry.given_at) - Date.parse(a.entry.given_at));
}

async function amendmentsOf(db: WaymarkDb, entries: string[]): Promise<Map<string, Amendment[]>> {
  const rows = (await db.amendments.where('entry').anyOf(entries).toArray()) as unknown as Amendment[];
  return grouped(
    rows.sort((a, b) => Date.parse(a.given_at) - Date.parse(b.given_at)),
    (row) => row.entry,
  );
}

/** Merges one entry's rows with its operations, in the order they were saved. */
export function deriveEntry(
  row: FeedbackEntry | undefined,
  amendments: readonly Amendment[],
  ops: readonly PendingOp[],
): EntryView | undefined {
  let shown: EntryWithAmendments | undefined = row && { entry: row, amendments: [...amendments] };
  let typed: TypedLearner | null = null;
  let waiting = false;
  let undoUntil = 0;
  const attention: PendingOp[] = [];

  for (const op of ops) {
    const giving = op.kind === 'feedback.give';
    // Once the server's row is here the entry has arrived, whatever is still said of the operation that gave it.
    if (giving && row) continue;
    if (op.waiting) waiting = true;
    if (op.needsAttention) attention.push(op);
    if (giving) {
      typed = (op.body as GiveBody).typed_learner;
      undoUntil = op.undoUntil;
    }
    // What was refused did not happen; an entry that was not taken is still shown, so that no text is out of sight.
    if (giving || !op.needsAttention) shown = apply(shown, { kind: op.kind, body: op.body } as FeedbackChange, op);
  }

  return shown && { ...shown, typed, waiting, unsent: row === undefined, attention, undoUntil };
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
