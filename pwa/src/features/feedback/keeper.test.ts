import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { emptyDraft } from './draft';
import { draftsOf } from './drafts';
import { DraftKeeper, PAUSE_MS } from './keeper';
import { coleDevice } from './testing/program';

const draft = (went_well: string) => ({ ...emptyDraft('one', 'program', '2026-11-22T09:10:00.000-05:00'), went_well });

let db: WaymarkDb;
let kept: (number | null)[];
let keeper: DraftKeeper;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  db = new WaymarkDb('cole');
  kept = [];
  keeper = new DraftKeeper({ db, clock: coleDevice(db).clock, kept: (at) => kept.push(at) });
});
afterEach(async () => {
  vi.useRealTimers();
  await db.delete();
});

const texts = async () => (await draftsOf(db, 'program')).map(({ draft: { went_well } }) => went_well);

it('waits for a pause, and keeps the last of what was typed', async () => {
  keeper.later(draft('Cal'));
  vi.advanceTimersByTime(PAUSE_MS - 1);
  keeper.later(draft('Calm'));
  vi.advanceTimersByTime(PAUSE_MS - 1);
  expect(kept).toEqual([]);

  vi.advanceTimersByTime(1);
  vi.useRealTimers();
  await keeper.now();

  expect(kept).toHaveLength(1);
  expect(await texts()).toEqual(['Calm']);
});

it('keeps at once when the page goes away', async () => {
  keeper.later(draft('Calm'));
  vi.useRealTimers();
  await keeper.now();

  expect(await texts()).toEqual(['Calm']);
});

it('forgets what waited once the entry is saved', async () => {
  keeper.later(draft('Calm'));
  vi.useRealTimers();
  await keeper.release();
  await keeper.now();

  expect(await texts()).toEqual([]);
});

it('says when this device could not keep it', async () => {
  vi.spyOn(db.drafts, 'put').mockRejectedValue(new Error('full'));
  keeper.later(draft('Calm'));
  vi.useRealTimers();
  await keeper.now();

  expect(kept).toEqual([null]);
});
