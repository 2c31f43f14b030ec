import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { gives, syncs } from './support/saved.ts';

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

test('a coach holds a meeting without a network, notes for one and for two, and it ends in a plan that is accepted', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const learner = await nameOf(url, 'resident');
  const [own, both, goal] = ['Ask again about sleep.', 'One sentence first, then the story.', 'Name the problem first'];
  const { page, context } = await signedIn('coach');
  await syncs(page, url);

  await page.goto(`${url}/you`);
  await page.getByRole('link', { name: /^My learners/ }).tap();
  const row = page.getByRole('main').getByRole('link', { name: new RegExp(`^${learner}`) });
  await expect(row).toContainText('Next meeting');
  await expect(row).toContainText('Last contact');
  await expect(page.getByRole('main')).toContainText('Please check in');
  expect(await problems(page), 'the learners').toEqual([]);
  await row.tap();
  await page.getByRole('heading', { level: 1, name: learner }).waitFor();
  expect(await problems(page), 'the learner').toEqual([]);

  await context.setOffline(true);
  await page.getByRole('link', { name: 'Open the meeting' }).tap();
  await page.getByRole('heading', { level: 1, name: `Meeting with ${learner}` }).waitFor();
  const part = (name: string) => page.getByRole('region', { name });
  const note = async (where: string, words: string, shared: boolean) => {
    await part(where).getByRole('button', { name: /^Note something/ }).tap();
    await page.getByRole('textbox', { name: 'Your note' }).fill(words);
    await expect(part(where)).toContainText('Only you will see it.');
    if (shared) await part(where).getByRole('radio', { name: `Me and ${learner}` }).tap();
    if (shared) await expect(part(where)).toContainText(`You and ${learner} will see it, and nobody else.`);
    await part(where).getByRole('button', { name: 'Save the note' }).tap();
    await expect(part(where).getByRole('listitem').filter({ hasText: words })).toContainText('Waiting to send');
  };
  await note('1. Relationship', own, false);
  await note('4. Coaching', both, true);
  await expect(part('1. Relationship').getByRole('listitem').filter({ hasText: own })).toContainText('Only you');
  await page.locator('summary').filter({ hasText: 'Their feedback of late' }).tap();
  await expect(page.getByRole('region', { name: 'Their feedback of late' }).getByRole('link').first()).toBeVisible();
  expect(await problems(page), 'the meeting').toEqual([]);

  await page.setViewportSize(wide);
  await expect(page.getByRole('navigation', { name: 'Learners' }).getByRole('link', { name: learner })).toBeVisible();
  const feedback = await page.getByRole('region', { name: 'Their feedback of late' }).boundingBox();
  const first = await part('1. Relationship').boundingBox();
  expect(feedback?.x, 'the feedback stands beside the guide').toBeGreaterThan((first?.x ?? 0) + (first?.width ?? 0));
  expect(await problems(page), 'the meeting on a desk').toEqual([]);
  await page.setViewportSize(narrow);

  await page.getByRole('link', { name: 'Write the plan together' }).tap();
  await page.getByRole('textbox', { name: 'Goal' }).fill(goal);
  await page.getByRole('button', { name: new RegExp(`^Propose.*${learner}`) }).tap();
  await expect(part('The agreed plan').getByRole('link', { name: new RegExp(goal) })).toContainText('Proposed');
  await part('When you part').getByRole('button', { name: 'In 4 weeks' }).tap();
  await part('When you part').getByRole('button', { name: 'It took place' }).tap();
  await expect(part('When you part').getByRole('status')).toBeFocused();
  await context.setOffline(false);
  await syncs(page, url);
  await expect(page.getByText('Everything is sent')).toBeVisible();

  const { page: hers } = await signedIn('resident');
  await syncs(hers, url);
  await hers.goto(`${url}/you`);
  await hers.getByRole('link', { name: /^You and your coach/ }).tap();
  await expect(hers.getByRole('main')).toContainText(both);
  await expect(hers.getByRole('main')).not.toContainText(own);
  await expect(hers.getByRole('list', { name: 'Meetings' }).getByRole('listitem').first()).toContainText('Planned');
  expect(await problems(hers), 'what the learner sees').toEqual([]);
  await hers.goto(`${url}/plans`);
  await hers.getByRole('link', { name: new RegExp(goal) }).tap();
  await hers.getByRole('button', { name: /^Accept/ }).tap();
  await expect(hers.getByRole('main')).toContainText('Open');
});

test('somebody who is worried asks the coach to check in, and everybody sees what was said they would see', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const [learner, coach] = [await nameOf(url, 'resident'), await nameOf(url, 'coach')];
  const asker = await nameOf(url, 'attending');
  const [sentence, word] = ['Very quiet on rounds this week.', 'Sleeps badly, will see the doctor.'];
  const { page } = await signedIn('attending');

  await gives(page, learner, 'You called the family before they asked.');
  await page.getByRole('link', { name: `Ask ${learner}’s coach to check in` }).tap();
  await expect(page.getByRole('main')).toContainText(`It goes to ${coach}`);
  await expect(page.getByRole('main')).toContainText(`Exactly: you, ${learner} (learner)`);
  await expect(page.getByRole('main')).toContainText(`${coach} (coach)`);
  expect(await problems(page), 'asking').toEqual([]);
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await expect(page.getByText('Write one sentence')).toBeVisible();
  await page.getByRole('textbox', { name: 'Why, in one sentence' }).fill(sentence);
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await page.getByRole('button', { name: /^Undo/ }).tap();
  await expect(page.getByRole('textbox', { name: 'Why, in one sentence' })).toHaveValue(sentence);
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await page.getByRole('link', { name: 'Look at it' }).tap();
  await expect(page.getByText('Not taken up yet')).toBeVisible();
  await expect(page.getByText('Waiting to send')).toHaveCount(0, { timeout: 30_000 }); // Undo holds it back

  const { page: coaches } = await signedIn('coach');
  await coaches.goto(`${url}/inbox`);
  const told = coaches.getByRole('region', { name: 'You are asked to check in' });
  await told.getByRole('link', { name: new RegExp(sentence) }).tap();
  await expect(coaches.getByRole('main')).toContainText(`Asked by ${asker}`);
  await coaches.getByRole('button', { name: 'We talked' }).tap();
  await expect(coaches.getByRole('main')).toContainText(`${asker} will see only: taken up, and the day.`);
  await coaches.getByRole('textbox', { name: /^A word for yourself/ }).fill(word);
  await expect(coaches.getByRole('main')).toContainText('Only you will see it.');
  expect(await problems(coaches), 'taking it up').toEqual([]);
  await coaches.getByRole('button', { name: 'We talked' }).tap();
  await expect(coaches.getByRole('status').filter({ hasText: 'Taken up' })).toBeVisible();

  await expect(page.getByRole('status').filter({ hasText: 'Taken up' })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(word);
  const { page: hers } = await signedIn('resident');
  await syncs(hers, url);
  await hers.goto(`${url}/coach/mine`);
  await expect(hers.getByRole('main')).toContainText(sentence);
  await expect(hers.getByRole('main')).toContainText(`Asked by ${asker}`);
  await expect(hers.getByRole('main')).not.toContainText(word);
});
