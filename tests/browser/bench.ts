/**
 * Measures the figures whose features exist and writes docs/figures.json: medians, with the machine and the commit.
 * A missed bar is printed; nothing here is a test. Needs the release binary. Parts named as arguments are measured
 * alone; what another run on this machine measured is kept with the commit it was measured at.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { coach } from './bench/coach.ts';
import { giving } from './bench/giving.ts';
import { guard } from './bench/guard.ts';
import { guest } from './bench/guest.ts';
import { lighthouseFigures } from './bench/lighthouse.ts';
import { proofs } from './bench/proofs.ts';
import { web } from './bench/web.ts';
import { server } from './bench/server.ts';
import { push } from './bench/push.ts';
import { reports } from './bench/reports.ts';
import { plans } from './bench/plans.ts';
import { responding } from './bench/responding.ts';
import { suggest } from './bench/suggest.ts';
import { sync } from './bench/sync.ts';
import { tap } from './bench/tap.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Figure {
  value: number;
  unit: string;
  n: number;
  /** What was measured. */
  commit?: string;
}
export type Figures = Record<string, Figure>;

/** The bar of a figure: at most or at least so much. */
const bars: Record<string, [sign: '≤' | '≥', bar: number]> = {
  'give.taps': ['≤', 7],
  'give.save_ms': ['≤', 50],
  'give.save_ms_4x': ['≤', 150],
  'give.not_typing_s': ['≤', 12],
  'give.total_s': ['≤', 60],
  'guard.recall': ['≥', 0.95],
  'guard.precision': ['≥', 0.85],
  'guest.page_kb': ['≤', 60],
  'guest.opens_slow4g_ms': ['≤', 2_000],
  'guest.taps': ['≤', 9],
  'guest.total_s': ['≤', 90],
  'web.initial_js_kb': ['≤', 90],
  'web.initial_css_kb': ['≤', 15],
  'web.warm_offline_ms_4x': ['≤', 500],
  'web.inp_ms_4x': ['≤', 120],
  'web.plans_500_ms_4x': ['≤', 150],
  'web.lcp_slow4g_ms': ['≤', 1_500],
  'web.cls': ['≤', 0.02],
  'web.lighthouse_performance': ['≥', 95],
  'web.lighthouse_accessibility': ['≥', 100],
  'web.lighthouse_best_practices': ['≥', 95],
  'coach.f1_behaviour': ['≥', 0.8],
  'coach.f1_context': ['≥', 0.8],
  'coach.f1_suggestion': ['≥', 0.85],
  'coach.keystroke_ms_4x': ['≤', 2],
  'suggest.top5': ['≥', 0.8],
  'notification.tap_to_form_ms_4x': ['≤', 1_000],
  'server.ready_ms': ['≤', 500],
  'server.idle_mb': ['≤', 60],
  'sync.push1_c64_per_s': ['≥', 3_000],
  'sync.push1_c64_vs_ceiling': ['≥', 0.3],
  'sync.batch100_c8_per_s': ['≥', 120],
  'sync.batch100_vs_ceiling': ['≥', 0.5],
  'sync.pull1000_c8_per_s': ['≥', 500],
  'sync.pull1000_vs_ceiling': ['≥', 0.3],
  'sync.push1_c16_p99_ms': ['≤', 40],
  'sync.push1_c16_p99_vs_ceiling': ['≤', 1.5],
  'sync.pull20_c16_per_s': ['≥', 4_000],
  'sync.national_week_s': ['≤', 120],
  'sync.national_missing': ['≤', 0],
  'push.p95_ms': ['≤', 1_000],
  'push.drain_10k_s': ['≤', 30],
  'report.closure_p95_ms': ['≤', 100],
  'sim.seeds': ['≥', 10_000],
  'sim.lost': ['≤', 0],
  'sim.doubled': ['≤', 0],
  'crash.kills_sqlite': ['≥', 500],
  'crash.kills_pg': ['≥', 500],
  'crash.lost': ['≤', 0],
  'test.cold_min': ['≤', 25],
  'test.warm_min': ['≤', 8],
};

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root }).toString().trim();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;

const parts: Record<string, () => Promise<Figures>> = {
  server,
  sync,
  push,
  reports,
  web,
  lighthouse: lighthouseFigures,
  responding,
  plans,
  giving,
  coach,
  guard,
  guest,
  suggest,
  tap,
  proofs,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !(part in parts));
if (unknown !== undefined) throw new Error(`${unknown} is no part; there are ${Object.keys(parts).join(', ')}`);

const measured: Figures = {};
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) Object.assign(measured, await part());
}

// `make test` notes how long it took, cold or warm.
const timed = resolve(root, 'target/test-minutes.json');
if (existsSync(timed)) Object.assign(measured, JSON.parse(await readFile(timed, 'utf8')) as Figures);

const file = resolve(root, 'docs/figures.json');
const figures: Figures = wanted.length === 0 ? {} : await kept();
for (const [name, figure] of Object.entries(measured)) figures[name] = { ...figure, commit };
await writeFile(file, `${JSON.stringify({ machine, commit, figures }, null, 2)}\n`);

/** What an earlier run on this machine measured and said at which commit. */
async function kept(): Promise<Figures> {
  if (!existsSync(file)) return {};
  const before = JSON.parse(await readFile(file, 'utf8')) as { machine: string; figures: Figures };
  if (before.machine !== machine) return {};
  return Object.fromEntries(Object.entries(before.figures).filter(([, figure]) => figure.commit !== undefined));
}

console.log(`\n${machine}, ${commit}\n`);
for (const [name, { value, unit, n, commit: at }] of Object.entries(figures)) {
  const bar = bars[name];
  const met = !bar || (bar[0] === '≤' ? value <= bar[1] : value >= bar[1]);
  const older = at === commit ? '' : `   at ${at ?? 'no commit'}`;
  const verdict = bar ? `${bar[0]} ${bar[1]}${met ? '' : '   MISSED'}` : '';
  console.log(`${name.padEnd(32)} ${String(value).padStart(10)} ${unit.padEnd(7)} n=${String(n).padEnd(5)} ${verdict}${older}`);
}
