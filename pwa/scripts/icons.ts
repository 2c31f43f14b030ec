/** Draws the PNG icons from the one SVG: `npm run icons`, with CHROMIUM naming the browser where it is elsewhere. */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const folder = new URL('../public/icons/', import.meta.url);
const svg = await readFile(new URL('waymark.svg', folder), 'utf8');

/** A maskable icon fills its square to the edge and keeps the drawing inside the safe circle. */
const square = svg.replace('rx="112"', '').replace('<g ', '<g transform="translate(64 60) scale(0.75)" ');
const icons = [
  { name: 'waymark-192', size: 192, drawing: svg },
  { name: 'waymark-512', size: 512, drawing: svg },
  { name: 'waymark-maskable-192', size: 192, drawing: square },
  { name: 'waymark-maskable-512', size: 512, drawing: square },
  { name: 'apple-touch-icon', size: 180, drawing: svg.replace('rx="112"', '') },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const { name, size, drawing } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
  await writeFile(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
