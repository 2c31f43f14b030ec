import { chromium, type Page } from '@playwright/test';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { nameOf, newPhone, signIn } from '../support/fixtures.ts';
import { fill } from '../support/giving.ts';
import { figure, round } from './median.ts';
import { release } from './release.ts';

const entry = {
  skill: 'Interprofessional and Team Communication',
  wentWell: 'You asked the night team to read the plan back before you left the ward.',
  differently: 'Say the sickest patient first; the list went alphabetically.',
  nextStep: 'Start tomorrow with the two patients most likely to change overnight',
  level: /Level 3,/,
};
const text = [entry.wentWell, entry.differently, entry.nextStep].join(' ');
/** A thumb needs about so long to find and hit the next target; a person takes it, the script does not. */
const THUMB_S = 1.1;

/** The main job: taps, the wait after Save, and the whole run with 40 words at 35 words a minute. */
export async function giving(): Promise<Figures> {
  const waymark = await release();
  const browser = await chromium.launch(launch);
  const context = await newPhone(browser);
  const page = await context.newPage();
  await signIn(page, waymark.url, 'attending');
  const learner = await nameOf(waymark.url, 'resident');
  await context.setOffline(true); // as in the corridor; nothing of this may wait for a network

  let taps = 0;
  const run = async (): Promise<{ save: number; all: number }> => {
    await page.goto(`${waymark.url}/plans`);
    const began = performance.now();
    await page.getByRole('navigation').getByRole('link', { name: 'Give', exact: true }).tap();
    taps = 2 + (await fill(page, { learner, ...entry })); // Give and Save with it
    const all = performance.now() - began;
    return { save: await timeSave(page), all };
  };
  const normal = [];
  for (let n = 0; n < 15; n += 1) normal.push(await run());
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const slow = [];
  for (let n = 0; n < 15; n += 1) slow.push(await run());
  await browser.close();
  await waymark.stop();

  const words = text.split(' ').length;
  const machine = normal.map(({ all, save }) => (all + save) / 1000);
  const notTyping = machine.map((seconds) => seconds + taps * THUMB_S);
  return {
    'give.taps': { value: taps, unit: 'taps', n: 1 },
    'give.save_ms': figure(normal.map(({ save }) => save), 'ms'),
    'give.save_ms_4x': figure(slow.map(({ save }) => save), 'ms'),
    'give.not_typing_s': figure(notTyping, 's'),
    'give.total_s': figure(notTyping.map((seconds) => seconds + (40 / 35) * 60), 's'),
    'give.words_typed': { value: round(words), unit: 'words', n: 1 },
  };
}

/** From the tap on Save to "Saved on this phone", by the page's own clock. */
async function timeSave(page: Page): Promise<number> {
  await page.evaluate(() => {
    const state = window as unknown as { saved: Promise<number> };
    state.saved = new Promise((resolve) => {
      document.querySelector('button[type=submit]')?.addEventListener(
        'click',
        (click) => {
          const observer = new MutationObserver(() => {
            // the words as they are in the page; asking how they look would lay the page out once more
            if (document.body.textContent?.includes('Saved on this phone')) {
              observer.disconnect();
              requestAnimationFrame(() => resolve(performance.now() - click.timeStamp));
            }
          });
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        },
        { capture: true, once: true },
      );
    });
  });
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  return page.evaluate(() => (window as unknown as { saved: Promise<number> }).saved);
}
