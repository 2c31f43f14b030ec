import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, it } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '..');
/** Attributes that a person sees or hears. */
const SAID =
  /^(aria-(label|description|valuetext|placeholder|roledescription)|alt|label|legend|placeholder|title|lead|hint)$/;
/** Words of every language. */
const SAME = /\b(Waymark|QR)\b/g;

const speaks = (text: string) => /\p{L}/u.test(text.replace(SAME, ''));

/** Whatever a template says without asking the message file. */
function literals(source: string): string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look);
    if (!node || typeof node !== 'object') return;
    const { type, name = '', data = '' } = node as { type?: string; name?: string; data?: string };
    if (type === 'Attribute' && !SAID.test(name)) return;
    if (type === 'Text' && speaks(data)) found.push(data.trim());
    for (const [key, value] of Object.entries(node)) if (key !== 'metadata') look(value);
  };
  look(parse(source, { modern: true }).fragment);
  return found;
}

it('no template says anything that is not in the message file', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.svelte') && !/[\\/]testing[\\/]/.test(file),
  );
  expect(files.length).toBeGreaterThan(50);

  const found = files.flatMap((file) =>
    literals(readFileSync(resolve(SOURCE, file), 'utf8')).map((text) => `${file}: ${text}`),
  );

  expect(found).toEqual([]);
});

it('a text, a label and a hint in a template are found; names, classes and expressions are not', () => {
  expect(literals('<p class="quiet">{t("app.name")} · Waymark 3</p><Button kind="primary" href="/you" />')).toEqual([]);
  expect(literals('{#if one}<p>Saved</p>{/if}<input aria-label="Search" /><Field hint="Once" />')).toEqual([
    'Saved',
    'Search',
    'Once',
  ]);
});

it('no message has its key in two files, of which the later would be said in both places', async () => {
  const files = import.meta.glob<Record<string, Record<string, string>>>('./en/*.ts', { eager: true });
  const keys = Object.values(files).flatMap((file) => Object.values(file).flatMap((part) => Object.keys(part)));
  expect(keys.length).toBeGreaterThan(1_000);
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});
