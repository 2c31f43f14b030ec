import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { fill, save } from './support/giving.ts';

const skill = 'Interprofessional and Team Communication';
const seen = 'On rounds this morning you asked the night team to read the plan back.';

test('the coach says what a text has and lacks, without a network, to eyes and to a screen reader', async ({
  server,
  signedIn,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const given = learner.split(' ')[0] ?? '';
  const { page, context } = await signedIn('attending');
  await context.setOffline(true);
  await fill(page, { learner, skill, wentWell: seen });
  const coach = page.getByRole('region', { name: 'Feedback coach' });

  await expect(coach).toMatchAriaSnapshot(`
    - region "Feedback coach":
      - heading "Feedback coach" [level=2]
      - list:
        - listitem:
          - button "Behavior (found)"
        - listitem:
          - button "Context (found)"
        - listitem:
          - button "Suggestion (not yet)"
        - listitem:
          - button "Linked (not yet)"
      - paragraph: What could ${given} try next time?
      - paragraph: Only you see this, on this phone.
      - button "What makes good feedback"
      - button "Hide the feedback coach"
      - status: "Feedback coach: found Behavior, Context. What could ${given} try next time?"
  `);
  await coach.getByRole('button', { name: 'Behavior' }).press('Enter');
  await expect(coach.getByText('asked the night team to read the plan back')).toBeVisible();
  expect(await problems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Next step' }).fill('Say the sickest patient first');
  await expect(coach.getByRole('button', { name: 'Linked (found)' })).toBeVisible();
  await save(page);
});

test('what makes good feedback is one tap away, and the text is still there behind it', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');
  await fill(page, { learner, skill, wentWell: seen });

  await page.getByRole('button', { name: 'What makes good feedback' }).tap();
  await expect(page.getByRole('dialog', { name: 'What makes good feedback' })).toContainText('Say what you saw or heard');
  expect(await problems(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await expect(page.getByRole('button', { name: 'What makes good feedback' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'What went well' })).toHaveValue(seen);
});

test('somebody who hides the coach does not meet it again until they ask for it under You', async ({
  server,
  signedIn,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');
  const coach = page.getByRole('region', { name: 'Feedback coach' });
  await fill(page, { learner, skill, wentWell: seen });
  await coach.getByRole('button', { name: 'Hide the feedback coach' }).tap();
  await expect(page.getByRole('button', { name: 'Bring it back' })).toBeFocused();
  await expect(coach).toHaveCount(0);

  const go = (place: string) => page.getByRole('navigation').getByRole('link', { name: place, exact: true }).tap();
  await go('You');
  const wanted = page.getByRole('checkbox', { name: 'Feedback coach' });
  await expect(wanted).not.toBeChecked();
  await go('Give');
  await expect(page.getByRole('textbox', { name: 'What went well' })).toHaveValue(seen);
  await page.getByRole('textbox', { name: 'Next step' }).fill('Say the sickest patient first');
  await expect(page.getByRole('button', { name: /^By / })).toBeVisible();
  await expect(coach).toHaveCount(0);

  await go('You');
  await wanted.check();
  await go('Give');

  await expect(coach).toBeVisible();
});

test('nothing below the text moves while somebody writes', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');
  await fill(page, { learner, skill, wentWell: 'Well' });
  const level = page.getByRole('radio', { name: /Level 3,/ });
  await expect(page.getByRole('region', { name: 'Feedback coach' })).toBeVisible();
  const place = async () => (await level.boundingBox())?.y;
  const before = await place();

  for (const words of ['She is bossy.', 'You asked the nurse.', 'On rounds you asked the nurse.']) {
    await page.getByRole('textbox', { name: 'What went well' }).fill(words);
    await page.getByRole('status').filter({ hasText: /^(Feedback coach:|“|What did)/ }).waitFor({ state: 'attached' });
    expect(await place()).toBe(before);
  }
});
