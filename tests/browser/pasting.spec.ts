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
