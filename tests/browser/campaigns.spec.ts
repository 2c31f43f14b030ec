import type { Page } from '@playwright/test';
import { problemsInEveryTheme } from './support/axe.ts';
import { expect, nameOf, newPhone, test } from './support/fixtures.ts';
import { rates, wardOf } from './support/rating.ts';

const words = 'You told us the plan before you left, so nobody had to call at night.';

/** Whatever this browser keeps of the page. */
const keeps = (page: Page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a coordinator starts a campaign, and a nurse answers by a ward’s poster, losing the network as she sends', async ({
  server,
  signedIn,
  browser,
}) => {
  const { url } = server;
  const learner = await nameOf(url, 'resident');
  const facilitator = await nameOf(url, 'coach');
  const { page } = await signedIn('coordinator');
  await page.goto(`${url}/campaigns`);
  await page.getByRole('link', { name: 'Start a campaign' }).tap();
  await page.getByRole('checkbox', { name: new RegExp(`^${learner}`) }).check();
  await page.getByRole('combobox', { name: 'Who reads the comments and releases' }).selectOption({ label: `${facilitator}, Faculty` });
  await page.getByRole('button', { name: 'Start it' }).tap();
  await page.getByRole('heading', { level: 1, name: learner }).waitFor();
  await expect(page.getByText('0 of 8')).toBeVisible();
  expect(await problemsInEveryTheme(page), 'the campaign').toEqual([]);

  await page.getByText('Add a rater').tap();
  await page.getByRole('combobox', { name: 'Who', exact: true }).selectOption({ label: 'Somebody not on the list' });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ines Baptiste');
  await page.getByRole('textbox', { name: 'Mail address' }).fill('ines.baptiste@elsewhere.example');
  await page.getByRole('combobox', { name: 'Answers as' }).selectOption({ label: 'Nurses' });
  await page.getByRole('button', { name: 'Add', exact: true }).tap();
  await expect(page.getByRole('list', { name: 'Raters by mail' }).getByText('Ines Baptiste')).toBeVisible();

  await page.getByText('Make a poster').tap();
  await page.getByRole('combobox', { name: 'Ward or service' }).selectOption({ label: await wardOf(url, 'resident') });
  await page.getByRole('spinbutton', { name: /How many people work there/ }).fill('14');
  await page.getByRole('button', { name: 'Make the poster' }).tap();
  const poster = page.getByRole('region', { name: 'Print the poster' });
  await expect(poster.getByRole('img', { name: 'QR code of this ward' })).toBeVisible();
  expect(await problemsInEveryTheme(page), 'the poster').toEqual([]);
  const link = (await poster.getByText(/\/rate#/).textContent()) ?? '';
  const slip = page.getByRole('region', { name: 'Ward word' });
  const word = (await slip.locator('[translate=no]').textContent()) ?? '';
  await expect(poster).not.toContainText(word);
  await page.getByRole('button', { name: 'Both are printed' }).tap();

  const ward = await newPhone(browser);
  const nurse = await ward.newPage();
  await nurse.goto(link);
  await nurse.getByRole('textbox', { name: 'Ward word' }).waitFor();
  expect(new URL(nurse.url()).hash, 'the secret has left the address bar').toBe('');
  await expect(nurse.getByText(learner)).toHaveCount(0);
  expect(await problemsInEveryTheme(nurse), 'the ward word').toEqual([]);
  await nurse.keyboard.type(`${word.toUpperCase().replace('-', ' ')}`);
  await nurse.keyboard.press('Enter');
  await nurse.getByRole('heading', { level: 1, name: `How is it to work with ${learner}?` }).waitFor();
  await expect(nurse.getByText(`${facilitator} reads them first`)).toBeVisible();
  await nurse.getByText('Not for this form: safety').tap();
  await expect(nurse.getByText('Not watched round the clock')).toBeVisible();
  expect(await problemsInEveryTheme(nurse), 'the form').toEqual([]);
  await nurse.setViewportSize({ width: 320, height: 640 });
  expect(await width(nurse)).toBeLessThanOrEqual(320);
  await nurse.getByRole('radio', { name: 'Nurse', exact: true }).tap();
  for (let line = 0; line < 6; line += 1) await rates(nurse, line, line === 5 ? 'Could not observe' : 'Usually');
  await nurse.getByRole('textbox', { name: /keep doing/ }).fill(words);

  await ward.setOffline(true);
  await nurse.getByRole('button', { name: 'Send', exact: true }).tap();
  await expect(nurse.getByText('One answer of this device is not sent yet')).toBeVisible();
  expect(await keeps(nurse), 'sealed, and nowhere in plain words').not.toContain('nobody had to call');
  expect(await problemsInEveryTheme(nurse), 'not sent yet').toEqual([]);
  await ward.setOffline(false);
  await nurse.getByRole('button', { name: 'Send now' }).or(nurse.getByText('Your answers have arrived')).first().tap();
  await expect(nurse.getByText('Your answers have arrived')).toBeVisible();
  expect(await keeps(nurse)).not.toContain('waymark.sealed');
  await ward.close();
});

test('the facilitator covers words and releases, and the learner reads the report and plans', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const learner = await nameOf(url, 'resident2');
  const { page: reading } = await signedIn('coach');
  await reading.goto(`${url}/campaigns`);
  const waiting = reading.getByRole('region', { name: 'Waiting for you' });
  await waiting.getByRole('link', { name: new RegExp(learner) }).tap();
  await reading.getByRole('link', { name: 'Read the comments' }).tap();
  const telling = reading.getByRole('listitem').filter({ hasText: 'As charge nurse of the last three nights' });
  await telling.getByRole('button', { name: /^Cover words/ }).tap();
  await reading.getByRole('textbox', { name: 'Select the passage' }).evaluate((area: HTMLTextAreaElement) => {
    area.focus();
    area.setSelectionRange(0, 'As charge nurse of the last three nights'.length);
  });
  await reading.getByRole('button', { name: 'Cover it for good' }).tap();
  await expect(telling).toHaveCount(0);
  expect(await problemsInEveryTheme(reading), 'the comments').toEqual([]);
  await reading.getByRole('checkbox', { name: 'I have read every comment' }).check();
  await reading.getByRole('button', { name: 'Release it now' }).tap();
  await expect(reading.getByText(`Released. ${learner} can read it now.`)).toBeVisible();

  const { page } = await signedIn('resident2');
  await page.goto(`${url}/campaigns`);
  await page.getByRole('region', { name: 'What the team said about you' }).getByRole('link').first().tap();
  await page.getByRole('heading', { level: 1, name: 'What the team sees in your work' }).waitFor();
  await expect(page.getByText(/asked twice for new orders/)).toBeVisible();
  await expect(page.getByText('As charge nurse of the last three nights')).toHaveCount(0);
  await expect(page.getByText(/a first look/).first()).toBeVisible();
  expect(await problemsInEveryTheme(page), 'the report').toEqual([]);
  await page.getByRole('radio', { name: 'Table' }).tap();
  expect(await problemsInEveryTheme(page), 'the report as tables').toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await width(page)).toBeLessThanOrEqual(320);
  await page.getByRole('link', { name: /^Make a plan/ }).first().tap();
  await page.getByRole('heading', { level: 1, name: 'New plan' }).waitFor();
  await expect(page.getByRole('combobox', { name: /skill/i })).not.toHaveValue('');
});
