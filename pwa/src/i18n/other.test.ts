import { expect, it } from 'vitest';
import { en } from './en';
import { es } from './es';
import { learn, regional, spoken } from './other';
import { pseudo } from './pseudo';

const PLACE = /\{(\w+)(?:(\|)[^|}]*\|[^}]*)?\}/g;

/** The places of a message by name, and those a number of which chooses between words. */
function places(message: string) {
  const found = [...message.matchAll(PLACE)];
  const named = (some: typeof found) => [...new Set(some.map(([, name]) => name))].sort();
  return { all: named(found), chosen: named(found.filter(([, , bar]) => bar)) };
}

it('a Spanish message has the places of the English one, and chooses by number wherever that does', () => {
  for (const [key, message] of Object.entries(en)) {
    const english = places(message);
    const spanish = places(es[key as keyof typeof en]);
    expect(spanish.all, key).toEqual(english.all);
    expect(spanish.chosen, key).toEqual(expect.arrayContaining(english.chosen));
  }
});

it('no Spanish message is empty, left in English or with an open brace, and questions begin as they end', () => {
  const alike = /waymark|coach(es)?|plan|push/gi; // the same words in both languages
  for (const [key, message] of Object.entries(es)) {
    const english = en[key as keyof typeof en];
    expect(message.trim(), key).not.toBe('');
    expect(message.replaceAll(PLACE, ''), key).not.toMatch(/[{}]/);
    if (/[a-z]/i.test(english.replaceAll(PLACE, '').replace(alike, ''))) expect(message, key).not.toBe(english);
    for (const [open, close] of ['¿?', '¡!', '«»']) {
      expect(message.split(open ?? '').length, `${key}: ${open}${close}`).toBe(message.split(close ?? '').length);
    }
  }
});

it('Spanish has the keys of English, in the same order', () => {
  expect(Object.keys(es)).toEqual(Object.keys(en));
});

it('the first language of the browser that there are words in is spoken', () => {
  expect(spoken(['es-MX', 'en-US'])).toBe('es');
  expect(spoken(['de-DE', 'es', 'en'])).toBe('es');
  expect(spoken(['de-DE', 'pt-BR'])).toBe('en');
  expect(spoken(['xx', 'nonsense', ''])).toBe('en');
  expect(spoken([])).toBe('en');
});

it('days are written as where the person is', () => {
  expect(regional('es', ['es-MX', 'en-US'])).toBe('es-MX');
  expect(regional('es', ['es', 'en-US'])).toBe('es-US');
  expect(regional('es', ['es'])).toBe('es');
  expect(regional('en-XA', ['en-XA', 'en-US'])).toBe('en-XA');
});

it('Spanish is learned with its dates, and from left to right', async () => {
  const { messages, locale, dir } = await learn(['es-MX']);
  expect(messages['give.save']).toBe('Guardar');
  expect([locale, dir]).toEqual(['es-MX', 'ltr']);
});

it('the long language keeps its places, and takes two fifths more room or a word', () => {
  expect(pseudo['give.save']).toBe('⟦Såṽé o⟧');
  for (const [key, message] of Object.entries(en)) {
    const long = pseudo[key as keyof typeof en];
    expect(places(long), key).toEqual(places(message));
    const [room, before] = [long, message].map((text) => text.replaceAll(PLACE, '').length);
    expect(room, key).toBeGreaterThanOrEqual(Math.floor((before ?? 0) * 1.38));
  }
});
