/**
 * Reading the server's answers. Whatever does not have exactly this shape (a captive portal's page, a proxy's error) is
 * no answer at all: the functions say null, and nothing on the device changes.
 */
import type { Change, Outcome, PullAnswer, PushAnswer, PushResult, Reason } from './protocol';

type Fields = Record<string, unknown>;

export function decodePush(text: string): PushAnswer | null {
  const answer = parse(text);
  const now = time(answer?.now);
  if (!answer || now === null || typeof answer.epoch !== 'string' || !Array.isArray(answer.results)) return null;
  const results = answer.results.map(result);
  return results.every((r) => r !== null) ? { epoch: answer.epoch, now, results } : null;
}

export function decodePull(text: string): PullAnswer | null {
  const answer = parse(text);
  const now = time(answer?.now);
  if (!answer || now === null || typeof answer.epoch !== 'string') return null;
  if (!whole(answer.cursor) || typeof answer.more !== 'boolean' || !Array.isArray(answer.changes)) return null;
  const changes = answer.changes.map(change);
  if (!changes.every((c) => c !== null)) return null;
  return { epoch: answer.epoch, now, cursor: answer.cursor, more: answer.more, changes };
}

/** The code of a problem of ours; nothing where somebody else answered. */
export function codeOf(text: string): string | undefined {
  const code = parse(text)?.code;
  return typeof code === 'string' ? code : undefined;
}

function parse(text: string): Fields | null {
  try {
    return fields(JSON.parse(text));
  } catch {
    return null;
  }
}

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function time(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

function whole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function result(value: unknown): PushResult | null {
  const it = fields(value);
  const outcome = it && outcomeOf(it, it.outcome);
  if (!it || !outcome || (typeof it.id !== 'string' && it.id !== null)) return null;
  return {
    id: it.id,
    hash: typeof it.hash === 'string' ? it.hash : null,
    outcome,
    seq: whole(it.seq) ? it.seq : null,
  };
}

function outcomeOf(it: Fields, outcome: unknown): Outcome | null {
  switch (outcome) {
    case 'applied':
      return { kind: 'applied' };
    case 'repeated':
      // what the server said the first time holds; `repeated` itself is never a first outcome
      return it.first === 'repeated' ? null : outcomeOf(it, it.first ?? 'applied');
    case 'held':
    case 'conflict':
    case 'refused':
      return { kind: outcome, reason: reasonOf(it, outcome) };
    case 'retry':
      return { kind: 'retry', after: typeof it.after === 'number' && it.after >= 0 ? it.after : null };
    default:
      return null;
  }
}

function reasonOf(it: Fields, outcome: Reason['outcome']): Reason {
  const reason: Reason = { outcome };
  if (typeof it.code === 'string') reason.code = it.code;
  if (typeof it.field === 'string') reason.field = it.field;
  if (whole(it.version)) reason.version = it.version;
  if (it.current !== undefined && it.current !== null) reason.current = it.current;
  return reason;
}

function change(value: unknown): Change | null {
  const it = fields(value);
  if (!it || !whole(it.seq) || typeof it.kind !== 'string' || typeof it.id !== 'string') return null;
  const data = it.gone === true ? null : fields(it.data);
  if (it.gone !== true && !data) return null;
  return { seq: it.seq, kind: it.kind, id: it.id, version: whole(it.version) ? it.version : 0, data };
}
