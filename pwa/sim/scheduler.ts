/**
 * Runs what the devices have to do, one task at a time, in an order that follows from the seed alone.
 *
 * Everything asynchronous on a device (its IndexedDB, its digests, its timers) becomes a task in the device's own queue;
 * a device's tasks keep their order, devices take turns by chance. Between two tasks all promises that can go on have
 * gone on, so a run can be stopped between any two awaits.
 */
import { setImmediate as afterPromises } from 'node:timers';
import type { Dice } from './dice';

interface Timer {
  at: number;
  order: number;
  owner: string;
  run: () => void;
}

export class Scheduler {
  /** Whose code runs now; what it starts is theirs. */
  current = 'nobody';
  /** Milliseconds since the run began, the same for everybody. */
  now = 0;
  steps = 0;
  readonly #queues = new Map<string, (() => void)[]>();
  #timers: Timer[] = [];
  #order = 0;

  constructor(readonly dice: Dice) {}

  queue(run: () => void): void {
    const queue = this.#queues.get(this.current);
    if (queue) queue.push(run);
    else this.#queues.set(this.current, [run]);
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.now + ms, order: this.#order++, owner: this.current, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Runs something as this owner, and lets everything it started go on as far as it can. */
  async as(owner: string, run: () => unknown): Promise<void> {
    const before = this.current;
    this.current = owner;
    run(); // what it promises is not awaited: it needs tasks that have yet to run
    await new Promise<void>((resolve) => void afterPromises(resolve));
    this.current = before;
  }

  /** Runs one task; says whether there was one. */
  async one(): Promise<boolean> {
    const busy = [...this.#queues.entries()].filter(([, queue]) => queue.length > 0);
    const chosen = this.dice.of(busy);
    if (!chosen) return false;
    this.steps += 1;
    const run = chosen[1].shift() as () => void;
    await this.as(chosen[0], run);
    return true;
  }

  /** Lets time pass; what was due in between runs. */
  async advance(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.now = Math.max(this.now, due.at);
      await this.as(due.owner, due.run);
    }
    this.now = until;
  }
}
