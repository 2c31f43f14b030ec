/** What is shown of a request: the server's row with this person's own waiting operations applied. Pure. */
import type { PendingOp } from '../../sync/pending';
import { applyToRequest, type RequestChange, type RequestRow } from './model';

export interface RequestView {
  request: RequestRow;
  /** The server does not have it yet. */
  unsent: boolean;
  /** Something this person did with it has not reached the server yet. */
  waiting: boolean;
  /** Operations the server could not apply. */
  attention: PendingOp[];
  /** The last thing done with it on this device can be undone until then; 0 when it cannot. */
  undoUntil: number;
  /** That last thing, while it can be undone. */
  undoOp: PendingOp | null;
}

/** Merges one request's row with its operations, in the order they were saved. */
export function deriveRequest(
  row: RequestRow | undefined,
  ops: readonly PendingOp[],
  days: number,
): RequestView | undefined {
  let shown = row;
  let waiting = false;
  let undoOp: PendingOp | null = null;
  const attention: PendingOp[] = [];

  for (const op of ops) {
    const asking = op.kind === 'requests.ask';
    // Once the server's row is here the question has arrived, whatever is still said of the operation that asked it.
    if (asking && row) continue;
    // What becomes of the entry itself is said where the entry stands.
    const answering = op.kind === 'feedback.give';
    if (op.needsAttention && !answering) attention.push(said(op));
    if (op.waiting) waiting = true;
    if (op.undoUntil > 0 && !answering) undoOp = op;
    // What was refused did not happen; a question that was not taken is still shown, so that no text is out of sight.
    if (op.needsAttention && !asking && !(answering && op.reason?.outcome === 'held')) continue;
    shown = applyToRequest(shown, { kind: op.kind, body: op.body } as RequestChange, op, days);
  }
  return (
    shown && {
      request: shown,
      unsent: row === undefined,
      waiting,
      attention,
      undoUntil: undoOp?.undoUntil ?? 0,
      undoOp,
    }
  );
}

/** A conflict of where a request stands is always the same: it was answered or ended elsewhere first. */
function said(op: PendingOp): PendingOp {
  return op.kind !== 'requests.redact' && op.reason?.outcome === 'conflict'
    ? { ...op, reason: { ...op.reason, code: 'not_open' } }
    : op;
}
