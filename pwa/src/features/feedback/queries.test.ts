import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { mutate, type Device, type Mutator } from '../../sync/mutate';
import type { Reason } from '../../sync/protocol';
import type { Amendment } from './model';
import { amend, give, withdraw } from './mutations';
import { recentOf } from './recent';
import { entriesAbout, entriesBy, entryById } from './queries';
import { coleDevice, entry, giveBody, PROGRAM } from './testing/program';

let db: WaymarkDb;
let device: Device;
beforeEach(() => {
  db = new WaymarkDb('cole');
  device = coleDevice(db);
});
afterEach(async () => {
  await db.delete();
});

async function pending<Body>(kind: Mutator<Body>, subject: string, body: Body, refused?: Reason) {
  const row = await mutate(device, kind, { program: PROGRAM, subject, body });
  if (refused) await db.outbox.update(row.id, { state: 'needs_attention', reason: refused });
}
const stored = (more: Parameters<typeof entry>[0]) => db.feedbackEntries.put(entry(more) as never);
const ids = (views: readonly { entry: { id: string } }[]) => views.map((view) => view.entry.id);

describe("a person's own entries", () => {
  it('are those the server has and those still waiting, newest first', async () => {
    await stored({ id: 'old', given_at: '2026-11-01T08:00:00.000Z' });
    await stored({ id: 'newer', given_at: '2026-11-22T14:00:00.000Z' });
    await stored({ id: 'of somebody else', author: 'fay' });
    await pending(give, 'waiting', giveBody());

    const views = await entriesBy(db, 'cole');

    expect(ids(views)).toEqual(['waiting', 'newer', 'old']);
    expect(views.map(({ unsent, waiting }) => [unsent, waiting])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  it('show an amendment that waits, and that something waits', async () => {
    await stored({ id: 'entry' });
    await db.amendments.put({ id: 'sent', entry: 'entry', text: 'First', given_at: '2026-11-20T08:00:00.000Z' });
    await pending(amend, 'entry', { id: 'new', text: 'Second' });

    const view = await entryById(db, 'entry');

    expect(view?.amendments.map(({ text }: Amendment) => text)).toEqual(['First', 'Second']);
    expect(view).toMatchObject({ waiting: true, unsent: false });
  });

  it('stay in sight when refused, and what was refused did not happen', async () => {
    const reason = { outcome: 'refused' as const, code: 'window_closed' };
    await stored({ id: 'entry' });
    await pending(withdraw, 'entry', { reason: null }, reason);

    const view = await entryById(db, 'entry');

    expect(view?.entry.state).toBe('given');
    expect(view?.attention[0]?.reason).toEqual(reason);
    expect(view?.waiting).toBe(false);
  });

  it('carry the typed name while nobody has matched it', async () => {
    const typed_learner = { name: 'Sam', service: 'Neurology' };
    const held = { outcome: 'held' as const, code: 'learner_typed' };
    await pending(give, 'held', giveBody({ learner: null, typed_learner }), held);

    expect(await entryById(db, 'held')).toMatchObject({ typed: typed_learner, unsent: true, waiting: false });

    await stored({ id: 'held', learner: 'ana' });
    expect(await entryById(db, 'held')).toMatchObject({ typed: null, unsent: false, attention: [] });
  });
});

it("entries about a learner leave out everybody else's", async () => {
  await stored({ id: 'about ana', learner: 'ana' });
  await stored({ id: 'about ben', learner: 'ben' });

  expect(ids(await entriesAbout(db, 'ana'))).toEqual(['about ana']);
});

it('an entry this device does not have is nothing', async () => {
  expect(await entryById(db, 'nowhere')).toBeUndefined();
});

it('whom and what Cole wrote about lately comes newest first, each once, with what still waits', async () => {
  await stored({ id: 'long ago', learner: 'dov', given_at: '2026-10-01T08:00:00.000Z' });
  await stored({ id: '01', learner: 'ben', subcompetency: 'pc1', given_at: '2026-11-01T08:00:00.000Z' });
  await stored({ id: '02', learner: 'chi', subcompetency: 'pc1', given_at: '2026-11-02T08:00:00.000Z' });
  await stored({ id: '03', learner: 'ben', subcompetency: 'ics1', given_at: '2026-11-03T08:00:00.000Z' });
  await stored({ id: 'taken back', learner: 'ben', state: 'withdrawn', given_at: '2026-11-03T09:00:00.000Z' });
  await stored({ id: 'of somebody else', author: 'fay', learner: 'dov', given_at: '2026-11-04T08:00:00.000Z' });
  await pending(give, 'waiting', giveBody({ learner: 'ana', subcompetency: 'ics2' }));

  const since = Date.parse('2026-10-15T00:00:00.000Z');
  expect(await recentOf(db, { author: 'cole', program: PROGRAM, since })).toEqual({
    learners: ['ana', 'ben', 'chi'],
    wrote: ['ics2', 'ics1', 'pc1', 'pc1'].map((subcompetency) => ({ subcompetency, rotation: null, setting: 'ward' })),
  });
  expect(await recentOf(db, { author: 'cole', program: 'another', since })).toEqual({ learners: [], wrote: [] });
});
