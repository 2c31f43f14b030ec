/** One round: send everything, then fetch everything. Runs while no other tab does. */
import { tellDiscarded } from './held';
import { requeueInterrupted } from './outbox';
import type { Obstacle, Ports, Removals, RoundOptions } from './ports';
import { prune } from './prune';
import { pull } from './pull';
import { push, type Pushed } from './push';

export interface Round {
  obstacle: Obstacle | null;
  later: Pushed['later'];
}

/** A server that forgets twice in one round is spoken to again in the next. */
const MOST_ERAS = 2;

export async function round(ports: Ports & Removals, options: RoundOptions): Promise<Round> {
  await requeueInterrupted(ports.db); // we hold the lock: whatever is marked as being sent was interrupted
  for (let eras = 0; ; eras++) {
    const pushed = await push(ports, options);
    // a client too old to send may still fetch; without an answer or a session there is nothing to fetch
    if (pushed.obstacle && pushed.obstacle.kind !== 'update') return pushed;

    const pulled = await pull(ports);
    if (pulled.kind === 'new_era' && eras < MOST_ERAS) continue; // what it forgot is offered before anything else
    if (pulled.kind === 'new_era') return { obstacle: { kind: 'no_answer' }, later: pushed.later };
    if (pulled.kind !== 'done') return { obstacle: pushed.obstacle ?? pulled, later: pushed.later };
    await prune(ports.db, pulled.now);
    await tellDiscarded(ports);
    return pushed;
  }
}
