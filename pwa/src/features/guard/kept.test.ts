import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { keptIn } from './kept';

it('what was kept in one draft is remembered on this device for a month, as hashes only', async () => {
  let now = 1_000;
  const clock = { now: () => now, offset: () => 0 };
  const db = new WaymarkDb('ana');
  const kept = keptIn({ db, clock });

  await kept.keep('draft 1 went well', 'mrs. alvarez');
  await kept.keep('draft 1 went well', 'room 412');
  expect(await kept.among('draft 1 went well', ['mrs. alvarez', 'bed 7'])).toEqual(new Set(['mrs. alvarez']));
  expect(await kept.among('draft 2 went well', ['mrs. alvarez'])).toEqual(new Set());
  expect(JSON.stringify(await db.meta.toArray())).not.toContain('alvarez');

  now += 31 * 86_400_000;
  await kept.keep('draft 3 went well', 'bed 7');
  expect(await kept.among('draft 1 went well', ['mrs. alvarez'])).toEqual(new Set());
  db.close();
});
