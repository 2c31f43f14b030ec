/** Writes the main screens, light and dark, phone and desktop, to docs/screenshots/. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { launch } from './support/browser.ts';
import { nameOf, signIn } from './support/fixtures.ts';
import { fill, save } from './support/giving.ts';
import { start } from './support/server.ts';

const out = process.argv[2] ?? resolve(import.meta.dirname, '../../docs/screenshots');
const sizes = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: true, deviceScaleFactor: 1 },
} as const;

const data = await mkdtemp(join(tmpdir(), 'waymark-screenshots-'));
const server = await start(data);
const browser = await chromium.launch(launch);
await mkdir(out, { recursive: true });
const resident = await nameOf(server.url, 'resident');

for (const [size, options] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const shoot = async (page: Page, name: string) => {
      await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.png`) });
    };
    const as = async (who: string) => {
      const context = await browser.newContext({ ...options, colorScheme, locale: 'en-US', timezoneId: 'America/Chicago' });
      const page = await context.newPage();
      await signIn(page, server.url, who);
      return page;
    };

    const fresh = await browser.newContext({ ...options, colorScheme, locale: 'en-US' });
    const front = await fresh.newPage();
    await front.goto(server.url);
    await front.getByRole('heading', { name: 'Try the demo' }).waitFor();
    await shoot(front, 'sign-in');
    await fresh.close();

    const attending = await as('attending');
    await shoot(attending, 'give-empty');
    await fill(attending, {
      learner: resident,
      skill: 'Interprofessional and Team Communication',
      wentWell: 'You asked the night team to read the plan back before you left the ward.',
      differently: 'Say the sickest patient first; the list went alphabetically.',
      nextStep: 'Start tomorrow with the two patients most likely to change',
      level: /Level 3,/,
    });
    await shoot(attending, 'give');
    await attending.context().setOffline(true);
    await save(attending);
    await shoot(attending, 'saved');
    await attending.goto(`${server.url}/sync`);
    await attending.getByRole('heading', { level: 1 }).waitFor();
    await shoot(attending, 'sync');
    await attending.context().setOffline(false);
    await attending.goto(`${server.url}/given`);
    await attending.getByRole('link').nth(8).waitFor();
    await shoot(attending, 'given');
    await attending.goto(`${server.url}/you`);
    await attending.getByRole('heading', { level: 1 }).waitFor();
    await shoot(attending, 'you');
    await attending.context().close();

    const learner = await as('resident');
    await learner.goto(`${server.url}/inbox`);
    const entry = learner.locator('a[href^="/entry/"]').first();
    await entry.waitFor();
    await learner.getByRole('navigation').getByRole('link', { name: /to read/ }).waitFor();
    await shoot(learner, 'inbox');
    await entry.click();
    await learner.getByRole('button', { name: 'I have read it' }).or(learner.getByText('You have read it')).first().waitFor();
    await shoot(learner, 'entry');
    await learner.goto(`${server.url}/plans`);
    const plan = learner.locator('a[href^="/plans/"]:not([href$="/new"])').first();
    await plan.waitFor();
    await shoot(learner, 'plans');
    await plan.click();
    await learner.getByRole('heading', { name: 'Steps' }).waitFor();
    await shoot(learner, 'plan');
    await learner.context().close();

    for (const who of ['coordinator', 'director']) {
      const leader = await as(who);
      await leader.goto(`${server.url}/program`);
      await leader.getByRole('heading', { level: 2 }).first().waitFor();
      await leader.getByText('Asking the server…').waitFor({ state: 'hidden' });
      await shoot(leader, `program-${who}`);
      await leader.context().close();
    }
  }
}

await browser.close();
await server.stop();
await rm(data, { recursive: true, force: true });
