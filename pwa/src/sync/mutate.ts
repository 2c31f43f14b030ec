/** What a person does, made durable: one transaction, and only then "Saved on this phone". */
import { onLiveHandle } from '../db/reopen';
import type { OutboxRow, WaymarkDb } from '../db/schema';
import { stamp, type Clock } from '../lib/clock';
import { sha256 } from '../lib/sha256';
import type { Ids } from '../lib/uuid7';
import { discard, undo as takeBack, UNDO_MS } from './outbox';
import type { Operation } from './protocol';

/** One kind of operation, as a feature declares it: `export const amend = mutator<AmendBody>('feedback.amend')`. */
export interface Mutator<Body> {
  kind: string;
  v: number;
  /** The section it changes, where several kinds change the same one. */
  section: string;
  /** Only for the type. */
  readonly body?: Body;
}

/** What saving needs. `AppContext` is one. */
export interface Device {
  db: WaymarkDb;
  clock: Clock;
  ids: Ids;
  session: { person: { id: string } };
  sync: { saved(row: OutboxRow): void };
}

export interface Saving<Body> {
  program: string;
  subject: string;
  /** The version of the section that is changed; none for what cannot conflict. See {@link nextBase}. */
  base?: number | null;
  body: Body;
  /** Held back for 10 seconds so that {@link undo} can give it back. */
  undoable?: boolean;
  /** Operations needing attention that this one takes the place of; they are discarded by the same transaction. */
  replaces?: readonly string[];
  /** What the same deed does to other things: saved by the same transaction, and taken back with it. */
  also?: readonly Also[];
}

/** An operation beside another. */
export interface Also {
  mutator: Mutator<unknown>;
  subject: string;
  /** As in {@link Saving}. */
  base?: number | null;
  body: unknown;
}

export function mutator<Body>(kind: string, { v = 1, section = kind } = {}): Mutator<Body> {
  return { kind, v, section };
}

/**
 * Saves an operation. Resolves once the strict IndexedDB transaction has completed, and rejects when nothing was saved:
 * then the form keeps the text, says so and offers it for copying.
 */
export async function mutate<Body>(
  device: Device,
  mutator: Mutator<Body>,
  saving: Saving<Body>,
): Promise<OutboxRow<Body>> {
  const { db } = device;
  const row = await rowOf(device, mutator, saving);
  const rows: Unnumbered[] = [row];
  for (const { mutator, subject, base = null, body } of saving.also ?? []) {
    rows.push({ ...(await rowOf(device, mutator, { ...saving, subject, base, body })), with: row.id });
  }
  const saved = (await onLiveHandle(db, () => store(db, rows, saving.replaces ?? []))) as OutboxRow<Body>;
  device.sync.saved(saved);
  return saved;
}

type Unnumbered<Body = unknown> = Omit<OutboxRow<Body>, 'n'>;

async function rowOf<Body>(
  { clock, ids, session }: Device,
  mutator: Mutator<Body>,
  saving: Saving<Body>,
): Promise<Unnumbered<Body>> {
  const op: Operation<Body> = {
    id: ids.next(),
    kind: mutator.kind,
    v: mutator.v,
    program: saving.program,
    subject: saving.subject,
    base: saving.base ?? null,
    at: stamp(clock),
    body: saving.body,
  };
  const bytes = JSON.stringify(op, wellFormed);
  const hash = await sha256(bytes); // before the transaction: awaiting it inside would commit it early
  const savedAt = clock.now();

  return {
    id: op.id,
    kind: op.kind,
    section: mutator.section,
    subject: op.subject,
    program: op.program,
    author: session.person.id,
    at: op.at,
    bytes,
    hash,
    op: JSON.parse(bytes) as Operation<Body>,
    state: 'queued',
    tries: 0,
    savedAt,
    undoUntil: saving.undoable ? savedAt + UNDO_MS : 0,
  };
}

/** Answers the first row. Safe to run twice: a handle may die after the first time was committed. */
function store(db: WaymarkDb, rows: readonly Unnumbered[], replaces: readonly string[]) {
  return db.transaction('rw', db.outbox, db.meta, async () => {
    const stored = rows[0] && (await db.outbox.get(rows[0].id));
    if (stored) return stored;
    const last = ((await db.meta.get('n'))?.value as number | undefined) ?? 0;
    const numbered: OutboxRow[] = rows.map((row, i) => ({ ...row, n: last + 1 + i }));
    await db.meta.put({ key: 'n', value: last + rows.length });
    for (const row of numbered) await db.outbox.add(row);
    if (replaces.length > 0) await discard(db, replaces);
    return numbered[0];
  });
}

/** Takes a save back while it is unsent; answers the row, whose `op.body` goes back into the form. */
export async function undo(device: Pick<Device, 'db'>, id: string): Promise<OutboxRow | undefined> {
  return takeBack(device.db, id);
}

/** Half an emoji would make the whole operation unreadable to the server. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
