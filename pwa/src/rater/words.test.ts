import { expect, it } from 'vitest';
import { en } from './words/en';
import { es } from './words/es';

const PLACE = /\{(\w+)(?:\|[^|}]*\|[^}]*)?\}/g;
const places = (message: string) => [...new Set([...message.matchAll(PLACE)].map(([, name]) => name))].sort();

it('the raters’ page says the same in Spanish, with the same places', () => {
  expect(Object.keys(es)).toEqual(Object.keys(en));
  for (const [key, message] of Object.entries(en)) {
    const spanish = es[key as keyof typeof en];
    expect(places(spanish), key).toEqual(places(message));
    expect(spanish, key).not.toBe(message);
    expect(spanish.replaceAll(PLACE, ''), key).not.toMatch(/[{}]/);
    for (const [open, close] of ['¿?', '¡!', '«»']) {
      expect(spanish.split(open ?? '').length, key).toBe(spanish.split(close ?? '').length);
    }
  }
});
