import { expect, nameOf, newPhone, signIn, test } from './support/fixtures.ts';
import { fill, save } from './support/giving.ts';

const said = [
  { skill: 'Interprofessional and Team Communication', wentWell: 'You closed the loop with the nurse before you left the bedside.' },
  { skill: 'Clinical Reasoning', wentWell: 'You named two alternatives before you settled on one.' },
  { skill: 'Patient- and Family-Centered Communication', wentWell: 'You let the family finish, then summed up what they had said.' },
] as const;
const nextStep = 'Open each presentation with one sentence that names the problem';

test('feedback saved without a network arrives, is read, and becomes a plan; nobody else sees it', async ({
  browser,
  server,
}) => {
  const resident = await nameOf(server.url, 'resident');
  const attending = await newPhone(browser);
  const page = await attending.newPage();
  await signIn(page, server.url, 'attending');

  await attending.setOffline(true);
  for (const { skill, wentWell } of said) {
    await page.goto(`${server.url}/`);
    await fill(page, { learner: resident, skill, wentWell, nextStep });
    await save(page);
  }
  await page.close();

  const again = await attending.newPage();
  await again.goto(`${server.url}/sync`);
  const waiting = again.getByRole('list', { name: 'Waiting to send' });
  await expect(waiting.getByRole('listitem')).toHaveCount(3);
  for (const { wentWell } of said) await expect(waiting).toContainText(wentWell.slice(0, 30));

  await attending.setOffline(false);
  await again.getByRole('button', { name: 'Sync now' }).tap();
  await expect(again.getByText('Everything is sent')).toBeVisible();

  const learner = await newPhone(browser);
  const inbox = await learner.newPage();
  await signIn(inbox, server.url, 'resident');
  await inbox.goto(`${server.url}/inbox`);
  await inbox.getByRole('link', { name: /You closed the loop/ }).first().tap();
  await expect(inbox.getByText(said[0].wentWell)).toBeVisible();
  await inbox.getByRole('button', { name: 'I have read it' }).tap();
  await expect(inbox.getByText('You have read it').first()).toBeVisible();
  await inbox.getByRole('link', { name: 'Make a plan from the next step' }).tap();
  await inbox.getByRole('button', { name: 'Accept all' }).tap();
  await expect(inbox.getByRole('textbox', { name: 'Goal' })).toHaveValue(new RegExp(nextStep.slice(0, 20)));
  await inbox.getByRole('button', { name: 'Save plan' }).tap();
  await expect(inbox.getByRole('heading', { level: 1 })).toContainText(nextStep.slice(0, 20));
  await inbox.goto(`${server.url}/sync`);
  await inbox.getByRole('button', { name: 'Sync now' }).tap();
  await expect(inbox.getByText('Everything is sent')).toBeVisible();

  await again.goto(`${server.url}/given`);
  await again.getByRole('link', { name: /You closed the loop/ }).first().waitFor();
  await expect(again.getByText('Read').first()).toBeVisible();

  const other = await newPhone(browser);
  const nothing = await other.newPage();
  await signIn(nothing, server.url, 'resident2');
  await nothing.goto(`${server.url}/inbox`);
  await expect(nothing.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(nothing.getByText(said[0].wentWell.slice(0, 30))).toHaveCount(0);
  await nothing.goto(`${server.url}/plans`);
  await expect(nothing.getByText(nextStep.slice(0, 20))).toHaveCount(0);

  for (const context of [attending, learner, other]) await context.close();
});
