import { chromium } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { newPhone, signIn } from '../support/fixtures.ts';
import { syncs } from '../support/saved.ts';
import { figure } from './median.ts';
import { release } from './release.ts';

/** From the page that a tap on a notification opens to the form with learner, skill and question, without a network. */
export async function tap(): Promise<Figures> {
  const waymark = await release();
  const browser = await chromium.launch(launch);
  const context = await newPhone(browser);
  const page = await context.newPage();
  await signIn(page, waymark.url, 'attending');
  await syncs(page, waymark.url);
  const question = await page.evaluate<string>(told);
  await page.close();
  await context.setOffline(true);

  const taken: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const next = await context.newPage();
    const devtools = await context.newCDPSession(next);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await next.goto(`${waymark.url}/inbox/go/tap`, { waitUntil: 'commit' });
    // Filled: the question is on the screen, and there is a field to answer in. From the start of navigation.
    taken.push(
      await next.evaluate<number>(`new Promise((resolve) => {
        const question = ${JSON.stringify(question)};
        (function look() {
          const there = document.querySelector('textarea') && document.body.textContent.includes(question);
          requestAnimationFrame(there ? () => resolve(performance.now()) : look);
        })();
      })`),
    );
    await next.close();
  }
  await browser.close();
  await waymark.stop();
  return { 'notification.tap_to_form_ms_4x': figure(taken, 'ms') };
}

/**
 * Lets the phone have been told of the first open question of this person; gives the question. Runs in the page, as text:
 * what compiles this file would put a helper of its own into a function.
 */
const told = `(async () => {
  const { current } = JSON.parse(localStorage.getItem('waymark.device') ?? '{}');
  const settled = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await settled(indexedDB.open('waymark-' + current));
  const requests = await settled(db.transaction('requests').objectStore('requests').getAll());
  const { id, program, question } = requests.find((one) => one.state === 'open' && one.assessor === current);
  const about = { kind: 'request', id };
  const row = { id: 'tap', version: 1, program, kind: 'request_new', about, at: new Date().toISOString(), read_at: null };
  await settled(db.transaction('notifications', 'readwrite').objectStore('notifications').put(row));
  db.close();
  return question;
})()`;
