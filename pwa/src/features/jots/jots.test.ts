import { expect, it } from 'vitest';
import { undo } from '../../sync/mutate';
import { UNDO_MS } from '../../sync/outbox';
import { Phone } from '../../sync/testing/phone';
import { ServerTwin } from '../../sync/testing/server';
import { emptyDraft, finished } from '../feedback/draft';
import { reference } from '../feedback/testing/program';
import { letGo } from '../scrubbers';
import { withJot } from './finishing';
import { byLearner, goesOn, waitingJots, type JotRow, type JotView } from './model';
import { drop, keep } from './mutations';
import { dropJot } from './operations';
import { jotsOf } from './queries';

const WORDS = 'Closed the loop.';
const NOW = Date.parse('2026-11-22T15:00:00Z');

const row = (more: Partial<JotRow> = {}): JotRow => ({
  id: 'jot',
  program: 'p1',
  author: 'cole',
  learner: 'ana',
  text: WORDS,
  observed_at: '2026-11-22T14:30:00.000Z',
  received_at: '2026-11-22T14:31:00.000Z',
  ...more,
});
const view = (more: Partial<JotRow> = {}): JotView => ({ ...row(more), unsent: false, refused: [] });

/** The server as far as jots go: it shows what is kept, and takes away what is dropped. */
function here() {
  const server = new ServerTwin();
  server.judge = ({ kind, subject, body }) => {
    if (kind === 'jots.keep') server.put('jot', subject, { ...row(), ...(body as object), id: subject });
    if (kind === 'jots.drop') server.hide('jot', subject);
    return null;
  };
  const phone = new Phone({ server, letGo });
  return { server, phone, words: async () => (await jotsOf(phone.db, 'p1')).map(({ text }) => text) };
}

it('a jot is there at once, keeps its moment, and is there all the same when the server has it', async () => {
  const { phone, words } = here();

  await keep(phone.device, 'p1', 'ana', `  ${WORDS} `);

  expect(await jotsOf(phone.db, 'p1')).toMatchObject([
    { learner: 'ana', text: WORDS, observed_at: '2026-11-22T09:41:07.120-05:00', unsent: true },
  ]);
  expect(await jotsOf(phone.db, 'elsewhere')).toEqual([]);
  await phone.advance(UNDO_MS);
  await phone.sync();
  expect(await phone.outbox()).toEqual([]);
  expect(await jotsOf(phone.db, 'p1')).toMatchObject([{ text: WORDS, unsent: false }]);
  expect(await words()).toEqual([WORDS]);
});

it('a deleted jot is gone, comes back by Undo, and leaves no copy of its words on the phone', async () => {
  const { phone, words } = here();
  await keep(phone.device, 'p1', 'ana', WORDS);
  await phone.advance(UNDO_MS);
  await phone.sync();
  const [jot] = await jotsOf(phone.db, 'p1');
  if (!jot) throw new Error('a jot');

  const deed = await drop(phone.device, jot);
  expect(await words()).toEqual([]);
  await undo(phone.device, deed.id);
  expect(await words()).toEqual([WORDS]);

  await drop(phone.device, jot);
  await phone.advance(UNDO_MS);
  await phone.sync();
  expect(await words()).toEqual([]);
  expect(await phone.db.jots.toArray()).toEqual([]);
  expect((await phone.acknowledged()).map(({ kind }) => kind)).toEqual(['jots.drop']);
});

it('a jot dropped on another phone leaves this one, and what it retained of it', async () => {
  const { server, phone, words } = here();
  await keep(phone.device, 'p1', 'ana', WORDS);
  await phone.advance(UNDO_MS);
  await phone.sync();
  const [jot] = await jotsOf(phone.db, 'p1');

  server.hide('jot', jot?.id ?? '');
  await phone.sync();

  expect(await words()).toEqual([]);
  expect(await phone.acknowledged()).toEqual([]);
});

it('a jot the server refused stays, says so, and is discarded when it is deleted', async () => {
  const { server, phone, words } = here();
  server.judge = ({ kind }) => (kind === 'jots.keep' ? { outcome: 'refused', code: 'unknown_learner' } : null);
  const kept = await keep(phone.device, 'p1', 'ana', WORDS);
  await phone.advance(UNDO_MS);
  await phone.sync();

  const [jot] = await jotsOf(phone.db, 'p1');
  expect(jot).toMatchObject({ text: WORDS, refused: [kept.id] });
  if (jot) await drop(phone.device, jot);

  expect(await words()).toEqual([]);
  expect((await phone.outbox()).map(({ kind }) => kind)).toEqual(['jots.drop']);
});

it('they stand by learner, whoever has the newest first', () => {
  const jots = waitingJots(
    [
      row({ id: '1', learner: 'ben', observed_at: '2026-11-22T08:00:00.000Z' }),
      row({ id: '2', observed_at: '2026-11-22T07:00:00.000-05:00' }),
      row({ id: '3', observed_at: '2026-11-21T12:00:00.000Z' }),
    ],
    [],
    'p1',
  );

  expect(byLearner(jots).map(({ learner, jots }) => [learner, ...jots.map(({ id }) => id)])).toEqual([
    ['ana', '2', '3'],
    ['ben', '1'],
  ]);
});

it('each says when it goes by itself: a month after the rotation, or after the day', () => {
  expect(goesOn(row(), reference(), NOW)).toBe('2026-12-30'); // Ana is in Clinic until the end of November
  expect(goesOn(row({ learner: 'dov' }), reference(), NOW)).toBe('2026-12-22');
  // In New York it was still the 30th.
  const late = { observed_at: '2026-12-01T04:30:00.000Z', received_at: '2026-12-01T05:00:00.000Z' };
  expect(goesOn(row(late), reference(), NOW)).toBe('2026-12-30');
  // A clock that was years off does not count.
  expect(goesOn(row({ observed_at: '2035-01-01T14:00:00.000Z' }), reference(), NOW)).toBe('2026-12-30');
});

it('its words go behind those that are there, and its moment where none was chosen', () => {
  const empty = emptyDraft('draft', 'p1', '2026-11-22T20:00:00.000-05:00');

  const once = { ...empty, learner: 'ana', ...withJot(empty, view()) };
  expect(once).toMatchObject({ went_well: WORDS, observed_at: row().observed_at });

  const twice = { ...once, ...withJot(once, view({ id: 'two', text: 'Twice.', observed_at: 'later' })) };
  expect(twice).toMatchObject({ went_well: `${WORDS}\nTwice.`, observed_at: row().observed_at });
  expect(finished(twice)).toEqual(['jot', 'two']);
  expect(finished({ ...twice, learner: 'ben' })).toEqual([]); // about somebody else it finishes nothing
});

it('an entry that finishes a jot on its way lets go of it in the order of the deeds', async () => {
  const { server, phone, words } = here();
  const kept = await keep(phone.device, 'p1', 'ana', WORDS);

  await phone.give(WORDS, { also: [{ mutator: dropJot, subject: kept.subject, body: {} }] });
  expect(await words()).toEqual([]);
  await phone.advance(UNDO_MS);
  await phone.sync();

  expect(server.applied.map(({ kind }) => kind).filter((kind) => kind.startsWith('jots.'))).toEqual([
    'jots.keep',
    'jots.drop',
  ]);
  expect(await words()).toEqual([]);
});
