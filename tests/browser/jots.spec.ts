import { expect, nameOf, test } from './support/fixtures.ts';
import { save } from './support/giving.ts';
import { timesGiven } from './support/ledger.ts';
import { syncs } from './support/saved.ts';

const words = 'Asked the nurse what she had noticed overnight.';
const skill = 'Interprofessional and Team Communication';

test('a jot made without a network is finished on another phone: the entry arrives, and the jot is gone on both', async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const learner = await nameOf(url, 'resident');
  const { page: ward, context } = await signedIn('attending2');
  const { page: home } = await signedIn('attending2');

  await context.setOffline(true);
  await ward.getByRole('link', { name: 'Jot', exact: true }).tap();
  await ward.getByRole('searchbox', { name: 'Search by name' }).fill(learner);
  await ward.getByRole('button', { name: new RegExp(`^${learner}`) }).tap();
  await expect(ward.getByRole('textbox', { name: 'A few words' })).toBeFocused();
  await ward.keyboard.type(words);
  await save(ward);
  await ward.getByRole('link', { name: 'Finish later' }).tap();
  await expect(ward.getByText(words)).toBeVisible();
  await expect(ward.getByText(/Not sent yet/)).toBeVisible();
  await context.setOffline(false);
  await syncs(ward, url);
  await expect(ward.getByText('Everything is sent')).toBeVisible();

  await syncs(home, url);
  await home.goto(`${url}/`);
  await home.getByRole('link', { name: 'Later: 1 note to finish' }).tap();
  await home.getByRole('link', { name: `Finish the note about ${learner}: ${words}` }).tap();
  await expect(home.getByRole('textbox', { name: 'What went well' })).toHaveValue(words);
  await expect(home.getByRole('button', { name: `Change: ${learner}` })).toBeVisible();
  await home.getByRole('searchbox', { name: /^Search, such as/ }).fill(skill);
  await home.getByRole('button', { name: new RegExp(`^${skill}`) }).first().tap();
  await save(home);
  await syncs(home, url);
  await expect(home.getByText('Everything is sent')).toBeVisible();

  expect(await timesGiven(url, 'attending2', words)).toBe(1);
  await syncs(ward, url);
  for (const page of [ward, home]) {
    await page.goto(`${url}/later`);
    await expect(page.getByText('Nothing waits to be finished')).toBeVisible();
    expect(await page.evaluate(rest, words)).toEqual([]);
  }
});

/** Where else than in an entry this phone still has these words. Runs in the page. */
function rest(words: string): Promise<string[]> {
  return new Promise((answer) => {
    const { current } = JSON.parse(localStorage.getItem('waymark.device') ?? '{}') as { current: string };
    const open = indexedDB.open(`waymark-${current}`);
    open.onsuccess = () => {
      const tables = ['jots', 'drafts', 'outbox', 'acknowledged'];
      const reading = open.result.transaction(tables);
      const found: string[] = [];
      for (const table of tables) {
        const all = reading.objectStore(table).getAll() as IDBRequest<{ kind?: string }[]>;
        all.onsuccess = () => {
          const kept = all.result.filter((row) => row.kind !== 'feedback.give' && JSON.stringify(row).includes(words));
          if (kept.length > 0) found.push(table);
        };
      }
      reading.oncomplete = () => {
        open.result.close();
        answer(found);
      };
    };
  });
}
