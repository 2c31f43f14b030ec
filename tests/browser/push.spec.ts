import type { Page } from '@playwright/test';
import { asks } from './support/asking.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { notificationOf, Pushes, tapped } from './support/pushes.ts';
import { syncs } from './support/saved.ts';

const message = (url: string, path: string, tag: string) =>
  JSON.stringify({
    web_push: 8030,
    notification: { title: 'You are asked for feedback', navigate: `${url}${path}`, tag, app_badge: '1' },
  });

/** Somebody asked the attending this; resolves to the id of what the attending is told, once it is on this phone. */
async function isAsked(page: Page, asking: Page, url: string, question: string): Promise<string> {
  await asks(asking, url, await nameOf(url, 'attending'), question);
  await syncs(asking, url);
  let id: string | null = null;
  await expect
    .poll(async () => {
      await syncs(page, url);
      return (id = await notificationOf(page, question));
    })
    .not.toBeNull();
  return id ?? '';
}

test('a push message is shown by a worker that had stopped, and a tap opens the form that answers, offline', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const question = 'Which part of my plan was hard to follow?';
  const { page: asking } = await signedIn('resident');
  const { page, context } = await signedIn('attending');
  const pushes = await Pushes.of(page, url);
  const id = await isAsked(page, asking, url, question);
  await page.goto(`${url}/plans`);

  await pushes.stopWorker();
  await pushes.deliver(message(url, `/inbox/go/${id}`, 'a question'));
  await pushes.deliver(message(url, `/inbox/go/${id}`, 'a question'));

  await expect.poll(() => pushes.shown()).toEqual([{ title: 'You are asked for feedback', path: `/inbox/go/${id}` }]);
  await context.setOffline(true);
  await tapped(context, page, 'You are asked for feedback');
  await expect(page.getByText(question)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'What went well' })).toBeVisible();
  expect(await pushes.shown()).toEqual([]);
});

test('a message that cannot be read is shown all the same, and leads to the inbox', async ({ server, signedIn }) => {
  const { url } = server;
  const { page, context } = await signedIn('attending');
  const pushes = await Pushes.of(page, url);
  const later = JSON.stringify({ web_push: 9000, notification: { title: 'From later', navigate: 'https://else.test/' } });

  for (const unreadable of ['\u0001 garbage', '', later]) {
    await pushes.deliver(unreadable);
    await expect.poll(() => pushes.shown()).toEqual([{ title: 'Something new in Waymark', path: '/inbox' }]);
    await tapped(context, page, 'Something new in Waymark');
    await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
    expect(await pushes.shown()).toEqual([]);
    await page.goto(`${url}/you`);
    await pushes.areHeard();
  }
});

test('a message whose thing is not here says so in the inbox', async ({ server, signedIn }) => {
  const { page, context } = await signedIn('attending');
  await context.setOffline(true);

  await page.goto(`${server.url}/inbox/go/01931c7e-0000-7000-8000-000000000000`);

  await expect(page.getByText('What this message led to is not on this phone')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
});
