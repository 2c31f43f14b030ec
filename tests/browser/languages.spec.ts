import type { Browser, Page } from '@playwright/test';
import { phone } from './support/browser.ts';
import { expect, nameOf, test } from './support/fixtures.ts';
import { clipped, Data, outsideOfMessages } from './support/words.ts';

const places = {
  attending: ['/', '/inbox', '/given', '/plans', '/plans/new', '/scan', '/r#AQ', '/sync', '/you', '/you/notifications', '/nowhere'],
  resident: [
    ...['/', '/ask', '/asked', '/inbox', '/plans', '/plans/new', '/scan', '/you'],
    ...['/help', '/help/tour', '/help/upward', '/help/two?of=late&card=giver', '/help/two?of=late&card=recipient'],
    ...['/help/practice/late', '/guide/mastery', '/guide/worried', '/you/calendar'],
    ...['/learning-plan', '/learning-plan/new'],
  ],
  coach: ['/coach', '/coach/check-in', '/coach/mine'],
  coordinator: ['/program', '/program?view=ledger', '/program?view=closure', '/program?view=expected', '/you'],
  director: ['/program', '/program?view=ledger', '/program?view=closure', '/program?view=expected', '/plans', '/inbox'],
} as const;

/** A phone whose language that is, signed in. */
async function speaking(browser: Browser, url: string, locale: string, who: string) {
  const context = await browser.newContext({ ...phone, locale });
  const data = new Data(context);
  const page = await context.newPage();
  const name = await nameOf(url, who);
  await page.goto(`${url}/`);
  await page.getByRole('button', { name }).tap();
  await page.getByRole('navigation').waitFor();
  return { context, data, page };
}

/** Everything on a page has come once nothing is said to be on its way, in words that end with three dots. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect(page.getByText(/…[a-z ]*⟧/)).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 2_000 })));
}

/** What the page as it stands says outside of messages, and what of them is cut off, on two widths of phone. */
async function faults(page: Page, data: Data): Promise<string[]> {
  const found = new Set<string>();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await settled(page);
    for (const text of await outsideOfMessages(page, data)) found.add(text);
    for (const text of await clipped(page)) found.add(`at ${width}: ${text}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.add(`at ${width}: the page is ${wide} wide`);
  }
  return [...found];
}

/** The first thing of a list, if it has one. */
const one =
  'main :is([href^="/entry/0"], [href^="/plans/0"], [href^="/asked/0"], [href^="/people/0"], [href^="/coach/learner/0"], [href^="/learning-plan/0"])';

for (const [who, pages] of Object.entries(places)) {
  test(`every word that ${who} sees is in the message file, and none is cut off when words are longer`, async ({
    browser,
    server,
  }) => {
    const { context, data, page } = await speaking(browser, server.url, 'en-XA', who);
    const found: Record<string, string[]> = {};
    for (const place of pages) {
      await page.goto(`${server.url}${place}`);
      found[place] = await faults(page, data);
      const thing = page.locator(one).first();
      if (!(await thing.isVisible())) continue;
      await thing.tap();
      await page.waitForURL(/\/0[0-9a-f]{7}-/);
      found[`${place}, the first`] = await faults(page, data);
    }
    expect(Object.entries(found).flatMap(([place, texts]) => texts.map((text) => `${place} ${text}`))).toEqual([]);
    await context.close();
  });
}

test('nor is any word of what follows from a tap on the Give page', async ({ browser, server }) => {
  const { context, data, page } = await speaking(browser, server.url, 'en-XA', 'attending');
  const seen = page.locator('button[aria-haspopup="dialog"]').last();
  await seen.tap();
  await page.getByRole('dialog').waitFor();
  expect(await faults(page, data), 'who will see it').toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('button[type="submit"]').tap();
  await page.locator('[aria-invalid="true"], [role="alert"]').first().waitFor();
  expect(await faults(page, data), 'what is missing').toEqual([]);
  await context.close();
});

const wentWell = 'Dejó que la familia terminara antes de hablar, y resumió lo que habían dicho.';
const nextStep = 'Abrir cada presentación con una frase que nombre el problema';

test('somebody whose browser speaks Spanish gives feedback in it, and a resident reads it in Spanish and makes a plan', async ({
  browser,
  server,
}) => {
  const { url } = server;
  const resident = await nameOf(url, 'resident');
  const attending = await speaking(browser, url, 'es-MX', 'attending');
  const giving = attending.page;
  await expect(giving.locator('html')).toHaveAttribute('lang', 'es-MX');
  await expect(giving.getByRole('heading', { level: 1, name: 'Dar retroalimentación' })).toBeVisible();

  await giving.getByRole('button', { name: new RegExp(`^${resident}`) }).first().tap();
  await giving.getByRole('button', { name: /^Clinical Reasoning/ }).first().tap();
  await giving.getByRole('textbox', { name: 'Qué salió bien' }).fill(wentWell);
  await giving.getByRole('textbox', { name: 'Próximo paso' }).fill(nextStep);
  await giving.getByRole('radio', { name: 'Nivel 3, competente' }).tap();
  await giving.getByRole('button', { name: 'Guardar', exact: true }).tap();
  await giving.getByRole('heading', { name: 'Guardado en este teléfono' }).waitFor();
  await giving.goto(`${url}/sync`);
  await giving.getByRole('button', { name: 'Sincronizar ahora' }).tap();
  await expect(giving.getByText('Todo está enviado')).toBeVisible();
  await giving.goto(`${url}/given`);
  await expect(giving.getByText('Enviado').first()).toBeVisible();

  const { context, page: reading } = await speaking(browser, url, 'es-MX', 'resident');
  await reading.goto(`${url}/inbox`);
  await reading.getByRole('link', { name: new RegExp(wentWell.slice(0, 30)) }).first().tap();
  await expect(reading.getByText(wentWell)).toBeVisible();
  await reading.getByRole('button', { name: 'Lo leí' }).tap();
  await expect(reading.getByText('Usted lo leyó').first()).toBeVisible();
  await reading.getByRole('link', { name: 'Hacer un plan con el próximo paso' }).tap();
  await reading.getByRole('button', { name: 'Aceptar todo' }).tap();
  await expect(reading.getByRole('textbox', { name: 'Objetivo' })).toHaveValue(nextStep);
  await reading.getByRole('button', { name: 'Guardar el plan' }).tap();
  await expect(reading.getByRole('heading', { level: 1 })).toHaveText(nextStep);

  for (const one of [attending.context, context]) await one.close();
});

test('the language chosen on a device is kept there, also without a network, and the first words are in it', async ({
  signedIn,
  server,
}) => {
  const { page, context } = await signedIn('attending');
  await page.goto(`${server.url}/you`);
  await page.getByRole('radio', { name: 'Español' }).tap();
  await expect(page.getByRole('heading', { name: 'Idioma' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Español' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es-US');

  await context.setOffline(true);
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = document.querySelector('h1, nav')?.textContent?.trim();
      if (text) said.push(text);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('heading', { level: 1, name: 'Dar retroalimentación' })).toBeVisible();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said.join(' '));
  expect(said).toContain('Bandeja');
  expect(said).not.toMatch(/Inbox|Give/);

  await page.goto(`${server.url}/you`);
  await page.getByRole('radio', { name: 'English' }).tap();
  await expect(page.getByRole('heading', { name: 'Language' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
