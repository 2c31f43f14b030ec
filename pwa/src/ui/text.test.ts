import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excess, remaining, stored, textLength } from './text';

/** Texts with their lengths, which the server's test reads as well. */
const texts = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/texts.json', import.meta.url), 'utf8'),
) as readonly { text: string; times: number; length: number }[];

it('counts a text as people do, and as the server does', () => {
  for (const { text, times, length } of texts)
    expect(textLength(text.repeat(times), 10_000), JSON.stringify(text)).toBe(length);
});

it('counts the same in pieces as in one, whatever stands at their seams', () => {
  const letters = fc.constantFrom(
    ...[
      'a',
      ' ',
      '\r',
      '\n',
      'é',
      '\u0301',
      '\u200d',
      '\ufe0f',
      '👩',
      '🏽',
      '⚕',
      '🇩',
      '🇪',
      'न',
      '\u094d',
      '\u0600',
      'ᄒ',
      'ᅡ',
      'ᆫ',
    ],
  );
  const whole = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 400 }), (some) => {
      const text = `.${some.join('')}.`;
      expect(textLength(text, 1_000)).toBe([...whole.segment(stored(text))].length);
    }),
  );
});

it('says by how much a text is too long, and gives marks heaped on letters an end', () => {
  expect(excess('e\u0301'.repeat(200), 200)).toBe(0);
  expect(excess('é'.repeat(203), 200)).toBe(3);
  expect(excess(('Z' + '\u0323\u0302'.repeat(3)).repeat(200), 200)).toBe(0);
  expect(excess(('Z' + '\u0323\u0302'.repeat(4)).repeat(200), 200)).toBeGreaterThan(0);
  expect(excess('Z' + '\u0323'.repeat(50_000), 4_000)).toBeGreaterThan(0);
});

it('says nothing of a limit until a fifth of it is left', () => {
  expect(remaining('a'.repeat(799), 1000)).toBeUndefined();
  expect(remaining('a'.repeat(801), 1000)).toBe(199);
  expect(remaining('a'.repeat(1003), 1000)).toBe(-3);
});

it('is not misled by characters outside the basic plane', () => {
  expect(remaining('👍'.repeat(500), 1000)).toBeUndefined();
});

it('keeps a text as it was written, whatever it is made of', () => {
  for (const text of [
    '<b>you asked</b>',
    'שלום you asked',
    '👩🏽‍⚕️',
    'a\u200bb',
    'Z\u0327\u030c\u0301algo',
    'one\n\ntwo',
    '\u202eyou',
  ])
    expect(stored(`  ${text}\n`)).toBe(text.normalize('NFC'));
});

it('takes what nobody can see for no text, so that no entry arrives empty', () => {
  for (const text of ['', ' \n\t', '\u200b', '\ufeff\u2060 \u200d', '\0', '\u0085', '\u202e\u202c', '\u00ad'])
    expect(stored(text)).toBe('');
});
