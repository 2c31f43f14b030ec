import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { fill, save } from './support/giving.ts';
import { syncs } from './support/saved.ts';

const asked = 'Could this tell who a patient is?';
const skill = 'Interprofessional and Team Communication';

test('words that may name a patient are marked without a network, replaced with a tap, and kept with a tap', async ({
  server,
  signedIn,
}) => {
  const { page, context } = await signedIn('attending');
  const learner = await nameOf(server.url, 'resident');
  await page.goto(`${server.url}/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await fill(page, { learner, skill, wentWell: 'You sat with Mrs. Alvarez and Mr. Soto.' });
  const text = page.getByRole('textbox', { name: 'What went well' });

  await expect(page.getByText(asked)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await problems(page), colorScheme).toEqual([]);
  }
  await page.getByRole('button', { name: 'Use “the patient”' }).first().tap();
  await expect(text).toHaveValue('You sat with the patient and Mr. Soto.');
  await expect(text).toBeFocused();
  await page.getByRole('button', { name: 'Undo', exact: true }).tap();
  await expect(text).toHaveValue('You sat with Mrs. Alvarez and Mr. Soto.');
  await page.getByRole('button', { name: 'Not a patient', exact: true }).first().tap();
  await expect(page.getByRole('button', { name: /in the text$/ })).toHaveCount(1);

  await expect(page.getByText(/^Draft kept/)).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue('You sat with Mrs. Alvarez and Mr. Soto.');
  await expect(page.getByText(asked)).toBeVisible();
  await expect(page.getByRole('button', { name: /in the text$/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Start new' }).tap();
  await context.setOffline(false);
});

test('what was saved all the same is told to its author by the server, and to nobody else', async ({ server, signedIn }) => {
  test.setTimeout(150_000); // the server looks twice a minute
  const { page } = await signedIn('attending');
  await fill(page, {
    learner: await nameOf(server.url, 'resident'),
    skill,
    wentWell: 'You sat down with Mrs. Castellano before anybody asked you to.',
  });
  await save(page);
  await syncs(page, server.url);
  await page.goto(`${server.url}/given`);
  await page.getByText('May tell who a patient is. Only you are told.').first().tap({ timeout: 60_000 });
  await expect(page.getByText('This text may tell who a patient is')).toBeVisible();
  const { pathname } = new URL(page.url());

  const learner = await signedIn('resident');
  await learner.page.goto(`${server.url}${pathname}`);
  await expect(learner.page.getByText('You sat down with Mrs. Castellano')).toBeVisible();
  await expect(learner.page.getByText('may tell who a patient is')).toHaveCount(0);

  await page.getByRole('button', { name: 'Cover a passage' }).tap();
  await page.getByRole('button', { name: 'Mrs. Castellano' }).tap();
  expect(await problems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cover it for good' }).tap();
  await expect(page.getByText('You sat down with [redacted] before anybody asked you to.')).toBeVisible();
  await expect(page.getByText('This text may tell who a patient is')).toHaveCount(0, { timeout: 60_000 });
});
