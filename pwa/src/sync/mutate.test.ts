import { expect, it } from 'vitest';
import { mutator } from './mutate';
import { discard, UNDO_MS } from './outbox';
import { nextBase, pendingOps } from './pending';
import { Phone } from './testing/phone';
import { ServerTwin } from './testing/server';

const here = () => {
  const server = new ServerTwin();
  return { server, phone: new Phone({ server }) };
};

it('a save is an operation with the person’s own time and offset', async () => {
  const { phone } = here();

  const row = await phone.give('Good eye contact.');

  expect(row).toMatchObject({ n: 1, state: 'queued', author: 'cole', tries: 0, undoUntil: 0 });
  expect(row.op.at).toBe('2026-11-22T09:41:07.120-05:00');
  expect(JSON.parse(row.bytes)).toEqual(row.op);
  expect(Object.keys(row.op)).toEqual(['id', 'kind', 'v', 'program', 'subject', 'base', 'at', 'body']);
});

it('a save that could not be stored says so and leaves nothing behind', async () => {
  const { phone } = here();
  phone.db.outbox.hook('creating', () => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });

  await expect(phone.give('Do not lose me.')).rejects.toThrow();

  expect(await phone.outbox()).toEqual([]);
});

it('half an emoji does not make an operation unreadable', async () => {
  const { phone } = here();

  const row = await phone.give('Good \ud83d work');

  expect(row.bytes).not.toContain('\\ud83d');
});

it('Undo within ten seconds gives the text back, and nothing is sent', async () => {
  const { server, phone } = here();
  const row = await phone.give('Wrong person.', { undoable: true });
  phone.engine.nudge();
  await phone.engine.idle();
  expect(server.pushes.flat()).toEqual([]);

  const back = await phone.undo(row.id);

  expect(back?.op.body).toEqual({ went_well: 'Wrong person.' });
  await phone.advance(UNDO_MS);
  await phone.sync();
  expect(server.applied).toEqual([]);
});

it('after ten seconds it goes out, and Undo comes too late', async () => {
  const { server, phone } = here();
  const row = await phone.give('Right person.', { undoable: true });
  phone.engine.saved(row);

  await phone.advance(UNDO_MS + 100);

  expect(server.applied).toHaveLength(1);
  expect(await phone.undo(row.id)).toBeUndefined();
});

it('Undo of what was sent and not answered comes too late', async () => {
  const { phone } = here();
  const row = await phone.give('On its way.');
  phone.faults = ['lost_answer'];
  await phone.sync();

  expect(await phone.undo(row.id)).toBeUndefined();
  expect(await phone.outbox()).toHaveLength(1);
});

it('when the page goes away what Undo held back goes out', async () => {
  const { server, phone } = here();
  await phone.give('Elevator.', { undoable: true });

  await phone.engine.leave();

  expect(server.applied).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({ keepalive: true });
});

it('a clock that jumps back ten years does not hold a save back for ten years', async () => {
  const { server, phone } = here();
  await phone.give('Battery change.', { undoable: true });
  phone.clock.at -= 10 * 365 * 86_400_000;

  phone.engine.nudge();
  await phone.engine.idle();

  expect(server.applied).toHaveLength(1);
});

it('an amendment does not overtake an entry Undo holds back', async () => {
  const { server, phone } = here();
  const entry = await phone.give('Held back.', { undoable: true });
  await phone.amend(entry.subject, 'And amended at once.');

  phone.engine.nudge();
  await phone.engine.idle();
  expect(server.pushes.flat()).toEqual([]);
  await phone.advance(UNDO_MS);
  phone.engine.nudge();
  await phone.engine.idle();

  expect(server.applied.map(({ kind }) => kind)).toEqual(['feedback.give', 'feedback.amend']);
});

it('sending as new takes the place of what was refused, in one transaction', async () => {
  const { server, phone } = here();
  server.judge = (op) =>
    (op.body as { went_well: string }).went_well === 'too long' ? { outcome: 'refused', code: 'too_long' } : null;
  const row = await phone.give('too long');
  await phone.sync();

  await phone.give('shorter', { subject: row.subject, replaces: [row.id] });
  await phone.sync();

  expect(await phone.outbox()).toEqual([]);
  expect(server.applied).toMatchObject([{ subject: row.subject, body: { went_well: 'shorter' } }]);
});

it('only what needs attention can be discarded', async () => {
  const { phone } = here();
  const row = await phone.give('On its way.');

  const gone = await phone.db.transaction('rw', phone.db.outbox, phone.db.meta, () => discard(phone.db, [row.id]));

  expect(gone).toEqual([]);
  expect(await phone.outbox()).toHaveLength(1);
});

it('the server is told of a held entry that was discarded, also when that happened offline', async () => {
  const { server, phone } = here();
  server.judge = () => ({ outcome: 'held', code: 'learner_not_listed' });
  const row = await phone.give('Nobody here knows them.');
  await phone.sync();
  await phone.db.transaction('rw', phone.db.outbox, phone.db.meta, () => discard(phone.db, [row.id]));
  phone.faults = ['down'];

  await phone.sync();
  await phone.sync();
  await phone.sync();

  const told = server.requests.filter(({ path }) => path.includes('/held/'));
  expect(told).toMatchObject([{ method: 'POST', path: `/programs/p1/held/${row.id}/discard` }]);
});

it('the next edit builds on edits that are still on their way', async () => {
  const { server, phone } = here();
  server.put('plan', 'plan-1', { goal: 'one' });
  await phone.sync();
  expect(await nextBase(phone.db, 'plan-1', ['plans.edit_goal'], 1)).toBe(1);

  await phone.editGoal('plan-1', 1, 'two');
  expect(await nextBase(phone.db, 'plan-1', ['plans.edit_goal'], 1)).toBe(2);
  await phone.editGoal('plan-1', 2, 'three');
  await phone.sync();

  expect(server.memory.things.get('plan/plan-1')).toMatchObject({ version: 3, data: { goal: 'three' } });
  expect(await phone.outbox()).toEqual([]);
});

it('pending operations come in the order they were made, by kind and by subject', async () => {
  const { phone } = here();
  const first = await phone.give('first');
  await phone.startPlan('plan-1', 'goal');
  await phone.amend(first.subject, 'second');

  const feedback = await pendingOps(phone.db, { kinds: ['feedback.'] });
  const ofEntry = await pendingOps(phone.db, { kinds: ['feedback.amend'], subject: first.subject });

  expect(feedback.map(({ kind, waiting }) => [kind, waiting])).toEqual([
    ['feedback.give', true],
    ['feedback.amend', true],
  ]);
  expect(ofEntry).toHaveLength(1);
});

it('what one deed does to two things is saved together, in order, and taken back together', async () => {
  const { phone } = here();
  const drop = mutator<unknown>('jots.drop');

  const row = await phone.give('Finished.', { undoable: true, also: [{ mutator: drop, subject: 'jot', body: {} }] });

  const [give, dropped] = await phone.outbox();
  expect(give).toMatchObject({ n: 1, id: row.id, kind: 'feedback.give' });
  expect(dropped).toMatchObject({ n: 2, kind: 'jots.drop', subject: 'jot', with: row.id, undoUntil: row.undoUntil });
  await phone.undo(row.id);
  expect(await phone.outbox()).toEqual([]);
});

it('where one of two cannot be stored, neither is', async () => {
  const { phone } = here();
  phone.db.outbox.hook('creating', (_key, row) => {
    if (row.kind === 'jots.drop') throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  const also = [{ mutator: mutator<unknown>('jots.drop'), subject: 'jot', body: {} }];

  await expect(phone.give('Finished.', { also })).rejects.toThrow();

  expect(await phone.outbox()).toEqual([]);
});
