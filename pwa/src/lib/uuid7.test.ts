import { expect, it } from 'vitest';
import { seeded } from './testing/seeded';
import { uuid7 } from './uuid7';

const at = (now: number) => ({ now: () => now, offset: () => 0 });

it('an id is a lower-case UUID of version 7 that begins with the time', () => {
  const id = uuid7(at(Date.parse('2026-11-22T14:41:07.120Z')), seeded(1)).next();

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-22T14:41:07.120Z'));
});

it('ids of one moment differ, and later ones sort behind', () => {
  const random = seeded(1);
  const now = uuid7(at(1_000_000), random);
  const ids = Array.from({ length: 500 }, () => now.next());

  expect(new Set(ids).size).toBe(500);
  expect(uuid7(at(2_000_000), random).next() > (ids.sort().at(-1) ?? '')).toBe(true);
});

it('a clock before 1970 still makes ids', () => {
  expect(uuid7(at(-5), seeded(1)).next()).toMatch(/^00000000-0000-7/);
});
