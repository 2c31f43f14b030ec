/** A process that runs one seed after the other, as the parent asks. */
import './hooks';
import { join } from 'node:path';
import type { Mistake } from './mistakes';
import { run, type Outcome } from './run';
import type { People } from './server';

export interface Asked {
  seed: number;
  plant: Mistake | null;
  aloud: boolean;
  template: string;
  folder: string;
  people: People;
}

process.on('message', (asked: Asked) => {
  const { folder, ...told } = asked;
  run({ ...told, folder: join(folder, String(process.pid)) }).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(`seed ${asked.seed}:`, error);
      process.send?.({
        seed: asked.seed,
        broken: { how: 'harness', what: String(error) },
        saved: 0,
        steps: 0,
        trace: '',
      } satisfies Outcome);
    },
  );
});
process.on('disconnect', () => process.exit(0));
