/**
 * The simulation from the command line.
 *
 *     sim --seed 17 [--aloud] [--plant MISTAKE]    one run, exactly as it was
 *     sim --from 1 --seeds 200                     many runs
 */
import { mkdtempSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './hooks';
import type { Mistake } from './mistakes';
import { run, type Outcome } from './run';
import { makeTemplate } from './server';

const option = (name: string): string | undefined => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? undefined : process.argv[place + 1];
};
const number = (name: string, otherwise: number) => Number(option(name) ?? otherwise);

const memory = '/dev/shm'; // nothing here has to survive a power cut: kill tests with real disks do that
const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'waymark-sim-'));
const template = join(folder, 'template');
const people = await makeTemplate(template);
const one = option('seed');
const from = one === undefined ? number('from', 1) : Number(one);
const many = one === undefined ? number('seeds', 20) : 1;
const plant = (option('plant') ?? null) as Mistake | null;
const aloud = process.argv.includes('--aloud');

let failed = 0;
const began = performance.now();
for (let seed = from; seed < from + many; seed += 1) {
  const outcome: Outcome = await run({ seed, template, folder: join(folder, 'run'), people, plant, aloud });
  if (outcome.broken !== null) {
    failed += 1;
    console.log(`seed ${seed}: ${outcome.broken}`);
  } else if (many === 1) console.log(`seed ${seed}: well`);
  if (many === 1) console.log(`${outcome.saved} saved, ${outcome.steps} steps, trace ${outcome.trace}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${many - failed} passed, ${failed} failed in ${((performance.now() - began) / many).toFixed(0)} ms a seed`);
process.exitCode = failed > 0 ? 1 : 0;
