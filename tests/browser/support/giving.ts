import { expect, type Page } from '@playwright/test';

export interface Giving {
  learner: string;
  skill: string;
  wentWell: string;
  differently?: string;
  nextStep?: string;
  level?: string | RegExp;
}

/** Fills the Give screen as a thumb would, without saving. How many taps it took. */
export async function fill(page: Page, giving: Giving): Promise<number> {
  let taps = 0;
  const tap = async (name: string | RegExp, role: 'button' | 'radio' | 'textbox' = 'button') => {
    await page.getByRole(role, { name }).first().tap();
    taps += 1;
  };
  await tap(new RegExp(`^${giving.learner}`));
  await tap(new RegExp(`^${giving.skill}`));
  // Choosing the skill puts the cursor into the first text within the same tap.
  await expect(page.getByRole('textbox', { name: 'What went well' })).toBeFocused();
  await page.keyboard.type(giving.wentWell);
  if (giving.differently) {
    await tap('What to do differently', 'textbox');
    await page.keyboard.type(giving.differently);
  }
  if (giving.nextStep) {
    await tap('Next step', 'textbox');
    await page.keyboard.type(giving.nextStep);
  }
  if (giving.level) {
    await page.getByRole('radio', { name: giving.level }).first().tap();
    taps += 1;
  }
  return taps;
}

/** Saves what is filled in; resolves when the phone says that it is saved. */
export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
}
