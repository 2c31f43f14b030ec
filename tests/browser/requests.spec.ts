import { answers, asks, textOfCode } from './support/asking.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { requestsSaying, timesGiven } from './support/ledger.ts';
import { syncs } from './support/saved.ts';

// The other specs ask the first attending, who takes five open requests and no more.
test('a question asked without a network is answered without one, and arrives answered once', async ({ server, signedIn }) => {
  const { url } = server;
  const question = 'What did the night team still have to ask me?';
  const words = 'You named the one lab that was pending.';
  const { page: asking, context: learner } = await signedIn('resident');
  const { page: answering, context: assessor } = await signedIn('attending2');

  await learner.setOffline(true);
  await asks(asking, url, await nameOf(url, 'attending2'), question);
  await asking.goto(`${url}/asked`);
  await expect(asking.getByRole('link', { name: new RegExp(question.slice(0, 20)) })).toContainText('Waiting to send');
  await learner.setOffline(false);
  await syncs(asking, url);
  await expect(asking.getByText('Everything is sent')).toBeVisible();

  await syncs(answering, url);
  await answering.goto(`${url}/inbox`);
  const card = answering.getByRole('article').filter({ hasText: question });
  await card.waitFor();
  await assessor.setOffline(true);
  await answering.goto(`${url}/inbox`);
  await card.getByRole('link', { name: /^Answer/ }).tap();
  await answers(answering, question, words);
  await answering.goto(`${url}/inbox`);
  await answering.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  await expect(card).toHaveCount(0);
  await assessor.setOffline(false);
  await syncs(answering, url);

  await expect.poll(() => requestsSaying(url, 'resident', question)).toEqual(['answered, 1']);
  expect(await timesGiven(url, 'attending2', words)).toBe(1);
  await asking.goto(`${url}/asked`);
  await asking.getByRole('link', { name: new RegExp(question.slice(0, 20)) }).tap();
  await asking.getByRole('link', { name: new RegExp(words.slice(0, 20)) }).tap();
  await expect(asking.getByText('Answers your question')).toBeVisible();
});

test('a question is declined with a reason and somebody else to ask', async ({ server, signedIn }) => {
  const { url } = server;
  const question = 'Which of my orders would you not have placed?';
  const other = await nameOf(url, 'attending');
  const { page: asking } = await signedIn('resident2');
  const { page: declining } = await signedIn('attending2');
  await asks(asking, url, await nameOf(url, 'attending2'), question);
  await syncs(asking, url);
  await syncs(declining, url);

  await declining.goto(`${url}/inbox`);
  const card = declining.getByRole('article').filter({ hasText: question });
  await card.getByRole('button', { name: /^Decline/ }).tap();
  await declining.getByRole('combobox', { name: 'Who would be better to ask?' }).selectOption({ label: other });
  await declining.getByRole('button', { name: 'I did not see it' }).tap();
  await expect(card).toContainText('Declined: did not see it');
  await syncs(declining, url);

  await syncs(asking, url);
  await asking.goto(`${url}/asked`);
  const row = asking.getByRole('link', { name: new RegExp(question.slice(0, 20)) });
  await expect(row).toContainText(`Declined: did not see it. Suggests ${other}`);
  await row.tap();
  await asking.getByRole('link', { name: `Ask ${other}` }).tap();
  await expect(asking.getByRole('textbox', { name: 'Your question' })).toHaveValue(question);
  await expect(asking.getByText(other, { exact: true })).toBeVisible();
});

for (const first of ['the learner', 'the assessor'] as const) {
  test(`handed over by its code with both phones offline, and ${first} is online first`, async ({ server, signedIn }) => {
    const { url } = server;
    const question = `Where did I lose the family, and what then? (${first})`;
    const words = `You sat down before you said it (${first}).`;
    const { page: asking, context: learner } = await signedIn('resident');
    const { page: answering, context: assessor } = await signedIn('attending');
    await syncs(asking, url); // by then this phone's key is known
    await learner.setOffline(true);
    await assessor.setOffline(true);

    await asks(asking, url, 'code', question);
    await asking.getByRole('link', { name: 'Show the code' }).tap();
    const text = await textOfCode(asking);
    await answering.goto(`${url}/scan`);
    await answering.getByRole('textbox', { name: 'Or paste a code' }).fill(text);
    await answering.getByRole('button', { name: 'Use it' }).tap();
    await answers(answering, question, words);

    const online = async (who: 'the learner' | 'the assessor') => {
      const [context, page] = who === 'the learner' ? [learner, asking] : [assessor, answering];
      await context.setOffline(false);
      await syncs(page, url);
      await expect(page.getByText('Everything is sent')).toBeVisible();
    };
    await online(first);
    // made from the code alone, by the learner's key, before the learner's own phone has said a word
    if (first === 'the assessor') await expect.poll(() => requestsSaying(url, 'resident', question)).toEqual(['answered, 1']);
    await online(first === 'the learner' ? 'the assessor' : 'the learner');

    await expect.poll(() => requestsSaying(url, 'resident', question)).toEqual(['answered, 1']);
    expect(await timesGiven(url, 'attending', words)).toBe(1);
    await answering.goto(text);
    await expect(answering.getByText('You have answered this already')).toBeVisible();
  });
}
