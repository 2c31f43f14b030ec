import { decodeQR } from 'qr/decode.js';
import { expect, type Page } from '@playwright/test';

const skill = 'Interprofessional and Team Communication';

/** Fills the Ask screen as a thumb would and saves it; `whom` is a name, or `code` for whoever scans. */
export async function asks(page: Page, url: string, whom: string, question: string): Promise<void> {
  await page.goto(`${url}/ask`);
  if (whom === 'code') await page.getByRole('button', { name: 'Show a code in person' }).tap();
  else {
    await page.getByRole('searchbox', { name: 'Search by name' }).fill(whom);
    await page.getByRole('button', { name: new RegExp(`^${whom}`) }).tap();
  }
  await page.getByRole('button', { name: new RegExp(`^${skill}`) }).first().tap();
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.getByRole('button', { name: whom === 'code' ? 'Make the code' : 'Ask', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
}

/** The picture of the code on this page, in RGBA. */
export async function pictureOfCode(page: Page): Promise<{ side: number; data: Uint8ClampedArray }> {
  await page.getByRole('img', { name: 'QR code with your question' }).waitFor();
  const { side, pixels } = await page.evaluate(paint);
  return { side, data: Uint8ClampedArray.from(Buffer.from(pixels, 'base64')) };
}

/** The text of the code on this page, decoded from its picture. */
export async function textOfCode(page: Page): Promise<string> {
  const { side, data } = await pictureOfCode(page);
  return decodeQR({ width: side, height: side, data });
}

/** The picture as a phone's camera would see it, in RGBA. Runs in the page. */
async function paint(): Promise<{ side: number; pixels: string }> {
  const svg = document.querySelector('figure svg');
  const size = Number(svg?.getAttribute('viewBox')?.split(' ')[2]);
  const scale = 6;
  const side = size * scale;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (!context || !svg) throw new Error('no picture');
  context.fillStyle = 'white';
  context.fillRect(0, 0, side, side);
  context.scale(scale, scale);
  context.fillStyle = 'black';
  context.fill(new Path2D(svg.querySelector('path')?.getAttribute('d') ?? ''));
  const { data } = context.getImageData(0, 0, side, side);
  let binary = '';
  for (let i = 0; i < data.length; i += 8192) binary += String.fromCharCode(...data.subarray(i, i + 8192));
  return { side, pixels: btoa(binary) };
}

/** Writes the answer into the form that the question opened, and saves it. */
export async function answers(page: Page, question: string, wentWell: string): Promise<void> {
  await expect(page.getByText(question)).toBeVisible();
  await page.getByRole('textbox', { name: 'What went well' }).fill(wentWell);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
}
