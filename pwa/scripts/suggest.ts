/**
 * How often the skill somebody chose was among the five that Give would have offered first, replayed on the invented
 * program: `npm run suggest`. `--url` names a demo that runs already; `--json` prints the figure for `make bench`.
 */
import { parseArgs } from 'node:util';
import { FIRST } from '../src/features/feedback/suggest';
import { historyOf, type History } from './suggest/demo';
import { bestPossible, share } from './suggest/hindsight';
import { replay, type Choice } from './suggest/replay';
import { withDemo } from './suggest/server';

const { values } = parseArgs({ options: { url: { type: 'string' }, json: { type: 'boolean', default: false } } });

const history = values.url ? await historyOf(values.url) : await withDemo(historyOf);
const choices = replay(history);
if (values.json) {
  const value = Math.round(share(choices, ({ hit }) => hit) * 1000) / 1000;
  console.log(JSON.stringify({ 'suggest.top5': { value, unit: '', n: choices.length } }));
} else tell(history, choices);

function tell({ reference, requests, plans }: History, choices: readonly Choice[]): void {
  const percent = (of: number) => `${(of * 100).toFixed(1).padStart(5)} %`;
  const hit = (of: readonly Choice[]) => percent(share(of, (choice) => choice.hit));
  const skills = new Set(choices.map(({ wanted }) => wanted)).size;
  const authors = new Set(choices.map(({ author }) => author)).size;
  console.log(`${choices.length} choices of ${authors} observers among ${skills} skills of an invented program;`);
  console.log(
    `known at some time: ${requests.length} requests, ${plans.length} plans, ${reference.snapshot.rotations.length} rotations.\n`,
  );

  console.log(`the wanted skill is among the first five   ${hit(choices)}   (suggest.top5, bar 80 %)`);
  console.log(`  the place's own list alone               ${percent(share(choices, ({ listed }) => listed))}`);
  for (const [words, few, many] of [
    ['no entry', 0, 0],
    ['1 to 4', 1, 4],
    ['5 or more', 5, Infinity],
  ] as const) {
    const some = choices.filter(({ before }) => before >= few && before <= many);
    console.log(`  ${words.padEnd(9)} of the observer's before    ${hit(some)}   n=${some.length}`);
  }
  for (const why of ['asked', 'plan', 'often', 'lately', 'place'] as const) {
    const offered = choices.flatMap(({ offered, wanted }) =>
      offered.map((one) => ({ ...one, right: one.id === wanted })),
    );
    const some = offered.filter((one) => one.why === why);
    console.log(
      `  offered because of "${why}"`.padEnd(43) + `${percent(share(some, ({ right }) => right))}   n=${some.length}`,
    );
  }

  const chance =
    FIRST / [...reference.snapshot.sets].reduce((sum, { subcompetencies }) => sum + subcompetencies.length, 0);
  console.log(`\nFive by chance: ${percent(chance)}`);
  console.log('With hindsight: the five skills that turned out most used of');
  console.log(`  everything                               ${percent(bestPossible(choices, () => ''))}`);
  console.log(
    `  each setting                             ${percent(bestPossible(choices, ({ setting }) => setting ?? ''))}`,
  );
  console.log(`  each observer                            ${percent(bestPossible(choices, ({ author }) => author))}`);
}
