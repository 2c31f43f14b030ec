import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import type { Figures } from '../bench.ts';
import { launch, phone } from '../support/browser.ts';
import { signIn } from '../support/fixtures.ts';
import { freePort } from '../support/server.ts';
import { syncs } from '../support/saved.ts';
import { median, round } from './median.ts';
import { release } from './release.ts';

const RUNS = 3;
const PAGES = { Give: '/', Inbox: '/inbox', Plans: '/plans' };
/** What is read of a report. */
interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { id: string; title: string; score: number | null; numericValue?: number }>;
}
const SCORES = ['performance', 'accessibility', 'best-practices'] as const;

/**
 * Lighthouse's mobile preset on a signed-in resident's phone: before each run it takes the service worker and its files
 * away, so the app comes over the simulated slow 4G as the first time; what the person has on the phone stays. The
 * median of the runs of each page, and of the pages the worst.
 */
export async function lighthouseFigures(): Promise<Figures> {
  const waymark = await release();
  const profile = await mkdtemp(join(tmpdir(), 'waymark-lighthouse-'));
  const port = await freePort();
  const args = [...(launch.args ?? []), `--remote-debugging-port=${String(port)}`];
  const context = await chromium.launchPersistentContext(profile, { ...launch, ...phone, args });
  const page = await context.newPage();
  await signIn(page, waymark.url, 'resident');
  await syncs(page, waymark.url);
  await page.close();

  const figures: Figures = {};
  const worst = (name: string, value: number, unit: string, of: (...values: number[]) => number) => {
    const before = figures[name]?.value;
    figures[name] = { value: before === undefined ? value : of(before, value), unit, n: RUNS };
  };
  for (const [name, path] of Object.entries(PAGES)) {
    const runs: Report[] = [];
    for (let n = 0; n < RUNS; n += 1) {
      const run = await lighthouse(waymark.url + path, { port, logLevel: 'error', onlyCategories: [...SCORES] });
      if (!run) throw new Error(`Lighthouse did not look at ${name}`);
      runs.push(run.lhr as Report);
    }
    const middle = (read: (lhr: Report) => number | null | undefined, decimals: number) =>
      round(median(runs.map((lhr) => read(lhr) ?? Number.NaN)), decimals);
    const said: string[] = [];
    for (const score of SCORES) {
      const value = middle((lhr) => lhr.categories[score]?.score, 2) * 100;
      worst(`web.lighthouse_${score.replace('-', '_')}`, round(value, 0), '', Math.min);
      said.push(`${score} ${String(round(value, 0))}`);
    }
    const lcp = middle((lhr) => lhr.audits['largest-contentful-paint']?.numericValue, 0);
    const cls = middle((lhr) => lhr.audits['cumulative-layout-shift']?.numericValue, 3);
    worst('web.lcp_slow4g_ms', lcp, 'ms', Math.max);
    worst('web.cls', cls, '', Math.max);
    console.log(`${name.padEnd(8)} ${said.join(', ')}, LCP ${String(lcp)} ms, CLS ${String(cls)}`);
    const audits = Object.values(runs[0]?.audits ?? {});
    for (const { id, score, title } of audits) if (score !== null && score < 0.9) console.log(`  ${id}: ${title}`);
  }
  await context.close();
  await waymark.stop();
  await rm(profile, { recursive: true, force: true });
  return figures;
}
