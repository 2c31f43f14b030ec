import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function problems(page: Page): Promise<string[]> {
  await page.evaluate(axe); // evaluated over the protocol, which the content security policy does not forbid
  const { violations } = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
    return runner.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const [who, places] of [
    ['attending', ['/', '/inbox', '/given', '/plans', '/scan', '/sync', '/you']],
    ['resident', ['/ask', '/asked', '/inbox', '/plans', '/plans/new']],
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

test('no page scrolls sideways on the narrowest phone', async ({ server, signedIn }) => {
  const { page } = await signedIn('resident');
  await page.setViewportSize({ width: 320, height: 640 });
  for (const place of ['/', '/ask', '/asked', '/inbox', '/plans', '/plans/new', '/given', '/scan', '/sync', '/you']) {
    await page.goto(`${server.url}${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, place).toBeLessThanOrEqual(320);
  }
});
