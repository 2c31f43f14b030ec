/** The app dies at any moment of a save: then the words are the draft, or they are saved; never neither, never twice. */
import type { Page } from '@playwright/test';
import { expect, nameOf, test } from './support/fixtures.ts';
import { givenBy } from './support/ledger.ts';
import type { Line } from './support/line.ts';
import { keeps, syncs, words, writes } from './support/saved.ts';

/** Where a page that died says so. */
const HERE = '/api/v1/here';

/** What {@link mortal} adds to a page. */
interface Mortal {
  /** Lets it die at a step from now. */
  arm(at: number): void;
}

/**
 * Makes every step of a save a place to die at: before and after each hash, each transaction that writes, each of its
 * requests, and its end. From `arm` on they are counted, and at the given one the page stops for good.
 */
function mortal(here: string): void {
  let left = Infinity;
  const step = () => {
    left -= 1;
    if (left !== 0) return;
    const last = new XMLHttpRequest();
    last.open('GET', here, false); // nothing runs on until it is answered, and it never is
    last.send();
  };
  const arm = (at: number) => (left = at);
  Object.assign(window, { arm });

  const digest = SubtleCrypto.prototype.digest;
  SubtleCrypto.prototype.digest = async function (...given: Parameters<typeof digest>) {
    step();
    const hash = await digest.apply(this, given);
    step();
    return hash;
  };
  // what a save writes: the operation with its number, and the draft that it takes the place of
  const ofASave = ({ mode, objectStoreNames }: IDBTransaction) =>
    mode === 'readwrite' && ['meta,outbox', 'drafts'].includes([...objectStoreNames].join());
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given: Parameters<typeof transaction>) {
    const begun = transaction.apply(this, given);
    if (!ofASave(begun)) return begun;
    step();
    begun.addEventListener('complete', step);
    return begun;
  };
  for (const name of ['get', 'put', 'add', 'delete'] as const) {
    const ask = IDBObjectStore.prototype[name] as (...given: unknown[]) => IDBRequest;
    (IDBObjectStore.prototype as unknown as Record<string, typeof ask>)[name] = function (this: IDBObjectStore, ...given) {
      if (!ofASave(this.transaction)) return ask.apply(this, given);
      step();
      const asked = ask.apply(this, given);
      asked.addEventListener('success', step);
      return asked;
    };
  }
}

/** Whether the phone shows the words in the form again; otherwise it says that one more waits. */
async function isDraft(page: Page, said: string, waiting: number): Promise<boolean> {
  const status = page.getByRole('status').filter({ hasText: `${waiting} waiting to send` });
  await status.or(page.getByText(/^Draft (from|kept)/)).first().waitFor();
  if ((await words(page).inputValue()) === said) return true;
  await expect(status).toBeVisible();
  return false;
}

/** Saves, to die at a step; resolves when it is dead, or has done all there is to a save. */
async function savesUntil(page: Page, line: Line, said: string, at: number): Promise<'died' | 'done'> {
  await page.evaluate((at) => (window as unknown as Mortal).arm(at), at);
  const died = line.met(HERE).then(() => 'died' as const);
  const saving = async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
    await expect.poll(() => page.evaluate(keeps, said)).toBe(false);
    return 'done' as const;
  };
  const done = saving();
  done.catch(() => undefined); // of a dead page: it answers nothing any more, and closing it ends the waiting
  return Promise.race([died, done]);
}

test('whenever the app dies during a save, the words are the draft or on their way, and arrive once', async ({
  server,
  line,
  onLine,
}) => {
  test.slow(); // it opens the app once for each step
  const learner = await nameOf(server.url, 'resident');
  const { page: first, context } = await onLine('attending');
  await first.close();
  line.fate = ({ path }) => (path === HERE ? 'held' : path.startsWith('/api/v1/sync') ? 'portal' : undefined);
  await context.addInitScript(mortal, HERE);

  const saved: string[] = [];
  let said = '';
  for (let at = 1, end = 'died'; end === 'died'; at++) {
    const page = await context.newPage();
    await page.goto(`${line.url}/`);
    if (said === '' || !(await isDraft(page, said, saved.length + 1))) {
      if (said !== '') saved.push(said);
      said = `You paused at step ${at}.`;
      await writes(page, learner, said);
    }
    const killer = await context.newCDPSession(page);
    end = await savesUntil(page, line, said, at);
    void killer.send('Page.crash').catch(() => undefined); // never answered
    await page.close();
  }
  expect(saved.length).toBeGreaterThan(1); // it died after its transaction as well
  saved.push(said);

  line.fate = () => undefined;
  const page = await context.newPage();
  await syncs(page, line.url);
  await expect(page.getByText('Everything is sent')).toBeVisible();
  const given = (await givenBy(server.url, 'attending')).filter((words) => words.startsWith('You paused at step'));
  expect(given.sort()).toEqual(saved.sort());
});
