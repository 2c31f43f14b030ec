import { chromium } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { newPhone, signIn } from '../support/fixtures.ts';
import { figure, round } from './median.ts';
import { release } from './release.ts';

/** What the first load of Give weighs, and how soon the installed app is usable with neither network nor speed. */
export async function web(): Promise<Figures> {
  const waymark = await release();
  const browser = await chromium.launch(launch);
  const figures: Figures = { ...(await weight(waymark.url, browser)) };

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
    const usable = await next.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            const people = document.querySelector('[aria-labelledby=give-who] ul button');
            const there = people && document.querySelector('button[type=submit]');
            if (there) requestAnimationFrame(() => resolve(performance.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    warm.push(usable);
    await next.close();
  }
  figures['web.warm_offline_ms_4x'] = figure(warm, 'ms');
  await browser.close();
  await waymark.stop();
  return figures;
}

async function weight(url: string, browser: import('@playwright/test').Browser): Promise<Figures> {
  // A member's first load of Give: signed in already, nothing in any cache.
  const context = await newPhone(browser);
  const page = await context.newPage();
  await signIn(page, url, 'attending');
  const cookies = await context.storageState();
  await context.close();

  const fresh = await browser.newContext({ storageState: cookies, serviceWorkers: 'block' });
  const first = await fresh.newPage();
  const devtools = await fresh.newCDPSession(first);
  await devtools.send('Network.enable');
  const kinds = new Map<string, 'js' | 'css'>();
  const bytes = { js: 0, css: 0 };
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.mimeType.includes('javascript')) kinds.set(requestId, 'js');
    if (response.mimeType === 'text/css') kinds.set(requestId, 'css');
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) bytes[kind] += encodedDataLength;
  });
  await first.goto(`${url}/`, { waitUntil: 'networkidle' });
  await fresh.close();
  return {
    'web.initial_js_kb': { value: round(bytes.js / 1024), unit: 'KB', n: 1 },
    'web.initial_css_kb': { value: round(bytes.css / 1024), unit: 'KB', n: 1 },
  };
}
