import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { phone } from './browser.ts';
import { Line } from './line.ts';
import { startDemo, type Waymark } from './server.ts';

interface Fixtures {
  /** A line to the server that does as it is told. */
  line: Line;
  /** A phone on that line, signed in as one of the demo's people. */
  onLine: (who: string) => Promise<{ page: Page; context: BrowserContext }>;
  /** A phone with its own storage, signed in as one of the demo's people. */
  signedIn: (who: string) => Promise<{ page: Page; context: BrowserContext }>;
}

interface WorkerFixtures {
  server: Waymark;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use, info) => {
      const server = await startDemo(info.project.name === 'postgres' ? 'postgres' : 'sqlite');
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  signedIn: async ({ browser, server }, use) => {
    await phones(browser, server.url, use);
  },
  line: async ({ server }, use) => {
    const line = await Line.to(server.url);
    await use(line);
    await line.stop();
  },
  onLine: async ({ browser, line }, use) => {
    await phones(browser, line.url, use);
  },
});

export { expect } from '@playwright/test';

/** Hands out phones, and takes them back. */
async function phones(browser: Browser, url: string, use: (give: Fixtures['signedIn']) => Promise<void>): Promise<void> {
  const contexts: BrowserContext[] = [];
  await use(async (who) => {
    const context = await newPhone(browser);
    contexts.push(context);
    const page = await context.newPage();
    await signIn(page, url, who);
    return { page, context };
  });
  for (const context of contexts) await context.close();
}

export function newPhone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ ...phone });
}

interface DemoPeople {
  people: { email: string; name: string }[];
}

/** The name of a demo person. */
export async function nameOf(url: string, who: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/demo/people`);
  const { people } = (await answer.json()) as DemoPeople;
  const person = people.find(({ email }) => email === `${who}@demo.test`);
  if (!person) throw new Error(`the demo has no ${who}`);
  return person.name;
}

/** One tap on the demo's sign-in page; afterwards the app is on the phone, for use without a network. */
export async function signIn(page: Page, url: string, who: string): Promise<void> {
  const name = await nameOf(url, who);
  await page.goto(`${url}/`);
  await page.getByRole('button', { name }).tap();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  // The program is on the phone once people can be chosen; coordinators give no feedback and begin elsewhere.
  if (who !== 'coordinator') await page.getByRole('button', { name: 'Somebody not on my list' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}
