import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { uuid7 } from '../../lib/uuid7';
import { keepWords, markedAmong, marksOf, type GuardMarkRow } from './marked';

it('Dr. Cole says that it is not a patient: the mark is gone at once, without a network, and stays gone', async () => {
  const db = new WaymarkDb('cole');
  const clock = { now: () => 1_800_000_000_000, offset: () => 0 };
  const ids = uuid7(clock, { unit: () => 0.5, bytes: (count) => new Uint8Array(count) });
  const device = { db, clock, ids, session: { person: { id: 'cole' } }, sync: { saved: () => undefined } };
  const found = [{ part: 'went_well', kind: 'name' }];
  const mark: GuardMarkRow = { id: 'entry', program: 'medicine', about: 'feedback_entry', found };
  await db.guardMarks.put({ ...mark });

  expect(await marksOf(db, ['other', 'entry'])).toEqual([mark]);
  await keepWords(device, mark);

  expect(await marksOf(db, ['entry'])).toEqual([]);
  expect(await markedAmong(db, ['entry'])).toEqual(new Set());
  expect((await db.outbox.toArray()).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['guard.keep entry']);
  db.close();
});
