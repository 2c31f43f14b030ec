import { expect, it } from 'vitest';
import { passageOf } from './redaction';

const text = 'Told 👩🏽 Mrs. Doe, calmly.';

it('counts scalar values, not UTF-16 units', () => {
  const start = text.indexOf('Mrs.');
  expect(passageOf(text, start, start + 8)).toEqual({ from: 8, to: 16, text: 'Mrs. Doe' });
});

it('leaves the spaces at the edges', () => {
  const start = text.indexOf('Mrs.');
  expect(passageOf(text, start - 1, start + 8)?.text).toBe('Mrs. Doe');
});

it('takes half a character as the whole of it', () => {
  const half = text.indexOf('👩') + 1;
  expect(passageOf(text, half, half + 2)).toEqual({ from: 5, to: 7, text: '👩🏽' });
});

it('is nothing where nothing is chosen', () => {
  expect(passageOf(text, 3, 3)).toBeUndefined();
  expect(passageOf(text, 4, 5)).toBeUndefined();
});

it('counts both characters of a line end that a text area shows as one', () => {
  const lines = 'One\r\nTwo\r\nMrs. Doe';
  expect(passageOf(lines, 8, 16)).toEqual({ from: 10, to: 18, text: 'Mrs. Doe' });
});
