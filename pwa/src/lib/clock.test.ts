import { expect, it } from 'vitest';
import { dayOf, rfc3339, stamp } from './clock';

const at = Date.parse('2026-11-23T02:41:07.120Z');

it('a moment carries the device’s own offset', () => {
  expect(rfc3339(at, -300)).toBe('2026-11-22T21:41:07.120-05:00');
  expect(rfc3339(at, 0)).toBe('2026-11-23T02:41:07.120+00:00');
  expect(rfc3339(at, 345)).toBe('2026-11-23T08:26:07.120+05:45');
  expect(Date.parse(rfc3339(at, -210))).toBe(at);
});

it('the day is where the person is', () => {
  const clock = { now: () => at, offset: () => -300 };

  expect(dayOf(at, clock)).toBe('2026-11-22');
  expect(stamp(clock)).toMatch(/-05:00$/);
});
