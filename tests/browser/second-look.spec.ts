import type { Page } from '@playwright/test';
import { expect, nameOf, test } from './support/fixtures.ts';
import { save } from './support/giving.ts';

const found = 'You read back both new orders without being asked.';

/** Chooses on the form of a plan who looks again. */
async function namesWhoLooks(page: Page, name: string): Promise<void> {
  const reviewer = page.getByRole('combobox', { name: 'Who looks again' });
  const option = reviewer.getByRole('option', { name }).first();
  await reviewer.selectOption((await option.getAttribute('value')) ?? '');
}

async function sendsEverything(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sync`);
  await page.getByRole('button', { name: 'Sync now' }).tap();
  await expect(page.getByText('Everything is sent')).toBeVisible();
}

test('a plan asks for a second look; it is given from the plan, and what was found stands in it', async ({
  server,
  signedIn,
}) => {
  const [resident, attending] = [await nameOf(server.url, 'resident'), await nameOf(server.url, 'attending')];
  const goal = 'Read back every order by telephone';
  const learner = await signedIn('resident');
  await learner.page.goto(`${server.url}/plans/new`);
  await learner.page.getByRole('textbox', { name: 'Goal' }).fill(goal);
  await learner.page.getByRole('combobox', { name: 'Skill' }).selectOption({ label: 'Clinical Reasoning' });
  await namesWhoLooks(learner.page, attending);
  await learner.page.getByRole('button', { name: 'Save plan' }).tap();
  await expect(learner.page.getByRole('heading', { level: 1 })).toHaveText(goal);
  const plan = learner.page.url();
  await sendsEverything(learner.page, server.url);

  const { page } = await signedIn('attending');
  await page.goto(plan);
  await page.getByRole('link', { name: 'Give feedback on this skill' }).tap();
  await expect(page.getByRole('button', { name: `Change: ${resident}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change: Clinical Reasoning' })).toBeVisible();
  await expect(page.getByText(goal)).toBeVisible();
  await page.getByRole('radio', { name: 'Better', exact: true }).tap();
  await page.getByRole('textbox', { name: 'What went well' }).fill(found);
  await save(page);
  await sendsEverything(page, server.url);

  await learner.page.getByRole('button', { name: 'Sync now' }).tap();
  await expect(learner.page.getByRole('button', { name: 'Sync now' })).toBeEnabled();
  await learner.page.goto(plan);
  const look = learner.page.getByRole('link', { name: /^Better than before/ });
  await expect(look).toContainText(found);
});

test('a plan that was seen and is not there yet goes on with one tap, and the old one ends', async ({ server, signedIn }) => {
  const [resident, attending] = [await nameOf(server.url, 'resident'), await nameOf(server.url, 'attending')];
  const goal = 'Name the sickest patient first';
  const learner = await signedIn('resident');
  await learner.page.goto(`${server.url}/plans/new`);
  await learner.page.getByRole('textbox', { name: 'Goal' }).fill(goal);
  await learner.page.getByRole('combobox', { name: 'Skill' }).selectOption({ label: 'Clinical Reasoning' });
  await learner.page.getByText('Suggestions for Patient Care').tap();
  await learner.page.getByRole('button', { name: 'Say my assessment and plan aloud before I am asked' }).tap();
  await namesWhoLooks(learner.page, attending);
  await learner.page.getByRole('button', { name: 'Save plan' }).tap();
  await expect(learner.page.getByRole('heading', { level: 1 })).toHaveText(goal);
  const plan = learner.page.url();
  await sendsEverything(learner.page, server.url);

  const { page } = await signedIn('attending');
  await page.goto(`${server.url}/?learner=${await learnerOf(page, plan)}`);
  await expect(page.getByRole('button', { name: `Change: ${resident}` })).toBeVisible();
  await page.getByRole('button', { name: `This is the second look: ${goal}` }).tap();
  await page.getByRole('radio', { name: 'Not yet', exact: true }).tap();
  await page.getByRole('textbox', { name: 'What went well' }).fill('You named her second, and first once I asked.');
  await save(page);
  await sendsEverything(page, server.url);

  await learner.page.getByRole('button', { name: 'Sync now' }).tap();
  await expect(learner.page.getByRole('button', { name: 'Sync now' })).toBeEnabled();
  await learner.page.goto(plan);
  await learner.page.getByRole('button', { name: 'Go on with a new plan' }).tap();
  await expect(learner.page.getByRole('link', { name: /Before this plan · Not reached/ })).toBeVisible();
  await expect(learner.page.getByRole('checkbox', { name: /Say my assessment and plan aloud/ })).toBeVisible();
});

test('who is asked from a plan sees it; the answer is its second look, and the timeline says so', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const [attending, goal] = [await nameOf(url, 'attending2'), 'Say what I am worried about before I list the data'];
  const question = 'Did I say my worry first?';
  const learner = await signedIn('resident2');
  await learner.page.goto(`${url}/plans/new`);
  await learner.page.getByRole('textbox', { name: 'Goal' }).fill(goal);
  await learner.page.getByRole('combobox', { name: 'Skill' }).selectOption({ label: 'Clinical Reasoning' });
  await learner.page.getByRole('button', { name: 'Save plan' }).tap();
  await expect(learner.page.getByRole('heading', { level: 1 })).toHaveText(goal);
  const plan = learner.page.url();
  await learner.page.getByRole('link', { name: 'Ask for a second look' }).tap();
  await learner.page.getByRole('searchbox', { name: 'Search by name' }).fill(attending);
  await learner.page.getByRole('button', { name: new RegExp(`^${attending}`) }).tap();
  await expect(learner.page.getByRole('checkbox', { name: `${attending} looks again at this plan` })).toBeChecked();
  await learner.page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await learner.page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await learner.page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await sendsEverything(learner.page, url);

  const { page } = await signedIn('attending2');
  await sendsEverything(page, url);
  await page.goto(`${url}/inbox`);
  await page.getByRole('article').filter({ hasText: question }).getByRole('link', { name: /^Answer/ }).tap();
  await expect(page.getByText(`At the plan “${goal}”. How is it now?`)).toBeVisible();
  await page.getByRole('radio', { name: 'Better', exact: true }).tap();
  await page.getByRole('textbox', { name: 'What went well' }).fill(found);
  await save(page);
  await sendsEverything(page, url);

  await sendsEverything(learner.page, url);
  await learner.page.goto(plan);
  await learner.page.getByText('Timeline', { exact: true }).tap();
  await learner.page.getByRole('link', { name: `${attending} looked again: better than before` }).tap();
  await expect(learner.page.getByText(found)).toBeVisible();
  await expect(learner.page.getByText('Answers your question')).toBeVisible();
});

/** Whose plan that is, as the page of somebody who is to look again says it. */
async function learnerOf(page: Page, plan: string): Promise<string> {
  await page.goto(plan);
  const link = await page.getByRole('link', { name: 'Give feedback on this skill' }).getAttribute('href');
  return new URL(link ?? '', plan).searchParams.get('learner') ?? '';
}
