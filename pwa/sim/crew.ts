/** A few workers that run seeds side by side. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mistake } from './mistakes';
import type { Outcome } from './run';
import { makeTemplate, type People } from './server';
import type { Asked } from './worker';

/** Nothing of a run has to survive a power cut: tests that kill with real disks do that. */
const MEMORY = '/dev/shm';

export class Crew {
  readonly #workers: ChildProcess[];

  private constructor(
    readonly folder: string,
    readonly people: People,
    count: number,
  ) {
    const worker = join(import.meta.dirname, 'worker.ts');
    this.#workers = Array.from({ length: count }, () => fork(worker, { execArgv: ['--import', 'tsx'] }));
  }

  static async gather(count: number): Promise<Crew> {
    const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'waymark-sim-'));
    return new Crew(folder, await makeTemplate(join(folder, 'template')), count);
  }

  /** Runs seeds until there are none, telling of each; `seeds` may end early. */
  async run(
    seeds: Iterator<number>,
    told: { plant?: Mistake | null; aloud?: boolean },
    each: (outcome: Outcome) => void,
  ): Promise<void> {
    await Promise.all(
      this.#workers.map(async (worker) => {
        for (let next = seeds.next(); !next.done; next = seeds.next()) {
          const asked: Asked = {
            seed: next.value,
            plant: told.plant ?? null,
            aloud: told.aloud ?? false,
            template: join(this.folder, 'template'),
            folder: this.folder,
            people: this.people,
          };
          each(await one(worker, asked));
        }
      }),
    );
  }

  dismiss(): void {
    for (const worker of this.#workers) worker.disconnect();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function one(worker: ChildProcess, asked: Asked): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`a worker ended over seed ${asked.seed}`));
    worker.once('exit', ended);
    worker.once('message', (outcome: Outcome) => {
      worker.off('exit', ended);
      resolve(outcome);
    });
    worker.send(asked);
  });
}
