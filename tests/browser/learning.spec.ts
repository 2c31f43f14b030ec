import type { Page } from '@playwright/test';
import { problems } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { syncs } from './support/saved.ts';

const seen = 'At the handoff you gave the labs for Mr. Tamarind and asked the night team to repeat the plan.';

test('the tour is offered once, moves nothing, and is taken with a keyboard and without a network', async ({
  server,
  signedIn,
}) => {
  const { page, context } = await signedIn('attending');
  const search = page.getByRole('searchbox', { name: 'Search by name' });
  const offer = page.getByRole('link', { name: 'One-minute tour' });
  await syncs(page, server.url); // what arrives with it moves lists
  await page.goto(`${server.url}/`);
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) shifts.push((shift as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await offer.waitFor();
  expect(await problems(page)).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);

  await context.setOffline(true);
  await offer.press('Enter');
  for (const title of ['Who, which skill, what you saw', 'Help beneath your words', 'Who will see it, before you write']) {
    const heading = page.getByRole('heading', { level: 1, name: title });
    await expect(heading).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Next', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "No network? Go on as always" [level=1]
      - paragraph: /Save stores it on this phone at once/
      - paragraph: 4 of 5
      - link "Next"
      - link "Back"
      - link "Skip the tour"
  `);
  await page.getByRole('link', { name: 'Skip the tour' }).press('Enter');

  await expect(search).toBeVisible();
  await expect(page.getByText('Drafts keep themselves.')).toBeVisible();
  await page.reload();
  await search.waitFor();
  await page.goto(`${server.url}/you`);
  await page.getByRole('link', { name: /^The tour/ }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Who, which skill, what you saw' })).toBeFocused();
  await context.setOffline(false);
});

test('somebody practices without a network, with the real form, coach and guard, and the phone keeps nothing of it', async ({
  server,
  signedIn,
}) => {
  const { page, context } = await signedIn('attending');
  await context.setOffline(true);
  await page.goto(`${server.url}/help`);
  const before = await page.evaluate(kept);
  await page.getByRole('link', { name: /^Complete, and too even/ }).tap();
  await page.getByRole('heading', { level: 1, name: 'Practice: Complete, and too even' }).waitFor();

  await page.getByRole('button', { name: /^Noor Halabi/ }).tap();
  await page.getByRole('region', { name: 'Skill' }).getByRole('listitem').first().getByRole('button').tap();
  await expect(page.getByRole('textbox', { name: 'What went well' })).toBeFocused();
  await page.keyboard.type(seen);
  await expect(page.getByRole('button', { name: 'Behavior (found)' })).toBeVisible();
  const mark = page.getByRole('group', { name: 'Could this tell who a patient is?' });
  await expect(mark).toContainText('Mr. Tamarind');
  await mark.getByRole('button', { name: /^Not a patient/ }).tap();
  await page.getByRole('radio', { name: /^Level 3,/ }).tap();
  expect(await problems(page), 'the form').toEqual([]);
  await expect(page.getByRole('button', { name: 'Finish practice' })).toHaveAccessibleDescription(/Not stored, not sent/);
  await page.getByRole('button', { name: 'Finish practice' }).tap();

  await expect(page.getByRole('heading', { name: 'Finished. Nothing was stored' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'What the feedback coach saw' })).toContainText('gave the labs');
  await expect(page.getByRole('region', { name: 'One possible entry' })).toContainText('most likely to change');
  expect(await problems(page), 'the end').toEqual([]);
  expect(await page.evaluate(kept)).toEqual(before);
  await page.getByRole('link', { name: /^Next: Good hands/ }).tap();
  await expect(page.getByRole('heading', { level: 1, name: /Good hands/ })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Finish practice' })).toBeVisible();
  await expect(page.getByText(seen)).toHaveCount(0);
  await talksIt(page);
  expect(await page.evaluate(kept)).toEqual(before);
  await context.setOffline(false);
});

/** Practice in two, on this one phone. */
async function talksIt(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Help and practice' }).tap();
  await page.getByRole('link', { name: /^One gives, one receives/ }).tap();
  await page.getByRole('link', { name: /^Good hands/ }).tap();
  await page.getByRole('link', { name: /^The giver’s card/ }).tap();
  await expect(page.getByText('What would make the next five minutes useful to you?')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the cards' }).tap();
  await page.getByRole('link', { name: /^The recipient’s card/ }).tap();
  await page.getByRole('radio', { name: 'I fall silent' }).tap();
  await expect(page.getByRole('status').filter({ hasText: 'You look away' })).toBeVisible();
  expect(await problems(page), 'the card').toEqual([]);
}

/** Every row of every table on this phone, and what stands beside them. Runs in the page. */
async function kept(): Promise<unknown> {
  const answer = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const tables: Record<string, unknown> = {};
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await answer(indexedDB.open(name));
    for (const table of db.objectStoreNames) {
      tables[`${name} ${table}`] = JSON.stringify(await answer(db.transaction(table).objectStore(table).getAll()));
    }
    db.close();
  }
  return { tables, local: { ...localStorage }, session: { ...sessionStorage } };
}
