/**
 * Deriving what is shown: the server's rows, with this person's own operations applied on read.
 *
 * An operation counts as pending from the moment it is saved until a pull has brought its effect, so nothing flickers
 * between the server's yes and the next page.
 */
import type { WaymarkDb } from '../db/schema';
import type { Reason } from './protocol';

/** One of this person's own operations whose effect the server's rows do not show yet. */
export interface PendingOp<Body = unknown> {
  id: string;
  n: number;
  kind: string;
  subject: string;
  program: string;
  author: string;
  at: string;
  base: number | null;
  body: Body;
  /** Not yet taken by the server. False in the moment between its yes and the next pull. */
  waiting: boolean;
  /** The server could not apply it: refused, in conflict or held. `reason` says why. */
  needsAttention: boolean;
  reason: Reason | null;
  /** Undo is possible until then, by this device's clock; 0 when it is not. */
  undoUntil: number;
  savedAt: number;
}

/** Where an operation comes from: whose it is, when the person did it, and the version it was built on. */
export type Origin = Pick<PendingOp, 'subject' | 'program' | 'author' | 'at' | 'base'>;

export interface PendingFilter {
  /** Full kinds (`plans.start`) or a feature's prefix (`plans.`). */
  kinds: readonly string[];
  subject?: string;
}

/** Pending operations of these kinds, in the order they were made. Use it inside a live query. */
export async function pendingOps<Body = unknown>(db: WaymarkDb, filter: PendingFilter): Promise<PendingOp<Body>[]> {
  const wanted = (kind: string) => filter.kinds.some((k) => (k.endsWith('.') ? kind.startsWith(k) : kind === k));
  const [outbox, acknowledged] = await Promise.all([
    filter.subject ? db.outbox.where('subject').equals(filter.subject).toArray() : db.outbox.toArray(),
    db.acknowledged.where('unseen').equals(1).toArray(),
  ]);
  const unsent = outbox
    .filter((row) => wanted(row.kind))
    .map((row) => ({
      ...common<Body>(row),
      waiting: row.state !== 'needs_attention',
      needsAttention: row.state === 'needs_attention',
      reason: row.reason ?? null,
      undoUntil: row.tries === 0 && row.state === 'queued' ? row.undoUntil : 0,
    }));
  const taken = acknowledged
    .filter((row) => wanted(row.kind) && (!filter.subject || row.subject === filter.subject))
    .map((row) => ({ ...common<Body>(row), waiting: false, needsAttention: false, reason: null, undoUntil: 0 }));
  return [...taken, ...unsent].sort((a, b) => a.n - b.n);
}

/** A row with one section as the server has it: with a conflict it sends the whole row, or that section alone. */
export function asServerHas<Section extends string, Row extends { versions: Record<Section, number> }>(
  row: Row,
  section: Section,
  reason: Reason | null,
): Row {
  const sent = sentWith<Row>(reason);
  const versions = { ...row.versions, ...sent.versions };
  return { ...row, ...sent, versions: { ...versions, [section]: Math.max(reason?.version ?? 0, versions[section]) } };
}

/** What the server sent of a row with a conflict. */
export function sentWith<Row>(reason: Reason | null): Partial<Row> {
  const current = reason?.current;
  return typeof current === 'object' && current !== null ? (current as Partial<Row>) : {};
}

/**
 * The `base` of the next edit of a section: the server's version, and one more for each own edit still on its way.
 * `kinds` are the operations that change this section.
 */
export async function nextBase(
  db: WaymarkDb,
  subject: string,
  kinds: readonly string[],
  serverVersion: number,
): Promise<number> {
  const ops = await pendingOps(db, { kinds, subject });
  const newest = Math.max(-1, ...ops.filter((op) => !op.needsAttention).map((op) => op.base ?? -1));
  return Math.max(serverVersion, newest + 1);
}

function common<Body>(row: {
  id: string;
  n: number;
  kind: string;
  subject: string;
  program: string;
  author: string;
  at: string;
  savedAt: number;
  op: { base: number | null; body: unknown };
}) {
  const { id, n, kind, subject, program, author, at, savedAt, op } = row;
  return { id, n, kind, subject, program, author, at, savedAt, base: op.base, body: op.body as Body };
}
