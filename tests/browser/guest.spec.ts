import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { asks, textOfCode } from './support/asking.ts';
import { problems } from './support/axe.ts';
import { expect, newPhone, test } from './support/fixtures.ts';
import { requestsSaying } from './support/ledger.ts';
import { Mailbox } from './support/mail.ts';
import { syncs } from './support/saved.ts';

const sees = 'Sam Adler, visiting assessor (Pharmacist)';

async function writes(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What went well' }).fill(words);
  await page.getByRole('textbox', { name: 'Given name' }).fill('Sam');
  await page.getByRole('textbox', { name: 'Family name' }).fill('Adler');
  await page.getByRole('combobox', { name: 'Profession' }).selectOption({ label: 'Pharmacist' });
}

/** Proves the address by the digits from the mail, and sends. */
async function sends(page: Page, mailbox: Mailbox, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Mail me six digits' }).tap();
  const digits = page.getByRole('textbox', { name: 'The six digits from the mail' });
  await digits.waitFor();
  await digits.fill((await mailbox.newest(address, /\b(\d{6})\b/))[1] ?? '');
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByText('Thank you').waitFor();
}

const keeps = (page: Page) => page.evaluate(() => sessionStorage.length);

test('somebody on no list is asked by mail, loses network and page while writing, and answers as a visiting assessor', async ({
  server,
  signedIn,
  browser,
}) => {
  const { url } = server;
  const address = 'sam.adler@elsewhere.example';
  const question = 'Which of the medicines did I ask about too late?';
  const words = 'You read each order back before you left.';
  const mailbox = new Mailbox(join(server.data, 'mail'));
  const { page: asking } = await signedIn('resident');
  await asksByMail(asking, url, address, question);
  await syncs(asking, url);
  const [, token] = await mailbox.newest(address, /\/g#([\w-]+)/);

  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto(`${url}/g#${token ?? ''}`);
  await expect(page.getByText(question)).toBeVisible();
  await expect(page.getByText('stays in this tab until it is sent')).toBeVisible();
  await writes(page, words);
  expect(await problems(page)).toEqual([]);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Mail me six digits' }).tap();
  await expect(page.getByText('What you wrote is still here')).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'What went well' })).toHaveValue(words);
  await expect(page.getByRole('combobox', { name: 'Profession' })).toHaveValue('pharmacist');
  await sends(page, mailbox, address);
  expect(await keeps(page), 'nothing of it is left in this browser').toBe(0);
  await context.close();

  await expect.poll(() => requestsSaying(url, 'resident', question)).toEqual(['answered, 1']);
  await syncs(asking, url);
  await asking.goto(`${url}/asked`);
  await asking.getByRole('link', { name: new RegExp(question.slice(0, 20)) }).tap();
  await asking.getByRole('link', { name: new RegExp(words.slice(0, 20)) }).tap();
  await expect(asking.getByText(words)).toBeVisible();
  await expect(asking.getByText(sees).first()).toBeVisible();
});

test('somebody scans the code with the phone’s own camera, and answers it in the browser', async ({
  server,
  signedIn,
  browser,
}) => {
  const { url } = server;
  const address = 'sam.adler@camera.example';
  const question = 'Where did I stand in the way during the transfer?';
  const mailbox = new Mailbox(join(server.data, 'mail'));
  const { page: asking } = await signedIn('resident2');
  await syncs(asking, url); // by then this phone's key is known
  await asks(asking, url, 'code', question);
  await asking.getByRole('link', { name: 'Show the code' }).tap();
  const text = await textOfCode(asking);

  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto(text);
  await page.getByRole('textbox', { name: 'Your mail address' }).fill(address);
  await page.getByRole('button', { name: 'Open the question' }).tap();
  await expect(page.getByText(question)).toBeVisible();
  await writes(page, 'You moved the lines before anybody asked.');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your mail address' })).toHaveValue(address);
  await page.getByRole('button', { name: 'Open the question' }).tap();
  await expect(page.getByRole('textbox', { name: 'Given name' })).toHaveValue('Sam');
  await sends(page, mailbox, address);
  expect(await keeps(page)).toBe(0);
  await context.close();

  await expect.poll(() => requestsSaying(url, 'resident2', question)).toEqual(['answered, 1']);
});

/** Asks somebody who is not on the list. */
async function asksByMail(page: Page, url: string, address: string, question: string): Promise<void> {
  await page.goto(`${url}/ask`);
  await page.getByRole('button', { name: 'Somebody not on the list' }).tap();
  await page.getByRole('textbox', { name: 'Their mail address' }).fill(address);
  await page.getByRole('button', { name: /^Interprofessional and Team Communication/ }).first().tap();
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
}
