import { chromium, type CDPSession } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { newPhone } from '../support/fixtures.ts';
import { answersAll, posterOf } from '../support/rating.ts';
import { figure, median, round } from './median.ts';
import { release } from './release.ts';

/** A thumb needs about so long to find and hit the next target; a person takes it, the script does not. */
const THUMB_S = 1.1;
const WORDS_A_MINUTE = 35;
const COMMENT = 'You told us the plan before you left, so nobody had to call at night.';
const RUNS = 3;
/** Slow 4G, as the developer tools of Chromium have it. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** A nurse who scans a ward's poster: what is fetched before the first answer, how soon it opens, how long it takes. */
export async function guest(): Promise<Figures> {
  const waymark = await release();
  const { link, word } = posterOf(waymark.said());
  const browser = await chromium.launch(launch);
  const kilobytes: number[] = [];
  const opened: number[] = [];
  const seconds: number[] = [];
  let taps = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const context = await newPhone(browser); // another phone: a device's fourth answer has to wait
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const fetched = await weigh(devtools);
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    const began = performance.now();
    await page.goto(link, { waitUntil: 'commit' });
    await page.getByRole('textbox', { name: 'Ward word' }).waitFor();
    opened.push(performance.now() - began);
    taps = await answersAll(page, word, COMMENT, () => kilobytes.push(fetched() / 1024));
    const typed = (COMMENT.split(' ').length + word.split('-').length) / WORDS_A_MINUTE;
    seconds.push((performance.now() - began) / 1000 + taps * THUMB_S + typed * 60);
    await context.close();
  }
  await browser.close();
  await waymark.stop();
  return {
    'guest.page_kb': { value: round(median(kilobytes)), unit: 'KB', n: RUNS },
    'guest.opens_slow4g_ms': figure(opened, 'ms', 0),
    'guest.taps': { value: taps, unit: 'taps', n: 1 },
    'guest.total_s': figure(seconds, 's'),
  };
}

/** Counts what comes over the line, headers and all; the answer says how much so far. */
async function weigh(devtools: CDPSession): Promise<() => number> {
  let bytes = 0;
  await devtools.send('Network.enable');
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => bytes;
}

