/** A bad network in front of the real server: nothing saved is lost, and nothing arrives twice. */
import { expect, nameOf, test } from './support/fixtures.ts';
import { timesGiven } from './support/ledger.ts';
import { gives, syncs, waits, words } from './support/saved.ts';

const PUSH = '/api/v1/sync/push';

test('airplane mode while a push is under way: the server has it, the answer is lost, and it arrives once', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const said = 'You asked the pharmacist before you changed the dose.';
  const { page, context } = await onLine('attending');
  await gives(page, learner, said);
  line.fate = ({ path }) => (path === PUSH ? 'answer_lost' : undefined);

  await page.goto(`${line.url}/sync`);
  const committed = line.met(PUSH);
  await page.getByRole('button', { name: 'Sync now' }).tap();
  await committed;
  await context.setOffline(true);

  await waits(page, 1);
  await expect(page.getByText('No network. It is sent as soon as there is one.')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', said)).toBe(1);

  line.fate = () => undefined;
  await context.setOffline(false);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', said)).toBe(1);
});

test('a phone that is closed while a push waits for its answer sends again, and it arrives once', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const said = 'You wrote the handoff before the phone rang.';
  const { page, context } = await onLine('attending');
  await gives(page, learner, said);
  line.fate = ({ path }) => (path === PUSH ? 'held' : undefined);

  const sent = line.met(PUSH);
  await page.goto(`${line.url}/sync`);
  await page.getByRole('button', { name: 'Sync now' }).tap();
  await sent;
  await page.close();
  line.fate = () => undefined;

  const again = await context.newPage();
  await syncs(again, line.url);
  await expect(again.getByText('Everything is sent')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', said)).toBe(1);
});

test('a captive portal answers everything with a page: nothing is believed, and behind it everything goes on', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const said = 'You told the family who would call them, and when.';
  const { page } = await onLine('attending');
  line.fate = ({ path }) => (path.startsWith('/api/') ? 'portal' : undefined);
  await gives(page, learner, said);

  await syncs(page, line.url);
  await waits(page, 1);
  await expect(page.getByText('No answer from the server. It is tried again by itself.')).toBeVisible();
  await page.goto(`${line.url}/inbox`);
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toHaveCount(0);

  line.fate = () => undefined;
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  expect(await timesGiven(server.url, 'attending', said)).toBe(1);
});

test('a session that ran out during a week offline: everything is read and written, and sent after signing in', async ({
  server,
  line,
  onLine,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const said = ['You sat down before you gave the news.', 'You let the silence be.'] as const;
  const { page, context } = await onLine('attending');
  await context.setOffline(true);
  await gives(page, learner, said[0]);
  await page.close();
  await context.clearCookies({ name: 'waymark-refresh' });

  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(`${line.url}/`);
  await later.getByText('Sign in to send', { exact: true }).waitFor();
  await gives(later, learner, said[1]);
  await later.goto(`${line.url}/given`);
  await expect(later.getByText(said[0])).toBeVisible();
  await syncs(later, line.url);
  await waits(later, 2);
  expect(await timesGiven(server.url, 'attending', said[0])).toBe(0);

  await later.getByRole('link', { name: 'Sign in', exact: true }).tap();
  await later.getByRole('textbox', { name: 'Password' }).fill('waymark-demo');
  await later.getByRole('button', { name: 'Sign in', exact: true }).tap();
  await expect(words(later)).toBeVisible();
  await later.goto(`${line.url}/sync`);
  await expect(later.getByText('Everything is sent')).toBeVisible();
  for (const one of said) expect(await timesGiven(server.url, 'attending', one)).toBe(1);
});
