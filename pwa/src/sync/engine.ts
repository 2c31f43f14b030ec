/**
 * The engine: rounds, when something calls for one, and again by itself until everything is sent.
 *
 * Correctness depends neither on its timing nor on there being only one of it: the server answers twice-sent operations
 * with their first result, and a page is applied only onto the cursor it was asked for.
 */
import { liveQuery } from 'dexie';
import { isDeadHandle, reopen } from '../db/reopen';
import type { OutboxRow } from '../db/schema';
import { Writable } from '../lib/readable';
import { backoff } from './backoff';
import { readAgainFor } from './memory';
import { heldBackForUndo, isWithCoordinator, releaseHeldBack } from './outbox';
import type { Answer, Ports } from './ports';
import type { Round } from './round';
import type { Sync, SyncStatus } from './sync';

/** A round begins a little after Undo has ended. */
const AFTER_UNDO_MS = 50;

export class Engine implements Sync {
  readonly status = new Writable<SyncStatus>({
    waiting: 0,
    attention: 0,
    held: 0,
    lastSent: null,
    running: false,
    obstacle: null,
  });
  #running: Promise<void> | undefined;
  #again = false;
  #keepalive = false;
  #failures = 0;
  /** The server said when to come back; only "Sync now" is sooner. */
  #askedToWait = false;
  #stopped = false;
  #cancelRetry = () => {};
  #counting: { unsubscribe(): void } | undefined;

  readonly ports: Ports;

  constructor(
    ports: Ports,
    /** Called after every save. */
    readonly onsaved: () => void = () => {},
  ) {
    this.ports = { ...ports, ask: (request) => this.#unlessStopped(() => ports.ask(request)) };
  }

  /** Begins to work: a first round, and counting what waits. */
  async start(): Promise<void> {
    this.#counting = liveQuery(() => count(this.ports)).subscribe({
      next: (counted) => this.#say(counted),
      error: () => {}, // the database went away; the next start counts again
    });
    await readAgainFor(this.ports.db, Object.keys(this.ports.tables)).catch(() => {});
    this.nudge();
    await this.#comeBackAfterUndo().catch(() => {});
  }

  /** Ends all work of this tab. What is being sent is finished by the next start. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#counting?.unsubscribe();
  }

  saved(row: OutboxRow): void {
    this.onsaved();
    if (row.undoUntil > 0) this.#nudgeAfterUndo(row);
    else this.nudge();
  }

  /** Something calls for a round: a save, `online`, the page coming back, an event. */
  nudge(): void {
    if (!this.#askedToWait) void this.#run();
  }

  async now(): Promise<void> {
    this.#failures = 0;
    this.#askedToWait = false;
    await releaseHeldBack(this.ports.db).catch(() => {});
    await this.#run();
  }

  /** Resolves once no round is running. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** The page is going away: whatever Undo holds back goes out now, in a request that outlives the page. */
  async leave(): Promise<void> {
    const queued = await this.ports.db.outbox
      .where('state')
      .equals('queued')
      .count()
      .catch(() => 0);
    if (queued === 0) return;
    this.#keepalive = true;
    await this.now();
    this.#keepalive = false;
  }

  /** What was saved a moment before this start goes out as well once its time for Undo is over. */
  async #comeBackAfterUndo(): Promise<void> {
    const { db, clock } = this.ports;
    const queued = await db.outbox.where('state').equals('queued').toArray();
    for (const row of queued) if (heldBackForUndo(row, clock.now())) this.#nudgeAfterUndo(row);
  }

  #nudgeAfterUndo({ undoUntil }: OutboxRow): void {
    this.ports.after(undoUntil - this.ports.clock.now() + AFTER_UNDO_MS, () => this.nudge());
  }

  #run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#rounds().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #rounds(): Promise<void> {
    let result: Round | undefined;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      this.#cancelRetry();
      this.#say({ running: true });
      result = await this.#round();
      if (result.obstacle) break; // asking again at once would not help
    }
    this.#again = false;
    this.#say({ running: false });
    if (result && !this.#stopped) this.#rest(result);
  }

  async #round(): Promise<Round> {
    const { ports } = this;
    try {
      return await ports.withLock(`waymark-sync-${ports.person}`, () =>
        ports.round(ports, { keepalive: this.#keepalive }),
      );
    } catch (error) {
      // the device's own storage failed, or the code of a round did not come; nothing was lost, as every step is one
      // transaction
      if (isDeadHandle(error) && !this.#stopped) await reopen(ports.db).catch(() => {});
      return { obstacle: { kind: 'no_answer' }, later: null };
    }
  }

  /** Says what stands in the way, and comes back by itself. */
  #rest({ obstacle, later }: Round): void {
    this.#say({ obstacle: obstacle?.kind ?? null });
    const failed = obstacle?.kind === 'no_answer' || obstacle?.kind === 'busy' || obstacle?.kind === 'update';
    if (!failed && !later) {
      this.#failures = 0;
      return;
    }
    const asked = obstacle?.kind === 'busy' ? obstacle.after : (later?.after ?? null);
    this.#askedToWait = obstacle?.kind === 'busy' && obstacle.after !== null;
    this.#cancelRetry = this.ports.after(backoff(this.#failures++, this.ports.random, asked), () => {
      this.#askedToWait = false;
      this.nudge();
    });
  }

  /** Once stopped, an answer still on its way changes nothing here. */
  async #unlessStopped(ask: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#stopped ? null : await ask();
    return answer === null || this.#stopped ? { kind: 'no_answer' } : answer;
  }

  #say(change: Partial<SyncStatus>): void {
    if (!this.#stopped) this.status.set({ ...this.status.get(), ...change });
  }
}

async function count({ db }: Ports): Promise<Pick<SyncStatus, 'waiting' | 'attention' | 'held' | 'lastSent'>> {
  const waiting = await db.outbox.where('state').anyOf('queued', 'sending').count();
  const stopped = await db.outbox.where('state').equals('needs_attention').toArray();
  const held = stopped.filter(isWithCoordinator).length;
  const lastSent = ((await db.meta.get('lastSent'))?.value as number | undefined) ?? null;
  return { waiting, attention: stopped.length - held, held, lastSent };
}
