import { expect, it } from 'vitest';
import { remaining, scalarLength, stored } from './text';

it('counts scalar values of the trimmed text in NFC, as the server does', () => {
  expect(scalarLength('  Clear handoff.  ')).toBe(14);
  expect(scalarLength('👩🏽‍⚕️')).toBe(5); // woman, skin tone, joiner, staff, variation selector
  expect(scalarLength('e\u0301')).toBe(1);
  expect(scalarLength('a\0b')).toBe(2);
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
