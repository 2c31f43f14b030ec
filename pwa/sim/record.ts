/** What the long run has shown so far; kept in a file, so that it can be stopped and go on. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outcome } from './run';

interface Kept {
  /** Of which state of the code. */
  commit: string;
  seeds: number;
  lost: number;
  doubled: number;
  broken: { seed: number; how: string; what: string }[];
  saved: number;
  /** Milliseconds of all workers together, by the clock on the wall. */
  ms: number;
}

export class Record {
  kept: Kept;
  #since = performance.now();

  constructor(
    readonly file: string,
    commit: string,
  ) {
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null;
    const empty: Kept = { commit, seeds: 0, lost: 0, doubled: 0, broken: [], saved: 0, ms: 0 };
    this.kept = before?.commit === commit ? before : empty;
  }

  /** Seeds are run in order, so the next is one more than there are. */
  get next(): number {
    return this.kept.seeds + 1;
  }

  add({ seed, broken, saved }: Outcome): void {
    const { kept } = this;
    kept.seeds += 1;
    kept.saved += saved;
    if (broken) {
      kept.broken.push({ seed, ...broken });
      if (broken.how === 'lost') kept.lost += 1;
      if (broken.how === 'doubled') kept.doubled += 1;
    }
    const now = performance.now();
    kept.ms += now - this.#since;
    this.#since = now;
    if (kept.seeds % 20 === 0) this.save();
  }

  save(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, `${JSON.stringify(this.kept, null, 2)}\n`);
  }
}
