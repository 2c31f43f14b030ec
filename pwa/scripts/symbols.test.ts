import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { symbols as found } from '../src/ui/symbols';
import { symbols, written } from './symbols';

it('the symbols are as Lucide draws them; otherwise: npm run symbols', () => {
  expect(readFileSync(written, 'utf8')).toBe(symbols());
});

it('every symbol is drawn somewhere, so that no phone carries another', () => {
  const src = resolve(import.meta.dirname, '../src');
  const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !/test\.ts$|symbols\.ts$/.test(file))
    .map((file) => readFileSync(resolve(src, file), 'utf8'))
    .filter((text) => /icon/i.test(text))
    .join('\n');

  const unused = Object.keys(found).filter((name) => !new RegExp(`['"]${name}['"]`).test(code));

  expect(unused).toEqual([]);
});
