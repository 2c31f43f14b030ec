import { afterEach, beforeEach, expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { emptyDraft, type GiveDraft } from './draft';
import { mutate } from '../../sync/mutate';
import { give } from './mutations';
import { coleDevice, giveBody } from './testing/program';
import { discardDraft, draftsOf, keepDraft, reopen } from './drafts';

const draft = (id: string, more: Partial<GiveDraft> = {}): GiveDraft => ({
  ...emptyDraft(id, 'program', '2026-11-22T09:10:00.000-05:00'),
  ...more,
});

let db: WaymarkDb;
beforeEach(() => {
  db = new WaymarkDb('cole');
});
afterEach(async () => {
  await db.delete();
});

const found = async (program = 'program') => (await draftsOf(db, program)).map(({ draft: { id } }) => id);

it('a draft is found again, the last one touched first', async () => {
  await keepDraft(db, draft('one', { learner: 'ana' }), 1);
  await keepDraft(db, draft('two', { differently: 'Read back' }), 2);
  await keepDraft(db, draft('one', { learner: 'ana', went_well: 'Calm' }), 3);

  expect(await found()).toEqual(['one', 'two']);
  expect((await draftsOf(db, 'program'))[0]?.draft.went_well).toBe('Calm');
  expect(await found('elsewhere')).toEqual([]);
});

it('a draft that was emptied is no draft', async () => {
  await keepDraft(db, draft('one', { went_well: 'Calm' }), 1);
  await keepDraft(db, draft('one', { went_well: ' ' }), 2);

  expect(await found()).toEqual([]);
});

it('a draft is gone when discarded', async () => {
  await keepDraft(db, draft('one', { learner: 'ana' }), 1);
  await discardDraft(db, 'one');

  expect(await found()).toEqual([]);
});

it('a draft whose entry was saved is not offered again', async () => {
  await keepDraft(db, draft('one', { learner: 'ana' }), 1);
  await keepDraft(db, draft('two', { learner: 'ana' }), 1);
  const device = coleDevice(db);
  const saving = { program: 'program', body: giveBody() };
  await mutate(device, give, { ...saving, subject: 'one' });
  const sent = await mutate(device, give, { ...saving, subject: 'two' });
  await db.outbox.delete(sent.id);
  await db.acknowledged.add({ ...sent, ackedAt: 1, sentAt: 1, seq: 1, unseen: 0, era: 0 });

  expect(await found()).toEqual([]);
});

it('what the server did not take comes back as a draft that will take its place', async () => {
  const device = coleDevice(db);
  const row = await mutate(device, give, { program: 'program', subject: 'one', body: giveBody({ level: 5 }) });

  const id = await reopen(device, row);

  const [kept] = await draftsOf(db, 'program');
  expect(kept?.draft).toMatchObject({ id, replaces: row.id, learner: 'ana', level: 5 });
  expect(await db.outbox.get(row.id)).toBeDefined();
});
