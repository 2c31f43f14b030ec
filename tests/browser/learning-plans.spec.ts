import type { Page } from '@playwright/test';
import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';

const goal = 'Lead a goals-of-care talk from beginning to end';

async function sendsEverything(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sync`);
  await page.getByRole('button', { name: 'Sync now' }).tap();
  await expect(page.getByText('Everything is sent')).toBeVisible();
}

/** Completes a goal in the sheet that is open, or in the form. */
async function completes(within: ReturnType<Page['getByRole']>): Promise<void> {
  await within.getByRole('textbox', { name: 'How will you get there?' }).fill('Watch two talks first.');
  await within.getByRole('textbox', { name: 'How will you both see it?' }).fill('Two attendings write what they saw.');
  await within.getByRole('button', { name: 'In 3 months' }).tap();
}

async function comments(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Write your comment' }).tap();
  await page.getByRole('textbox', { name: 'Your comment' }).fill(words);
  await page.getByRole('button', { name: 'Save comment' }).tap();
  await expect(page.getByText(words)).toBeVisible();
}

async function signs(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign this plan' }).tap();
  await expect(page.getByRole('status').filter({ hasText: 'Signed' })).toBeFocused();
}

/** Says that it was talked through today, and when next. */
async function setsDays(page: Page, next: string): Promise<void> {
  await page.getByRole('button', { name: 'Set the days' }).tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Today' }).tap();
  await sheet.getByRole('button', { name: next }).tap();
  await sheet.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect(sheet).toHaveCount(0);
}

/** How many pages a PDF has. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('a learning plan is begun offline, talked through, signed by both, changed, and printed as it was signed', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const [resident, coach] = [await nameOf(url, 'resident'), await nameOf(url, 'coach')];
  const learner = await signedIn('resident');
  const { page } = learner;
  await sendsEverything(page, url);

  // What was signed in the half-year before is there to read.
  await page.goto(`${url}/plans`);
  await page.getByRole('link', { name: /^Learning plans/ }).tap();
  await expect(page.getByRole('link', { name: /Signed by both/ })).toBeVisible();
  await page.getByRole('link', { name: 'New plan' }).tap();

  await learner.context.setOffline(true);
  const goals = page.getByRole('region', { name: 'Goals' });
  const first = goals.getByRole('group', { name: 'Goal 1', exact: true });
  await expect(first.getByRole('textbox', { name: 'What do you want to be able to do?' })).not.toHaveValue('');
  await expect(first.getByText('From your action plan')).toBeVisible();
  while ((await goals.getByRole('button', { name: /^Take goal \d out/ }).count()) > 1) {
    await goals.getByRole('button', { name: /^Take goal \d out/ }).last().tap();
  }
  await completes(first);
  await page.getByRole('button', { name: /^Make a goal of it/ }).first().tap();
  const second = goals.getByRole('group', { name: 'Goal 2', exact: true });
  await expect(second.getByRole('textbox', { name: 'What do you want to be able to do?' })).toBeFocused();
  await expect(second.getByText(/From (one entry|\d+ entries) about you/)).toBeVisible();
  await page.keyboard.type(goal);
  await completes(second);
  const about = page.getByRole('region', { name: 'Around the goals' });
  await expect(about.getByText(/Your coach and the program director read this, too/)).toBeVisible();
  await about.getByRole('textbox', { name: 'Obstacles' }).fill('Four months of nights.');
  await expect(page.getByText(new RegExp(`${coach} \\(coach\\)`))).toBeVisible();
  expect(await problems(page), 'the form').toEqual([]);
  await page.getByRole('button', { name: 'Save learning plan' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Individualized learning plan' })).toBeFocused();
  await expect(page.getByText('Saved on this phone, waiting to send.')).toBeVisible();
  const plan = page.url();

  // Before it can be signed it says what is missing; a goal is worked on in an action plan, one tap away.
  await expect(page.getByText('say on which day you talked it through')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Action plan:/ })).toBeVisible();
  await page.getByRole('button', { name: `Open an action plan: ${goal}` }).tap();
  await expect(page.getByRole('heading', { level: 1, name: goal })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: `Action plan: ${goal}` })).toBeVisible();
  await setsDays(page, 'In 6 months');
  await comments(page, 'Two goals are enough.');
  await signs(page);
  await learner.context.setOffline(false);
  await sendsEverything(page, url);

  const other = await signedIn('coach');
  await sendsEverything(other.page, url);
  await other.page.goto(`${url}/learning-plan`);
  const row = other.page.getByRole('link').filter({ hasText: 'Signed by the learner' }).filter({ hasText: resident });
  await row.first().tap();
  await expect(other.page).toHaveURL(plan);
  await expect(other.page.getByText('Four months of nights.')).toBeVisible();
  await comments(other.page, 'The first was your own idea, and it shows.');
  await signs(other.page);
  expect(await problems(other.page), 'signed').toEqual([]);
  await sendsEverything(other.page, url);

  // A change begins version 2; version 1 is read and printed as it was signed.
  await sendsEverything(page, url);
  await page.goto(plan);
  await expect(page.getByText('Signed by both')).toBeVisible();
  await page.getByRole('button', { name: `Change: ${goal}` }).tap();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(/A change begins a new one/)).toBeVisible();
  await sheet.getByRole('textbox', { name: 'What do you want to be able to do?' }).fill(`${goal}, alone`);
  await sheet.getByRole('button', { name: 'Save goal' }).tap();
  await expect(page.getByText('Version 2')).toBeVisible();
  await page.getByRole('link', { name: /^Read version 1/ }).tap();
  await expect(page.getByText(goal, { exact: true })).toBeVisible();
  await expect(page.getByText(new RegExp(`^${coach}, signed`))).toBeVisible();
  expect(await problems(page), 'the document').toEqual([]);
  const pdf = await page.pdf({ format: 'Letter', preferCSSPageSize: true });
  expect([1, 2]).toContain(pagesOf(pdf));

  // The director reads it online, which is written down.
  const { page: director } = await signedIn('director');
  await director.goto(plan);
  await expect(director.getByText('Four months of nights.')).toBeVisible();
  await expect(director.getByRole('button', { name: /^(Sign|Change|Set|Write)/ })).toHaveCount(0);
  expect(await problems(director), 'the director').toEqual([]);
});

test('two who change the days at once see both, and nobody signs what they have not read', async ({ server, signedIn }) => {
  const { url } = server;
  const learner = await signedIn('resident');
  const other = await signedIn('coach');
  for (const { page } of [learner, other]) await sendsEverything(page, url);
  const draft = async (page: Page) => {
    await page.goto(`${url}/learning-plan`);
    await page.getByRole('link', { name: /Not signed yet/ }).first().tap();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  await draft(learner.page);
  const plan = learner.page.url();
  await other.page.goto(plan);
  await other.context.setOffline(true);
  await setsDays(other.page, 'In 6 months');

  await setsDays(learner.page, 'In 3 months');
  await sendsEverything(learner.page, url);
  await other.context.setOffline(false);
  await other.page.goto(`${url}/sync`);
  await other.page.getByRole('button', { name: 'Sync now' }).tap();
  await other.page.getByRole('link', { name: 'Decide between the two' }).tap();

  const conflict = other.page.getByRole('region', { name: 'Two versions: days' });
  await expect(conflict.getByText('Yours')).toBeVisible();
  await expect(conflict.getByText('What stands there now')).toBeVisible();
  expect(await problems(other.page), 'the conflict').toEqual([]);
  await conflict.getByRole('button', { name: 'Keep theirs' }).tap();
  await expect(conflict).toHaveCount(0);
  await expect(other.page.getByRole('status').filter({ hasText: 'Saved.' })).toBeFocused();
});
