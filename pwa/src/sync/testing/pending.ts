/** An operation as an outbox holds it, for tests of what a feature makes of it. */
import type { PendingOp } from '../pending';

let saved = 0;

/** Waiting, saved after those made before it; `about` says whose and what it is, and what the server made of it. */
export function aPendingOp(
  { kind, body }: { kind: string; body: unknown },
  about: Pick<PendingOp, 'subject' | 'program' | 'author' | 'at'> & Partial<PendingOp>,
): PendingOp {
  saved += 1;
  return {
    id: `op-${String(saved)}`,
    n: saved,
    kind,
    base: null,
    body,
    waiting: true,
    needsAttention: false,
    reason: null,
    undoUntil: 0,
    savedAt: 0,
    ...about,
  };
}
