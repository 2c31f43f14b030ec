import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands. */
export async function problems(page: Page): Promise<string[]> {
  // a colour on its way to another is no colour of the page
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(axe); // evaluated over the protocol, which the content security policy does not forbid
  const { violations } = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
    return runner.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
