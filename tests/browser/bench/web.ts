import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { newPhone, signIn } from '../support/fixtures.ts';
import { figure } from './median.ts';
import { release } from './release.ts';

const pwa = resolve(import.meta.dirname, '../../../pwa');

/** What the first load of Give weighs, and how soon the installed app is usable with neither network nor speed. */
export async function web(): Promise<Figures> {
  const waymark = await release();
  const browser = await chromium.launch(launch);
  const figures: Figures = weight();

  const context = await newPhone(browser);
  const page = await context.newPage();
  await signIn(page, waymark.url, 'attending');
  await page.getByRole('heading', { name: 'Today’s team' }).or(page.getByRole('heading', { name: 'Recent' })).first().waitFor();
  await page.close();
  await context.setOffline(true);
  const warm: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const next = await context.newPage();
    const devtools = await context.newCDPSession(next);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await next.goto(`${waymark.url}/`, { waitUntil: 'commit' });
    // Usable: people to choose from and Save are on the screen. Read in the page, from the start of navigation.
    // As text: what compiles this file would put a helper of its own into a function.
    const usable = await next.evaluate<number>(`new Promise((resolve) => {
      (function look() {
        const people = document.querySelector('[aria-labelledby=give-who] ul button');
        const there = people && document.querySelector('button[type=submit]');
        requestAnimationFrame(there ? () => resolve(performance.now()) : look);
      })();
    })`);
    warm.push(usable);
    await next.close();
  }
  figures['web.warm_offline_ms_4x'] = figure(warm, 'ms');
  await browser.close();
  await waymark.stop();
  return figures;
}

/** What main.ts and Give import, as the build's own budget weighs it; what is fetched when idle is not waited for. */
function weight(): Figures {
  const said = execFileSync('npm', ['--prefix', pwa, 'run', '-s', 'budget']).toString();
  const kilobytes = (kind: string) => Number(new RegExp(`${kind} ([\\d.]+) KB`).exec(said)?.[1]);
  return {
    'web.initial_js_kb': { value: kilobytes('js'), unit: 'KB', n: 1 },
    'web.initial_css_kb': { value: kilobytes('css'), unit: 'KB', n: 1 },
  };
}
