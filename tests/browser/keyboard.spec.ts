import { expect, nameOf, test } from './support/fixtures.ts';

test('after a change of page the reader stands at its name', async ({ signedIn }) => {
  const { page } = await signedIn('attending');

  for (const [place, name] of [
    [/^Inbox/, 'Inbox'],
    [/^Plans/, 'Plans'],
    [/^Given/, 'Given'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: place }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
    await expect(page).toHaveTitle(`${name} · Waymark`);
  }
});

test('feedback is given with a keyboard alone', async ({ server, signedIn }) => {
  const learner = await nameOf(server.url, 'resident');
  const { page } = await signedIn('attending');

  await page.getByRole('searchbox', { name: 'Search by name' }).focus();
  await page.keyboard.type(learner);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Skill' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('handoff');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'What went well' })).toBeFocused();
  await page.keyboard.type('You named the sickest patient first.');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');

  await expect(page.getByRole('heading', { name: 'Saved on this phone' })).toBeFocused();
});
