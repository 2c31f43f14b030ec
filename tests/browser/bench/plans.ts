import { chromium } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { newPhone, signIn } from '../support/fixtures.ts';
import { figure } from './median.ts';
import { release } from './release.ts';

const PLANS = 500;
const RUNS = 15;

/**
 * From a tap on Plans to the painted list, at 4× slowdown, with 500 plans of the learner's on the device: open and closed
 * ones, each with three steps. Every run is a newly opened app whose idle work is done.
 */
export async function plans(): Promise<Figures> {
  const waymark = await release();
  const browser = await chromium.launch(launch);
  const context = await newPhone(browser);
  const page = await context.newPage();
  await signIn(page, waymark.url, 'resident');
  await page.evaluate(fillDevice);
  await context.setOffline(true);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });

  const took: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto(`${waymark.url}/`);
    await page.waitForFunction(idle);
    const opened = page.evaluate<number>(open);
    await page.getByRole('navigation').getByRole('link', { name: 'Plans' }).tap();
    took.push(await opened);
  }
  await browser.close();
  await waymark.stop();
  return { 'web.plans_500_ms_4x': figure(took, 'ms') };
}

/** The pages of lists have come, and the page has had a while without work. As text, as all that runs in the page. */
const idle = `new Promise((resolve) => {
  const come = performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/lists-'));
  requestIdleCallback((deadline) => resolve(come && !deadline.didTimeout && deadline.timeRemaining() > 20));
})`;

/** From the tap to the frame after the first rows. */
const open = `new Promise((resolve) => {
  addEventListener('click', ({ timeStamp }) => {
    (function look() {
      if (!document.querySelector('main li a[href^="/plans/"]')) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
    })();
  }, { once: true, capture: true });
})`;

/** Puts plans beside those of the demo. Runs in the page. */
const fillDevice = `(async () => {
  const { current } = JSON.parse(localStorage.getItem('waymark.device') ?? '{}');
  const settled = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await settled(indexedDB.open('waymark-' + current));
  const store = db.transaction('plans', 'readwrite').objectStore('plans');
  const [like, ...others] = (await settled(store.getAll())).filter(({ learner }) => learner === current);
  const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  for (let n = 1 + others.length; n < ${PLANS}; n += 1) {
    const open = n % 5 === 0;
    const steps = [1, 2, 3].map((step) => ({
      id: like.id.slice(0, -6) + (n * 4 + step).toString(16).padStart(6, '0'),
      text: 'Step ' + step + ' towards it', due_on: day(n % 60 - 20 + step), done_on: open ? null : day(-n),
    }));
    const state = open
      ? { state: 'open', outcome: null, closed_at: null }
      : { state: 'closed', outcome: 'reached', closed_at: new Date(Date.now() - n * 3_600_000).toISOString() };
    const id = like.id.slice(0, -6) + n.toString(16).padStart(6, '0');
    await settled(store.put({ ...like, id, goal: 'Goal ' + n + ': say the plan in one sentence', steps, ...state }));
  }
  db.close();
})()`;
