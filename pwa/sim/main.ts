/**
 * The simulation from the command line.
 *
 *     main.ts --seed 17 [--aloud] [--plant MISTAKE]   one run, exactly as it was
 *     main.ts --seeds 200                             seeds 1 to 200, and those that once were broken
 *     main.ts --plants                                every mistake is planted in turn and has to be caught
 *     main.ts --prove 10000 --record FILE --commit C  a long run that goes on where it was stopped
 */
import { BROKEN_ONCE } from './broken-once';
import { Crew } from './crew';
import { MISTAKES, type Mistake } from './mistakes';
import { Record } from './record';
import type { Outcome } from './run';

/** A mistake has to show within so many seeds. */
const MOST_TO_CATCH = 120;

const option = (name: string): string | undefined => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? undefined : process.argv[place + 1];
};
const has = (name: string) => process.argv.includes(`--${name}`);
const started = performance.now();
const since = (then: number) => ((performance.now() - then) / 1_000).toFixed(1);
let passed = 0;
let failed = 0;

function* counting(from: number, to: number, until: () => boolean = () => false): Generator<number> {
  for (let seed = from; seed <= to && !until(); seed += 1) yield seed;
}

function tell({ seed, broken }: Outcome): void {
  if (broken) {
    failed += 1;
    console.log(`seed ${seed}, ${broken.how}: ${broken.what}\n   again: make sim SEED=${seed}`);
  } else passed += 1;
}

async function oneSeed(crew: Crew, seed: number): Promise<void> {
  const plant = (option('plant') ?? null) as Mistake | null;
  await crew.run([seed].values(), { plant, aloud: has('aloud') }, (outcome) => {
    tell(outcome);
    console.log(`seed ${seed}: ${outcome.saved} saved, ${outcome.steps} steps, trace ${outcome.trace}`);
  });
}

async function everyMistake(crew: Crew): Promise<void> {
  for (const plant of MISTAKES) {
    let caught: Outcome | null = null;
    const seeds = counting(1, MOST_TO_CATCH, () => caught !== null);
    await crew.run(seeds, { plant }, (outcome) => {
      if (outcome.broken && outcome.broken.how !== 'harness') caught ??= outcome;
    });
    if (caught) passed += 1;
    else failed += 1;
    const how = caught as Outcome | null;
    console.log(how ? `${plant}: caught by seed ${how.seed}: ${how.broken?.what}` : `${plant}: NOT CAUGHT`);
  }
}

async function prove(crew: Crew, most: number): Promise<void> {
  const record = new Record(option('record') ?? 'sim.json', option('commit') ?? '');
  if (record.next > 1) console.log(`going on after ${record.kept.seeds} seeds`);
  const began = performance.now();
  const first = record.next;
  await crew.run(counting(first, most), {}, (outcome) => {
    tell(outcome);
    record.add(outcome);
    if (record.kept.seeds % 250 === 0) {
      const each = (performance.now() - began) / (record.kept.seeds - first + 1);
      console.log(
        `${record.kept.seeds} of ${most} seeds, ${each.toFixed(0)} ms each, ${record.kept.broken.length} broken`,
      );
    }
  });
  record.save();
  const { seeds, lost, doubled, saved, broken } = record.kept;
  console.log(`${seeds} seeds, ${saved} saved, ${lost} lost, ${doubled} doubled, ${broken.length} broken in all`);
}

const one = option('seed');
const crew = await Crew.gather(one === undefined ? Number(option('workers') ?? 2) : 1);
try {
  if (one !== undefined) await oneSeed(crew, Number(one));
  else if (has('plants')) await everyMistake(crew);
  else if (has('prove')) await prove(crew, Number(option('prove')));
  else {
    await crew.run(BROKEN_ONCE.map(({ seed }) => seed).values(), {}, tell);
    await crew.run(counting(1, Number(option('seeds') ?? 20)), {}, tell);
  }
} finally {
  crew.dismiss();
}
console.log(`${passed} passed, ${failed} failed`);
console.log(`${since(started)} s`);
process.exitCode = failed > 0 ? 1 : 0;
