import { expect, it } from 'vitest';
import { choices, fromInput, isJustNow, toInput } from './observed';

/** New York: five hours behind, and four in summer until 2 a.m. on 1 November 2026. */
const newYork = {
  now: () => 0,
  offset: (at: number) => (at < Date.parse('2026-11-01T06:00:00Z') ? -240 : -300),
};

it('a moment goes into an input and comes back', () => {
  expect(toInput('2026-11-22T14:10:30.000Z', newYork)).toBe('2026-11-22T09:10');
  expect(fromInput('2026-11-22T09:10', newYork)).toBe('2026-11-22T09:10:00.000-05:00');
  expect(fromInput('2026-10-31T09:10', newYork)).toBe('2026-10-31T09:10:00.000-04:00');
});

it('what cannot be read is nothing', () => {
  expect(fromInput('', newYork)).toBeNull();
  expect(toInput('soon', newYork)).toBe('');
});

it('counts from when the form was opened', () => {
  expect(choices('2026-11-22T09:10:00.000-05:00', newYork)).toEqual([
    { key: 'opened', at: null },
    { key: 'hour', at: '2026-11-22T08:10:00.000-05:00' },
    { key: 'yesterday', at: '2026-11-21T09:10:00.000-05:00' },
  ]);
});

it('is just now for ten minutes', () => {
  const now = Date.parse('2026-11-22T14:19:00Z');
  expect(isJustNow('2026-11-22T09:10:00.000-05:00', now)).toBe(true);
  expect(isJustNow('2026-11-22T09:08:00.000-05:00', now)).toBe(false);
});
