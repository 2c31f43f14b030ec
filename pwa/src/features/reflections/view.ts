/** What was said to an entry: the server's rows, and what still waits on this device. */
import type { PendingOp } from '../../sync/pending';
import {
  responseKindOf,
  type ReflectBody,
  type ReflectionRow,
  type ResponseBody,
  type ResponseRow,
  type ShareBody,
} from './model';

/** Something shown, and whether it has arrived. */
export interface Shown<Row> {
  row: Row;
  waiting: boolean;
  /** The operation the server could not apply, with its reason. */
  attention: PendingOp | null;
}

/** Answers to entries, oldest first. What the server has stands for the operation that brought it. */
export function deriveResponses(rows: readonly ResponseRow[], ops: readonly PendingOp[]): Shown<ResponseRow>[] {
  const shown = new Map<string, Shown<ResponseRow>>();
  for (const op of ops) {
    const kind = responseKindOf(op.kind);
    if (!kind) continue;
    const body = op.body as ResponseBody;
    shown.set(body.id, {
      row: {
        id: body.id,
        entry: op.subject,
        program: op.program,
        author: op.author,
        kind,
        text: body.text,
        given_at: op.at,
        received_at: null,
      },
      waiting: op.waiting,
      attention: op.needsAttention ? op : null,
    });
  }
  for (const row of rows) shown.set(row.id, { row, waiting: false, attention: null });
  return inOrder([...shown.values()]);
}

/** Reflections, oldest first, shared with whom the last sharing named. */
export function deriveReflections(rows: readonly ReflectionRow[], ops: readonly PendingOp[]): Shown<ReflectionRow>[] {
  const shown = new Map<string, Shown<ReflectionRow>>(
    rows.map((row) => [row.id, { row, waiting: false, attention: null }]),
  );
  for (const op of ops) {
    const known = shown.get(op.subject);
    const attention = op.needsAttention ? op : (known?.attention ?? null);
    if (op.kind === 'reflections.reflect' && !known) {
      const body = op.body as ReflectBody;
      shown.set(op.subject, {
        row: {
          id: op.subject,
          entry: body.entry,
          program: op.program,
          author: op.author,
          text: body.text,
          given_at: op.at,
          received_at: null,
          shared_with: [],
        },
        waiting: op.waiting,
        attention,
      });
    } else if (op.kind === 'reflections.share' && known) {
      // A refused sharing must not look shared.
      const shared_with = op.needsAttention ? known.row.shared_with : (op.body as ShareBody).with;
      shown.set(op.subject, { row: { ...known.row, shared_with }, waiting: known.waiting || op.waiting, attention });
    }
  }
  return inOrder([...shown.values()]);
}

function inOrder<Row extends { given_at: string; id: string }>(shown: Shown<Row>[]): Shown<Row>[] {
  const time = ({ row }: Shown<Row>) => Date.parse(row.given_at);
  return shown.sort((a, b) => time(a) - time(b) || (a.row.id < b.row.id ? -1 : 1));
}
