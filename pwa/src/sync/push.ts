/** Sending: batch after batch until nothing is left that can go now. */
import { MOST_OPS, takeBatch, type Sendable } from './batch';
import { codeOf, decodePush } from './decode';
import { serverMemory } from './memory';
import type { Obstacle, Ports } from './ports';
import { PROTOCOL, type PushAnswer } from './protocol';
import { sha256 } from '../lib/sha256';
import { park, requeue, settle } from './settle';

/** No operation within the limits of its texts is larger. */
const LARGE = 65_536;

export interface Pushed {
  obstacle: Obstacle | null;
  /** Something waits that the server asked to be sent again later; after so many milliseconds where it said so. */
  later: { after: number | null } | null;
}

export async function push(ports: Ports, options: { keepalive: boolean }): Promise<Pushed> {
  const later = new Map<string, number | null>();
  let most = MOST_OPS;

  for (;;) {
    const rules = { person: ports.person, now: ports.clock.now(), later: new Set(later.keys()), most };
    const batch = await takeBatch(ports.db, rules);
    if (batch.length === 0) return { obstacle: null, later: soonest(later) };
    for (const { row } of batch) row.hash ||= await sha256(row.bytes); // redacted after it was first sent

    const sent = await send(ports, batch, options);
    if ('obstacle' in sent) {
      await requeue(ports.db, batch);
      return { obstacle: sent.obstacle, later: soonest(later) };
    }
    if ('unfit' in sent) {
      await requeue(ports.db, batch);
      most = Math.max(1, Math.floor(batch.length / 2));
      const [only, ...others] = batch;
      if (only && others.length === 0) {
        // a small one was not too large for the server but for something in between, which may be gone tomorrow
        const forGood = sent.unfit !== 'too_large' || only.row.bytes.length > LARGE;
        if (only.from === 'outbox' && forGood) await park(ports.db, only.row, sent.unfit);
        later.set(only.row.subject, null);
      }
      continue;
    }
    const settled = await settle(ports.db, batch, sent.answer, ports.clock.now());
    for (const [subject, after] of settled.later) later.set(subject, after);
  }
}

type Sent =
  | { answer: PushAnswer }
  | { unfit: string } // the batch as a whole, for that reason: smaller ones may pass
  | { obstacle: Obstacle };

async function send(ports: Ports, batch: readonly Sendable[], { keepalive }: { keepalive: boolean }): Promise<Sent> {
  const { epoch } = await serverMemory(ports.db);
  const head = JSON.stringify({ protocol: PROTOCOL, epoch, device: ports.device, client: ports.client });
  // the operations travel as the very strings that were stored
  const body = `${head.slice(0, -1)},"ops":[${batch.map(({ row }) => row.bytes).join(',')}]}`;
  const answer = await ports.ask({ method: 'POST', path: '/sync/push', body, keepalive });

  if (answer.kind !== 'answer') return { obstacle: { kind: answer.kind } };
  switch (answer.status) {
    case 200: {
      const decoded = decodePush(answer.text);
      return decoded ? { answer: decoded } : { obstacle: { kind: 'no_answer' } };
    }
    case 400: {
      const code = codeOf(answer.text);
      return code === undefined ? { obstacle: { kind: 'no_answer' } } : { unfit: code };
    }
    case 413:
      return { unfit: 'too_large' };
    case 426:
      return { obstacle: { kind: 'update' } };
    case 429:
    case 503:
      return { obstacle: { kind: 'busy', after: answer.retryAfter } };
    default:
      return { obstacle: { kind: 'no_answer' } };
  }
}

function soonest(later: ReadonlyMap<string, number | null>): Pushed['later'] {
  if (later.size === 0) return null;
  const known = [...later.values()].filter((after) => after !== null);
  return { after: known.length > 0 ? Math.min(...known) : null };
}
