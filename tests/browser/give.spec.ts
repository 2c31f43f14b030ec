import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { fill, save } from './support/giving.ts';

const words = {
  skill: 'Interprofessional and Team Communication',
  wentWell: 'You asked the night team to read the plan back before you left.',
  differently: 'Say the sickest patient first; the list went alphabetically.',
  nextStep: 'Start tomorrow with the two patients most likely to change',
  level: /Level 3,/,
};

test('a complete entry takes at most seven taps besides typing', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');
  await page.goto(`${server.url}/inbox`);

  let taps = 0;
  await page.getByRole('navigation').getByRole('link', { name: 'Give', exact: true }).tap();
  taps += 1;
  taps += await fill(page, { learner, ...words });
  await save(page);
  taps += 1;

  expect(taps).toBeLessThanOrEqual(7);
});

test('an attending who saved too early gets the words back', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');
  await fill(page, { learner, ...words });
  await save(page);

  await page.getByRole('button', { name: 'Undo' }).tap();

  await expect(page.getByRole('textbox', { name: 'What went well' })).toHaveValue(words.wentWell);
  await expect(page.getByRole('textbox', { name: 'Next step' })).toHaveValue(words.nextStep);
});

test('a draft is found again after the phone was put away', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page, context } = await signedIn('attending');
  await fill(page, { learner, skill: words.skill, wentWell: words.wentWell });
  await page.getByText(/Draft kept/).waitFor();
  await page.close();

  const later = await context.newPage();
  await later.goto(`${server.url}/`);

  await expect(later.getByRole('textbox', { name: 'What went well' })).toHaveValue(words.wentWell);
});

test('nothing can be saved without a learner, a skill and a comment, and the form says which is missing', async ({
  signedIn,
}) => {
  const { page } = await signedIn('attending');

  await page.getByRole('button', { name: 'Save', exact: true }).tap();

  await expect(page.getByText('Choose who this is about.')).toBeVisible();
});

test('whoever will see it stands beside Save, by role and name, before a word is written', async ({
  server,
  signedIn,
}) => {
  const [director, learner] = [await nameOf(server.url, 'director'), await nameOf(server.url, 'resident')];
  const { page } = await signedIn('attending');

  await page.getByRole('button', { name: new RegExp(`^${learner}`) }).first().tap();

  await expect(page.getByText(`director ${director}`)).toBeVisible();
});

test('what to expect stands beside the level picker, in the program’s own words, and chooses nothing', async ({
  server,
  signedIn,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const { page: office } = await signedIn('coordinator');
  await office.goto(`${server.url}/program?view=expected`);
  await office.getByRole('group', { name: 'Year 2' }).getByLabel('To').selectOption({ label: 'Level 3½' });
  await office.getByRole('button', { name: 'Save' }).tap();
  await expect(office.getByText('Saved. Phones get it')).toBeVisible();
  expect(await problems(office), 'the program’s expected levels').toEqual([]);

  const { page } = await signedIn('attending');
  await fill(page, { learner, skill: words.skill, wentWell: words.wentWell });
  const expecting = page.getByRole('group', { name: 'What to expect' });
  await expect(expecting).toContainText(`${learner}, year 2`);
  await expect(expecting).toContainText('This program expects Level 2 to Level 3½ in year 2.');
  await page.getByText('Read all five levels of this skill').tap();
  await expect(page.getByRole('term')).toHaveCount(5);
  await page.getByRole('button', { name: 'What do the levels mean?' }).tap();
  await expect(page.getByRole('dialog')).toContainText('not a Milestone rating');
  expect(await problems(page), 'what the levels mean').toEqual([]);
  await page.keyboard.press('Escape');

  await expect(page.getByRole('radio', { name: /Level/, checked: true })).toHaveCount(0);
});
