import { expect, it } from 'vitest';
import { remaining, scalarLength } from './text';

it('counts scalar values of the trimmed text in NFC, as the server does', () => {
  expect(scalarLength('  Clear handoff.  ')).toBe(14);
  expect(scalarLength('👩🏽‍⚕️')).toBe(5); // woman, skin tone, joiner, staff, variation selector
  expect(scalarLength('e\u0301')).toBe(1);
});

it('says nothing of a limit until a fifth of it is left', () => {
  expect(remaining('a'.repeat(799), 1000)).toBeUndefined();
  expect(remaining('a'.repeat(801), 1000)).toBe(199);
  expect(remaining('a'.repeat(1003), 1000)).toBe(-3);
});

it('is not misled by characters outside the basic plane', () => {
  expect(remaining('👍'.repeat(500), 1000)).toBeUndefined();
});
