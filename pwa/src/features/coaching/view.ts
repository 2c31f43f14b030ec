/** What a person sees of coaching: the server's rows, and what still waits on this device. */
import type { PendingOp } from '../../sync/pending';
import type { AskBody, ChangeMeetingBody, CheckInRow, MeetingRow, NoteBody, NoteRow, PlanMeetingBody } from './model';
import { ASK_CHECK_IN, WRITE_NOTE } from './operations';

/** Something shown, and whether it has arrived. */
export interface Shown<Row> {
  row: Row;
  waiting: boolean;
  /** Operations the server could not apply. */
  attention: PendingOp[];
}

/** Applies the operations on each thing to its row, in their order. */
function derive<Row extends { id: string }>(
  rows: readonly Row[],
  ops: readonly PendingOp[],
  apply: (row: Row | undefined, op: PendingOp) => Row | null | undefined,
): Shown<Row>[] {
  const shown = new Map<string, Shown<Row>>(rows.map((row) => [row.id, { row, waiting: false, attention: [] }]));
  for (const op of ops) {
    const known = shown.get(op.subject);
    // What was refused must not look as if it had happened, but what was written is not lost from sight.
    const row = op.needsAttention && known ? known.row : apply(known?.row, op);
    if (row === undefined) continue;
    if (row === null) {
      shown.delete(op.subject);
      continue;
    }
    const attention = [...(known?.attention ?? []), ...(op.needsAttention ? [op] : [])];
    shown.set(op.subject, { row, waiting: (known?.waiting ?? false) || op.waiting, attention });
  }
  return [...shown.values()];
}

export function deriveMeetings(rows: readonly MeetingRow[], ops: readonly PendingOp[]): Shown<MeetingRow>[] {
  return derive<MeetingRow>(rows, ops, (row, op) => {
    if (op.kind === 'coaching.plan_meeting') {
      const { learner, on } = op.body as PlanMeetingBody;
      const { subject: id, program, author: coach } = op;
      return row ?? { id, program, coach, learner, on, state: 'planned', version: 1 };
    }
    if (op.kind !== 'coaching.change_meeting' || !row) return undefined;
    // Once the row contains it, applying it again changes nothing.
    if (row.version > (op.base ?? 0)) return row;
    return { ...row, ...(op.body as ChangeMeetingBody), version: row.version + 1 };
  }).sort((a, b) => compare(b.row.on, a.row.on) || compare(b.row.id, a.row.id));
}

/** Notes, oldest first. */
export function deriveNotes(rows: readonly NoteRow[], ops: readonly PendingOp[]): Shown<NoteRow>[] {
  return derive(rows, ops, (row, op) => {
    switch (op.kind) {
      case WRITE_NOTE: {
        const { shared, ...body } = op.body as NoteBody;
        const { subject: id, program, author, at } = op;
        const shared_at = shared ? at : null;
        return row ?? { ...body, id, program, author, shared_at, given_at: at, received_at: null };
      }
      case 'coaching.share_note':
        return row && { ...row, shared_at: row.shared_at ?? op.at };
      case 'coaching.drop_note':
        return null;
      default:
        return undefined;
    }
  }).sort((a, b) => Date.parse(a.row.given_at) - Date.parse(b.row.given_at) || compare(a.row.id, b.row.id));
}

/** Check-ins, newest first. */
export function deriveCheckIns(rows: readonly CheckInRow[], ops: readonly PendingOp[]): Shown<CheckInRow>[] {
  return derive(rows, ops, (row, op) => {
    switch (op.kind) {
      case ASK_CHECK_IN: {
        const body = op.body as AskBody;
        const { subject: id, program, author: asker, at: asked_at } = op;
        return row ?? { ...body, id, program, asker, asked_at, received_at: null, taken_up_at: null };
      }
      case 'coaching.take_up':
        return row && { ...row, taken_up_at: row.taken_up_at ?? op.at };
      case 'coaching.take_back':
        return null;
      default:
        return undefined;
    }
  }).sort((a, b) => Date.parse(b.row.asked_at) - Date.parse(a.row.asked_at) || compare(b.row.id, a.row.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
