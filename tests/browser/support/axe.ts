import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands; with `rules`, by these alone. */
export async function problems(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // a colour on its way to another is no colour of the page
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame); // from here on what changes is known
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
  });
  await page.evaluate(axe); // evaluated over the protocol, which the content security policy does not forbid
  const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: EVERYTHING };
  const { violations } = await page.evaluate(async (runOnly) => {
    const runner = (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
    return runner.run({ runOnly });
  }, runOnly);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const LOOKS = [
  { colorScheme: 'dark', contrast: 'no-preference', rule: 'color-contrast' },
  { colorScheme: 'light', contrast: 'more', rule: 'color-contrast-enhanced' },
  { colorScheme: 'dark', contrast: 'more', rule: 'color-contrast-enhanced' },
] as const;

/** What axe finds on the page in the light theme, and in its colours in the dark one and in both with more contrast (7 : 1). */
export async function problemsInEveryTheme(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  const found = await problems(page);
  for (const { colorScheme, contrast, rule } of LOOKS) {
    await page.emulateMedia({ colorScheme, contrast });
    for (const one of await problems(page, [rule])) found.push(`${colorScheme}, contrast ${contrast}: ${one}`);
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  return found;
}
