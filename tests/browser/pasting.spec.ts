import type { Page } from '@playwright/test';
import { expect, nameOf, test } from './support/fixtures.ts';
import { fill } from './support/giving.ts';
import { keeps } from './support/saved.ts';

const sentence =
  'You asked <img src=x onerror=alert(1)> the nurse 👩🏽‍⚕️ שלום Z\u0327\u030c\u0301algo \u202eback\u202c, and Mrs. Alvarez\u200b heard\u0007 it. ';
const pasted = sentence.repeat(Math.ceil(50_000 / sentence.length)).trim();

test('50,000 pasted characters are shown as the text they are, with coach and guard reading along, and none is lost', async ({
  server,
  signedIn,
}) => {
  const { page, context } = await signedIn('attending');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await fill(page, {
    learner: await nameOf(server.url, 'resident'),
    skill: 'Interprofessional and Team Communication',
    wentWell: 'On rounds: ',
  });
  const text = page.getByRole('textbox', { name: 'What went well' });
  await page.evaluate((words) => navigator.clipboard.writeText(words), pasted);
  await page.keyboard.press('Control+V');
  await page.keyboard.type(' And more.');
  const whole = `On rounds: ${pasted} And more.`;
  await expect(text).toHaveValue(whole);

  await expect(page.getByRole('region', { name: 'Feedback coach' })).toContainText('Behavior(found)');
  await expect(page.getByRole('group', { name: 'Could this tell who a patient is?' })).toContainText('Mrs. Alvarez');
  await expect(page.getByText(/too many$/)).toBeVisible();
  await expect(page.locator('main img')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect(text).toBeFocused();

  await expect.poll(() => page.evaluate(keeps, 'And more.')).toBe(true);
  await page.reload();
  await expect(text).toHaveValue(whole);

  // what is left of it is given, and read as it was written
  const short = sentence.trim();
  await text.fill(short);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await page.getByRole('link', { name: 'Open the entry' }).tap();
  await expect(page.locator('p.words').first()).toHaveText(short.normalize('NFC'));
  await expect(page.locator('main img')).toHaveCount(0);
});

/** Pastes into every field of the page, as far as they can be opened; how many there were. */
async function pastesEverywhere(page: Page): Promise<number> {
  const main = page.getByRole('main');
  await main.getByRole('heading', { level: 1 }).waitFor();
  await expect(main.getByRole('textbox').first()).toBeVisible();
  await page.evaluate(() => {
    for (const closed of document.querySelectorAll('main details')) closed.toggleAttribute('open', true);
  });
  const fields = await page.locator('main :is(textarea, input:not([type=date], [type=radio], [type=checkbox])):visible').all();
  for (const field of fields) {
    await field.fill(pasted);
    await expect(field).toHaveValue(pasted);
  }
  await expect(page.locator('main img')).toHaveCount(0);
  return fields.length;
}

test('every kind of field takes what is pasted whole, says when it is too much, and shows what was kept as it was written', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const short = sentence.trim();
  const written = short.normalize('NFC');

  const { page: giving } = await signedIn('attending');
  await giving.goto(`${url}/jot`);
  expect(await pastesEverywhere(giving)).toBeGreaterThan(0);
  await expect(giving.getByText(/too many$/).first()).toBeVisible();

  const { page } = await signedIn('resident');
  await page.goto(`${url}/ask`);
  expect(await pastesEverywhere(page)).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await expect(page.getByText(/too many/).first()).toBeVisible();

  await page.goto(`${url}/plans/new`);
  expect(await pastesEverywhere(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Save plan' }).tap();
  await expect(page.getByText('A goal holds 300 characters.').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Goal' }).fill(short);
  await page.getByRole('button', { name: 'Save plan' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(written);

  await page.getByRole('button', { name: 'Add a note' }).tap();
  expect(await pastesEverywhere(page)).toBeGreaterThan(0);
});
