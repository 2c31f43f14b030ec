import { asks } from './support/asking.ts';
import { problems } from './support/axe.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { syncs } from './support/saved.ts';

for (const scheme of ['light', 'dark'] as const) {
  for (const [who, places] of [
    ['attending', ['/', '/jot', '/later', '/inbox', '/given', '/plans', '/scan', '/sync', '/you', '/you/notifications']],
    ['resident', ['/ask', '/asked', '/inbox', '/plans', '/plans/new', '/guide/worried', '/guide/mastery', '/you/calendar', '/you/notifications']],
    ['coordinator', ['/program']],
    ['director', ['/program']],
  ] as const) {
    test(`axe finds nothing on the pages of ${who} in ${scheme}`, async ({ server, signedIn }) => {
      const { page } = await signedIn(who);
      await page.emulateMedia({ colorScheme: scheme });
      for (const place of places) {
        await page.goto(`${server.url}${place}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await problems(page), place).toEqual([]);
      }
    });
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing while somebody asks, shows a code and is answered, in ${scheme}`, async ({ server, signedIn }) => {
    const { url } = server;
    const question = `What should I have said first? (${scheme})`;
    const { page: asking } = await signedIn('resident');
    const { page: answering } = await signedIn('attending');
    for (const page of [asking, answering]) await page.emulateMedia({ colorScheme: scheme });

    await asking.goto(`${url}/ask`);
    await asking.getByRole('textbox', { name: 'Your question' }).fill('How am I doing?');
    await asking.getByText('This could be easier to answer').waitFor();
    await asking.getByRole('checkbox', { name: 'Ask for five minutes in person' }).tap();
    await asking.getByRole('button', { name: 'Ask', exact: true }).tap();
    await asking.getByText('Choose whom you ask.').waitFor();
    expect(await problems(asking), 'the coach, and what is missing').toEqual([]);
    await asks(asking, url, await nameOf(url, 'attending'), question);
    expect(await problems(asking), 'saved').toEqual([]);
    await asking.getByRole('link', { name: 'Open the request' }).tap();
    await asking.getByRole('link', { name: 'Show the code' }).waitFor();
    expect(await problems(asking), 'the request').toEqual([]);
    await asking.getByRole('link', { name: 'Show the code' }).tap();
    await asking.getByRole('img', { name: 'QR code with your question' }).waitFor();
    expect(await problems(asking), 'the code').toEqual([]);
    await syncs(asking, url);

    await syncs(answering, url);
    await answering.goto(`${url}/inbox`);
    const card = answering.getByRole('article').filter({ hasText: question });
    await card.getByRole('button', { name: /^Decline/ }).tap();
    await answering.getByRole('button', { name: 'Not now' }).waitFor();
    expect(await problems(answering), 'declining').toEqual([]);
    await answering.keyboard.press('Escape');
    await card.getByRole('link', { name: /^Answer/ }).tap();
    await answering.getByText(question).waitFor();
    expect(await problems(answering), 'answering').toEqual([]);
    await answering.goto(`${url}/r#AQ`);
    await answering.getByRole('link', { name: 'Scan again' }).waitFor();
    expect(await problems(answering), 'a bad code').toEqual([]);
  });
}

test('no page scrolls sideways on the narrowest phone', async ({ server, signedIn }) => {
  const { page } = await signedIn('resident');
  await page.setViewportSize({ width: 320, height: 640 });
  for (const place of ['/', '/ask', '/asked', '/inbox', '/plans', '/plans/new', '/given', '/scan', '/sync', '/guide/worried', '/guide/mastery', '/you', '/you/calendar', '/you/notifications']) {
    await page.goto(`${server.url}${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, place).toBeLessThanOrEqual(320);
  }
});
