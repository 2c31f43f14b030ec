/**
 * Measures the figures whose features exist and writes docs/figures.json: medians, with the machine and the commit.
 * A missed bar is printed; nothing here is a test. Needs the release binary.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { giving } from './bench/giving.ts';
import { proofs } from './bench/proofs.ts';
import { web } from './bench/web.ts';
import { server } from './bench/server.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Figure {
  value: number;
  unit: string;
  n: number;
}
export type Figures = Record<string, Figure>;

/** The bar of a figure: at most or at least so much. */
const bars: Record<string, [sign: '≤' | '≥', bar: number]> = {
  'give.taps': ['≤', 7],
  'give.save_ms': ['≤', 50],
  'give.save_ms_4x': ['≤', 150],
  'give.not_typing_s': ['≤', 12],
  'give.total_s': ['≤', 60],
  'web.initial_js_kb': ['≤', 90],
  'web.initial_css_kb': ['≤', 15],
  'web.warm_offline_ms_4x': ['≤', 500],
  'server.ready_ms': ['≤', 500],
  'server.idle_mb': ['≤', 60],
  'crash.kills_sqlite': ['≥', 500],
  'crash.kills_pg': ['≥', 500],
  'crash.lost': ['≤', 0],
  'test.cold_min': ['≤', 25],
  'test.warm_min': ['≤', 8],
};

const figures: Figures = {};
for (const part of [server, web, giving, proofs]) Object.assign(figures, await part());

// `make test` notes how long it took, cold or warm.
const timed = resolve(root, 'target/test-minutes.json');
if (existsSync(timed)) Object.assign(figures, JSON.parse(await readFile(timed, 'utf8')) as Figures);

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root }).toString().trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
await writeFile(resolve(root, 'docs/figures.json'), `${JSON.stringify({ machine, commit, figures }, null, 2)}\n`);

console.log(`\n${machine}, ${commit}\n`);
for (const [name, { value, unit, n }] of Object.entries(figures)) {
  const bar = bars[name];
  const met = !bar || (bar[0] === '≤' ? value <= bar[1] : value >= bar[1]);
  const verdict = bar ? `${bar[0]} ${bar[1]}${met ? '' : '   MISSED'}` : '';
  console.log(`${name.padEnd(28)} ${String(value).padStart(10)} ${unit.padEnd(6)} n=${String(n).padEnd(5)} ${verdict}`);
}
