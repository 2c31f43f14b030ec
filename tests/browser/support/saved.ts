import { expect, type Page } from '@playwright/test';
import { fill, save } from './giving.ts';

const skill = 'Interprofessional and Team Communication';

/** Writes an entry without saving it; resolves once the phone has kept all of it as a draft. */
export async function writes(page: Page, learner: string, wentWell: string): Promise<void> {
  await fill(page, { learner, skill, wentWell });
  // "Draft kept" is said already of the first words
  await expect.poll(() => page.evaluate(keeps, wentWell)).toBe(true);
}

/** Whether a draft of the person on this page has these words. Runs in the page. */
export function keeps(words: string): Promise<boolean> {
  return new Promise((answer) => {
    const { current } = JSON.parse(localStorage.getItem('waymark.device') ?? '{}') as { current: string };
    const open = indexedDB.open(`waymark-${current}`);
    open.onsuccess = () => {
      const all = open.result.transaction('drafts').objectStore('drafts').getAll();
      all.onsuccess = () => answer(JSON.stringify(all.result).includes(words));
      open.result.close();
    };
  });
}

/** Gives feedback; resolves when the phone says that it is saved. */
export async function gives(page: Page, learner: string, wentWell: string): Promise<void> {
  await fill(page, { learner, skill, wentWell });
  await save(page);
}

/** Opens the page about sending, asks for a round, and resolves when it is over. */
export async function syncs(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sync`);
  await page.getByRole('button', { name: 'Sync now' }).tap();
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeEnabled();
}

/** How many wait on the page about sending. */
export async function waits(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('list', { name: 'Waiting to send' }).getByRole('listitem')).toHaveCount(count);
}

/** The field of the first comment. */
export function words(page: Page) {
  return page.getByRole('textbox', { name: 'What went well' });
}
