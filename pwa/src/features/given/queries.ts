/** What a person gave and what became of it, on this device: first what has not arrived, then by arrival. */
import type { WaymarkDb } from '../../db/schema';
import { pendingOps, type PendingOp } from '../../sync/pending';
import type { GiveBody } from '../feedback/model';
import { deriveEntry, type EntryView } from '../feedback/queries';
import { markedAmong } from '../guard/marked';
import { amendmentsIn, byKey, entriesIn, goalsIn, heldIn, newest, responsesIn, type HeldItem } from '../inbox/tables';
import { whatBecame, type Became } from './model';

export interface GivenItem {
  view: EntryView;
  became: Became[];
  /** Held at the server, and written on another device: there is no page of it here. */
  elsewhere: boolean;
}

export interface GivenWindow {
  items: GivenItem[];
  more: boolean;
}

/** What `me` gave, and what became of each: first what has not arrived, then by arrival. */
export async function given(db: WaymarkDb, me: string, limit: number): Promise<GivenWindow> {
  const [rows, ops, heldRows] = await Promise.all([
    newest(db, 'author', me, limit + 1),
    pendingOps(db, { kinds: ['feedback.'] }),
    heldIn(db).toArray(),
  ]);
  const shown = rows.slice(0, limit);
  const ids = shown.map((row) => row.id);
  const [said, added, goals, marked] = await Promise.all([
    responsesIn(db).where('entry').anyOf(ids).toArray(),
    amendmentsIn(db).where('entry').anyOf(ids).sortBy('given_at'),
    goalsIn(db).bulkGet(ids),
    markedAmong(db, ids),
  ]);
  const opsOf = byKey(ops, (op) => op.subject);
  const saidTo = byKey(said, (row) => row.entry);
  const addedTo = byKey(added, (row) => row.entry);
  const heldAt = new Map(heldRows.map((row) => [row.subject, row]));
  const goalsOf = new Map(goals.flatMap((row) => (row ? [[row.id, row.goals] as const] : [])));

  const items: GivenItem[] = [];
  const add = (view: EntryView | undefined, item: HeldItem | null, elsewhere = false) => {
    if (!view || view.entry.author !== me) return;
    const id = view.entry.id;
    items.push({
      view,
      became: whatBecame(view, saidTo.get(id) ?? [], goalsOf.get(id) ?? [], item, marked.has(id)),
      elsewhere,
    });
  };

  const unsent = ops.filter((op) => op.kind === 'feedback.give').map((op) => op.subject);
  const arrived = new Set((await entriesIn(db).bulkGet(unsent)).flatMap((row) => row?.id ?? []));
  const here = new Set(unsent);
  for (const id of unsent.toReversed()) {
    if (!arrived.has(id)) add(deriveEntry(undefined, [], opsOf.get(id) ?? []), heldAt.get(id) ?? null);
  }
  for (const item of await heldElsewhere(db, heldRows, here)) add(fromHeld(item, me), item, true);
  for (const row of shown) add(deriveEntry(row, addedTo.get(row.id) ?? [], opsOf.get(row.id) ?? []), null);
  return { items, more: rows.length > limit };
}

/** Entries held at the server that this person saved on another device. */
async function heldElsewhere(db: WaymarkDb, rows: HeldItem[], here: ReadonlySet<string>): Promise<HeldItem[]> {
  const open = rows.filter(
    (row) =>
      row.kind === 'feedback.give' && (row.state === 'held' || row.state === 'returned') && !here.has(row.subject),
  );
  const arrived = await entriesIn(db).bulkGet(open.map((row) => row.subject));
  return open.filter((_, i) => arrived[i] === undefined);
}

function fromHeld(item: HeldItem, me: string): EntryView | undefined {
  const op: PendingOp<GiveBody> = {
    id: item.id,
    n: 0,
    kind: item.kind,
    subject: item.subject,
    program: item.program,
    author: me,
    at: item.at,
    base: null,
    body: item.body as GiveBody,
    waiting: false,
    needsAttention: false,
    reason: null,
    undoUntil: 0,
    savedAt: 0,
  };
  return typeof item.body === 'object' && item.body !== null ? deriveEntry(undefined, [], [op]) : undefined;
}
