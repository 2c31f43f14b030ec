/**
 * Prints how well the patient-identifier guard does on sentences its rules have never seen. With `--develop` it names what
 * it gets wrong in those they were written from, with `--write` it writes down what it finds, which the server has to
 * find as well; with `--json` it prints two figures.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  findings,
  measure,
  precision,
  recall,
  split,
  together,
  type Corpus,
  type Measured,
} from '../src/features/guard/measure';

const fixture = (name: string) => new URL(`../../tests/fixtures/guard/${name}`, import.meta.url);
const corpus = JSON.parse(readFileSync(fixture('corpus.json'), 'utf8')) as Corpus;
const { seen, heldOut, later } = split(corpus);
const known = measure(seen, corpus.roster);
const unknown = [measure(heldOut, corpus.roster), measure(later, corpus.roster)] as const;
const all = together(...unknown);

if (process.argv.includes('--json')) {
  const figure = (value: number, n: number) => ({ value: Math.round(value * 1000) / 1000, unit: '', n });
  const figures = {
    'guard.recall': figure(recall(all), all.labelled),
    'guard.precision': figure(precision(all), all.marked),
  };
  console.log(JSON.stringify(figures));
} else {
  const line = (name: string, of: Measured) =>
    `guard ${name}: recall ${recall(of).toFixed(3)} (${String(of.covered)} of ${String(of.labelled)} identifiers), ` +
    `precision ${precision(of).toFixed(3)} (${String(of.right)} of ${String(of.marked)} marks)`;
  console.log(line('seen, the rules were written from it', known));
  console.log(line('held out, labelled before the rules', unknown[0]));
  console.log(line('held out, labelled after the rules', unknown[1]));
  console.log(line('held out, all', all));
  if (process.argv.includes('--develop')) {
    for (const miss of known.missed) console.log(`missed ${miss}`);
    for (const wrong of known.wrong) console.log(`wrong ${wrong}`);
  }
}
if (process.argv.includes('--write')) {
  const lines = findings(corpus).map((one) => JSON.stringify(one));
  writeFileSync(fixture('findings.json'), `[\n${lines.join(',\n')}\n]\n`);
}
