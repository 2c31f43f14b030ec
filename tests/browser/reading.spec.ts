import { expect, test } from './support/fixtures.ts';

test('the navigation says how much is to be read, and one less once an entry was opened', async ({
  server,
  signedIn,
}) => {
  const { page } = await signedIn('resident');
  const inbox = page.getByRole('navigation').getByRole('link', { name: /^Inbox/ });
  await expect(inbox).toHaveAccessibleName(/\d+ things to read/);
  const before = Number(/\d+/.exec((await inbox.textContent()) ?? '')?.[0]);

  await page.goto(`${server.url}/inbox`);
  // what told of a plan is new as well
  await page.locator('a[href^="/entry/"]').filter({ hasText: 'New' }).first().tap();
  await page.getByRole('heading', { name: 'About this entry' }).waitFor();

  await expect(inbox).toHaveAccessibleName(new RegExp(`\\b${before - 1} things to read`));
});

test('a learner asks back once, and the question stays in sight', async ({ server, signedIn }) => {
  const { page } = await signedIn('resident2');
  await page.goto(`${server.url}/inbox`);
  // what told of a plan is new as well
  await page.locator('a[href^="/entry/"]').filter({ hasText: 'New' }).first().tap();
  await page.getByRole('button', { name: 'Ask back' }).tap();
  await expect(page.getByRole('textbox', { name: 'Your question' })).toHaveValue('Can you give me an example?');
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();

  await expect(page.getByText('You asked')).toBeVisible();
  await expect(page.getByText('Can you give me an example?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask back' })).toHaveCount(0);
});
