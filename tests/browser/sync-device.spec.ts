/** What can happen to a phone itself: an update, a second tab, a cleared storage, somebody else's hands. */
import type { BrowserContext, Page } from '@playwright/test';
import { expect, nameOf, signIn, test } from './support/fixtures.ts';
import { timesGiven } from './support/ledger.ts';
import { gives, syncs, waits, words, writes } from './support/saved.ts';

/** Clears a part of what the browser stores for an origin, as a phone short of space does, or its owner. */
async function clear(context: BrowserContext, page: Page, origin: string, storageTypes: string): Promise<void> {
  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes });
}

/** The person whose database is open on a page. */
function personOf(page: Page): Promise<string> {
  return page.evaluate(() => (JSON.parse(localStorage.getItem('waymark.device') ?? '{}') as { current: string }).current);
}

test('an update waits for an open draft in every tab, and brings it back', async ({ server, line, onLine }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page, context } = await onLine('attending');
  await writes(page, learner, 'You checked the dose twice.');
  const other = await context.newPage();
  await other.goto(`${line.url}/inbox`);
  await other.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  const [opened, others] = [await page.evaluate(() => performance.timeOrigin), await other.evaluate(() => performance.timeOrigin)];

  line.version = 'another version';
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  const notice = { name: 'A new version is ready' };
  await other.getByText(notice.name).waitFor();
  await expect(words(page)).toHaveValue('You checked the dose twice.');
  await expect(page.getByText(notice.name)).toHaveCount(0);

  await other.getByRole('button', { name: 'Update now' }).tap();
  await other.waitForFunction((before) => performance.timeOrigin !== before, others);
  await other.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(opened);
  await expect(words(page)).toHaveValue('You checked the dose twice.');

  await page.getByRole('link', { name: 'Inbox' }).tap();
  await page.getByRole('button', { name: 'Update now' }).tap();
  await page.waitForFunction((before) => performance.timeOrigin !== before, opened);
  await page.getByRole('link', { name: 'Give', exact: true }).tap();
  await expect(words(page)).toHaveValue('You checked the dose twice.');
});

test('a tab with an older database lets a newer one upgrade, says so, and saves what is written in it', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const said = 'You explained the graph to the student.';
  const { page, context } = await onLine('attending');
  await writes(page, learner, said);
  const newer = await context.newPage();
  await newer.goto(`${line.url}/icons/waymark.svg`); // the same origin without the app: the next version's upgrade
  const person = await personOf(page);

  const upgraded = await newer.evaluate(
    (name) =>
      new Promise<string>((answer) => {
        const open = indexedDB.open(name, 1_000);
        open.onupgradeneeded = () => open.result.createObjectStore('later', { keyPath: 'id' });
        open.onblocked = () => answer('blocked');
        open.onerror = () => answer(String(open.error));
        open.onsuccess = () => {
          open.result.close();
          answer('upgraded');
        };
      }),
    `waymark-${person}`,
  );

  expect(upgraded).toBe('upgraded');
  await expect(words(page)).toHaveValue(said);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await expect(page.getByText('A new version is ready')).toBeVisible();
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', said)).toBe(1);
});

test('a phone whose storage was cleared says what is lost, and gets back what had been sent', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const [sent, lost] = ['You asked for the second opinion.', 'You stayed until the end.'] as const;
  const { page, context } = await onLine('attending');
  await gives(page, learner, sent);
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  await context.setOffline(true);
  await page.goto(`${line.url}/`);
  await gives(page, learner, lost);
  await page.goto(`${line.url}/sync`);
  await waits(page, 1);
  await page.goto('about:blank');
  await context.setOffline(false);

  await clear(context, page, line.url, 'indexeddb');
  await page.goto(`${line.url}/given`);
  await expect(page.getByText('This phone’s storage was cleared')).toBeVisible();
  await expect(page.getByText('One thing still waiting to be sent could not be recovered.')).toBeVisible();
  await expect(page.getByText(sent)).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).tap();
  await expect(page.getByText('This phone’s storage was cleared')).toHaveCount(0);

  await page.goto('about:blank');
  await clear(context, page, line.url, 'indexeddb,local_storage');
  await page.goto(`${line.url}/given`);
  await expect(page.getByText('Anything that was still waiting here could not be recovered.')).toBeVisible();
  await expect(page.getByText(sent)).toBeVisible();
});

test('signing out with unsent work asks; two people on one phone never send each other’s, and each finds their own', async ({
  server,
  line,
  onLine,
}) => {
  const [learner, attending] = [await nameOf(server.url, 'resident'), await nameOf(server.url, 'attending')];
  const [hers, theirs] = ['You found the vein on the first try.', 'You gave the report at the bedside.'] as const;
  const { page, context } = await onLine('attending');
  await context.setOffline(true);
  await gives(page, learner, hers);
  await page.goto(`${line.url}/you`);

  await page.getByRole('button', { name: 'Sign out', exact: true }).tap();
  const asked = page.getByRole('dialog', { name: 'Not everything is sent' });
  await asked.getByRole('button', { name: 'Send now' }).tap();
  await expect(asked.getByRole('alert')).toHaveText('It could not be sent just now.');
  await asked.getByRole('button', { name: 'Sign out, keep it here' }).tap();
  await expect(page.getByText(`${attending}: one thing waiting to be sent.`)).toBeVisible();

  await context.setOffline(false);
  await signIn(page, line.url, 'nurse');
  await gives(page, learner, theirs);
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  expect(line.pushes().join()).not.toContain(hers);
  expect(await timesGiven(server.url, 'nurse', theirs)).toBe(1);
  await page.goto(`${line.url}/given`);
  await expect(page.getByText(theirs)).toBeVisible();
  await expect(page.getByText(hers)).toHaveCount(0);

  await page.goto(`${line.url}/you`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).tap();
  await page.getByRole('button', { name: attending }).waitFor();
  await signIn(page, line.url, 'attending');
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', hers)).toBe(1);
  expect(await timesGiven(server.url, 'nurse', hers)).toBe(0);
});
