/**
 * A small twin of the server's side of sync: enough of its rules to judge the engine by. It keeps operations by id with
 * their hash, one feed per person, and an epoch; it can forget (a restored backup), refuse and hold.
 */
import { sha256 } from '../../lib/sha256';
import type { Answer, WireRequest } from '../ports';
import type { Operation } from '../protocol';

interface FeedRow {
  seq: number;
  kind: string;
  id: string;
  version: number;
  gone: boolean;
  data: Record<string, unknown> | null;
}

type Verdict = { outcome: string; code?: string; field?: string; version?: number; current?: unknown };

interface Memory {
  results: Map<string, Verdict & { hash: string; seq: number }>;
  things: Map<string, { kind: string; id: string; version: number; data: Record<string, unknown> }>;
  feed: FeedRow[];
  seq: number;
  /** Every operation that had an effect, in order. */
  applied: Operation[];
}

const empty = (): Memory => ({ results: new Map(), things: new Map(), feed: [], seq: 0, applied: [] });

export class ServerTwin {
  epoch = 'epoch-1';
  now = Date.parse('2026-11-22T14:00:00Z');
  memory = empty();
  /** Says no, or holds, instead of applying. */
  judge: (op: Operation) => Verdict | null = () => null;
  pageSize = 500;
  mostOps = 200;
  /** Everything that arrived, in order. */
  requests: WireRequest[] = [];

  async answer(request: WireRequest): Promise<Answer> {
    this.requests.push(request);
    if (request.path === '/sync/push') return this.#push(request.body ?? '');
    if (request.path.startsWith('/sync/pull')) return this.#pull(new URLSearchParams(request.path.split('?')[1]));
    if (request.path.includes('/held/')) return said(204, '');
    return said(404, '{}');
  }

  get pushes(): Operation[][] {
    return this.requests
      .filter(({ path }) => path === '/sync/push')
      .map(({ body }) => (JSON.parse(body ?? '{}') as { ops: Operation[] }).ops);
  }

  get applied(): Operation[] {
    return this.memory.applied;
  }

  /** Puts a thing into the feed, as somebody else's write does. */
  put(kind: string, id: string, data: Record<string, unknown>): void {
    const version = (this.memory.things.get(`${kind}/${id}`)?.version ?? 0) + 1;
    this.memory.things.set(`${kind}/${id}`, { kind, id, version, data });
    this.#feed({ kind, id, version, gone: false, data: { id, ...data } });
  }

  /** Takes a thing out of sight. */
  hide(kind: string, id: string): void {
    this.#feed({ kind, id, version: 0, gone: true, data: null });
  }

  backup(): Memory {
    return structuredClone(this.memory);
  }

  /** A backup is restored: the server forgets what came after it, and says so by a new epoch. */
  restore(backup: Memory, epoch = `${this.epoch}'`): void {
    this.memory = structuredClone(backup);
    this.epoch = epoch;
  }

  async #push(body: string): Promise<Answer> {
    const { ops, epoch } = JSON.parse(body) as { ops: Operation[]; epoch: string | null };
    if (ops.length > this.mostOps) return said(413, '{"code":"too_large"}');
    const slices = split(body);
    const results: unknown[] = [];
    for (const [i, op] of ops.entries()) {
      const hash = await sha256(slices[i] ?? '');
      const stranger = epoch !== null && epoch !== this.epoch;
      results.push({ id: op.id, ...this.#apply(op, hash, stranger) });
    }
    return said(200, JSON.stringify({ epoch: this.epoch, now: this.#time(), results }));
  }

  /** A stranger still speaks to the memory before a restore: what is new waits until it has met this one. */
  #apply(op: Operation, hash: string, stranger: boolean): Record<string, unknown> {
    const known = this.memory.results.get(op.id);
    if (known) {
      if (known.hash !== hash) return { outcome: 'refused', code: 'operation_mismatch', hash: known.hash };
      const { outcome, ...rest } = known;
      return { ...rest, outcome: 'repeated', first: outcome };
    }
    if (stranger) return { outcome: 'retry', after: 5_000 };
    const verdict = this.judge(op) ?? this.#effect(op);
    if (verdict.outcome === 'retry') return { ...verdict };
    const result = { ...verdict, hash, seq: this.memory.seq };
    this.memory.results.set(op.id, result);
    return result;
  }

  #effect(op: Operation): Verdict {
    const body = op.body as Record<string, unknown>;
    if (op.base !== null) {
      const plan = this.memory.things.get(`plan/${op.subject}`);
      const version = plan?.version ?? 0;
      if (op.base > version) return { outcome: 'retry' };
      if (op.base !== version) return { outcome: 'conflict', version, current: plan?.data };
      this.put('plan', op.subject, { ...plan?.data, ...body });
    } else if (op.kind === 'feedback.give') {
      this.put('feedback_entry', op.subject, body);
    } else if (op.kind === 'plans.start') {
      this.put('plan', op.subject, body);
    } else if (op.kind === 'feedback.amend') {
      if (!this.memory.things.has(`feedback_entry/${op.subject}`)) return { outcome: 'refused', code: 'not_found' };
      this.put('amendment', String(body.id), { ...body, entry: op.subject });
    }
    this.memory.applied.push(op);
    return { outcome: 'applied' };
  }

  #feed(row: Omit<FeedRow, 'seq'>): void {
    const { memory } = this;
    memory.seq += 1;
    memory.feed = memory.feed.filter(({ kind, id }) => kind !== row.kind || id !== row.id);
    memory.feed.push({ ...row, seq: memory.seq });
  }

  #pull(query: URLSearchParams): Answer {
    const epoch = query.get('epoch');
    const known = epoch === null || epoch === this.epoch;
    const cursor = known ? Math.min(Number(query.get('cursor')), this.memory.seq) : 0;
    const rows = this.memory.feed.filter(({ seq }) => seq > cursor);
    const changes = rows.slice(0, this.pageSize);
    const more = rows.length > changes.length;
    const last = more ? (changes.at(-1)?.seq ?? cursor) : this.memory.seq;
    return said(200, JSON.stringify({ epoch: this.epoch, now: this.#time(), cursor: last, more, changes }));
  }

  #time(): string {
    return new Date(this.now).toISOString();
  }
}

export function said(status: number, text: string, retryAfter: number | null = null): Answer {
  return { kind: 'answer', status, text, retryAfter, etag: null };
}

/** The exact slice of each operation in a push, as the server hashes it. */
function split(body: string): string[] {
  const slices: string[] = [];
  let depth = 0;
  let start = 0;
  let inText = false;
  for (let i = body.indexOf('"ops":[') + 7; i < body.length; i++) {
    const char = body[i];
    if (inText) {
      if (char === '\\') i++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' && depth++ === 0) start = i;
    else if (char === '}' && --depth === 0) slices.push(body.slice(start, i + 1));
  }
  return slices;
}
