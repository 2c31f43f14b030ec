import { expect, it } from 'vitest';
import { sha256 } from '../lib/sha256';
import { Phone } from './testing/phone';
import { said, ServerTwin } from './testing/server';

const here = () => {
  const server = new ServerTwin();
  return { server, phone: new Phone({ server }) };
};

it('what Cole saved goes out and leaves the outbox', async () => {
  const { server, phone } = here();
  await phone.give('Calm in the resuscitation.');

  await phone.sync();

  expect(server.applied).toHaveLength(1);
  expect(await phone.outbox()).toEqual([]);
  expect(await phone.acknowledged()).toMatchObject([{ kind: 'feedback.give', ackedAt: server.now }]);
  expect(phone.engine.status.get()).toMatchObject({ obstacle: null, running: false });
});

it('the stored string is sent exactly as it was saved', async () => {
  const { server, phone } = here();
  const row = await phone.give('Quotes " and \\ and é and 🩺, exactly.');

  await phone.sync();

  expect(server.requests[0]?.body).toContain(`"ops":[${row.bytes}]`);
  expect(row.hash).toBe(await sha256(row.bytes));
});

it('an entry whose answer was lost arrives once', async () => {
  const { server, phone } = here();
  await phone.give('Clear handoff.');
  phone.faults = ['lost_answer'];

  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: 'queued', tries: 1 }]);
  await phone.sync();

  expect(server.applied).toHaveLength(1);
  expect(await phone.outbox()).toEqual([]);
});

it('what was saved a moment before the app was closed goes out after its time for Undo, without another word', async () => {
  const { server, phone } = here();
  await phone.give('Sat down before speaking.', { undoable: true });
  const again = new Phone({ server, db: phone.db });

  await again.engine.start();
  await again.engine.idle();
  expect(server.applied).toHaveLength(0);
  await again.advance(11_000);

  expect(server.applied).toHaveLength(1);
});

it('nothing is deleted when a captive portal answers in the server’s name', async () => {
  const { phone } = here();
  await phone.give('Explained the plan to the family.');
  phone.always = said(200, '<html>Welcome to HospitalGuest</html>');

  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }]);
  expect(phone.engine.status.get().obstacle).toBe('no_answer');
});

it.each([
  ['JSON of another shape', '{"ok":true}'],
  ['results that are not a list', '{"epoch":"e","now":"2026-11-22T14:00:00Z","results":{}}'],
  ['an outcome nobody knows', '{"epoch":"e","now":"2026-11-22T14:00:00Z","results":[{"id":"x","outcome":"fine"}]}'],
  ['a truncated answer', '{"epoch":"e","now":"2026-11-22T14:00:00Z","resul'],
])('%s is no answer', async (_name, text) => {
  const { phone } = here();
  await phone.give('Asked for help early.');
  phone.always = said(200, text);

  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }]);
  expect((await phone.memory()).epoch).toBeNull();
});

it('an acknowledgement with another hash is not believed, and in the end a person looks', async () => {
  const { server, phone } = here();
  const row = await phone.give('Listened first.');
  const body = { epoch: server.epoch, now: '2026-11-22T14:00:00Z' };
  const results = [{ id: row.id, outcome: 'applied', hash: 'f'.repeat(64), seq: 1 }];
  phone.always = said(200, JSON.stringify({ ...body, results }));

  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }]);
  await phone.sync();
  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { code: 'other_content' } }]);
  expect(await phone.acknowledged()).toEqual([]);
});

it('one refused operation does not stop the others', async () => {
  const { server, phone } = here();
  server.judge = (op) =>
    (op.body as { went_well: string }).went_well === 'bad'
      ? { outcome: 'refused', code: 'set_not_learners', field: 'set' }
      : null;
  await phone.give('first');
  await phone.give('bad');
  await phone.give('third');

  await phone.sync();

  expect(server.applied.map((op) => (op.body as { went_well: string }).went_well)).toEqual(['first', 'third']);
  expect(await phone.outbox()).toMatchObject([
    { state: 'needs_attention', reason: { outcome: 'refused', code: 'set_not_learners', field: 'set' } },
  ]);
});

it('a held entry stays visible until the coordinator has matched it', async () => {
  const { server, phone } = here();
  server.judge = () => ({ outcome: 'held', code: 'learner_not_listed' });
  const row = await phone.give('Somebody who rotates with us.');

  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { outcome: 'held' } }]);
  const pushes = server.pushes.length;
  await phone.sync();
  expect(server.pushes).toHaveLength(pushes); // the server has it: it is not sent again

  server.hide('held_item', row.id);
  await phone.sync();
  expect(await phone.outbox()).toEqual([]);
  expect(await phone.acknowledged()).toHaveLength(1);
});

it('a held entry that is returned says what the coordinator wrote', async () => {
  const { server, phone } = here();
  server.judge = () => ({ outcome: 'held', code: 'learner_not_listed' });
  const row = await phone.give('Somebody.');
  await phone.sync();

  server.put('held_item', row.id, { state: 'returned', note: 'Which of the two Lees?' });
  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ reason: { code: 'returned', note: 'Which of the two Lees?' } }]);
});

it('repeats of a first no are a no', async () => {
  const { server, phone } = here();
  server.judge = () => ({ outcome: 'refused', code: 'not_found' });
  await phone.give('Lost in the thread.');
  phone.faults = ['lost_answer'];

  await phone.sync();
  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { code: 'not_found' } }]);
});

it('an amendment waits until its entry has been answered', async () => {
  const { server, phone } = here();
  const entry = await phone.give('Prepared the family meeting.');
  await phone.amend(entry.subject, 'And led it.');

  await phone.sync();

  expect(server.pushes.map((ops) => ops.map(({ kind }) => kind))).toEqual([['feedback.give'], ['feedback.amend']]);
  expect(await phone.outbox()).toEqual([]);
});

it('an amendment does not overtake an entry the server asked to send later', async () => {
  const { server, phone } = here();
  const entry = await phone.give('Steady hands.');
  await phone.amend(entry.subject, 'On the second try.');
  server.judge = (op) => (op.kind === 'feedback.give' ? { outcome: 'retry' } : null);

  await phone.sync();

  expect(server.pushes).toEqual([[expect.objectContaining({ id: entry.id })]]);
  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }, { state: 'queued', tries: 0 }]);
  expect(phone.timers).toHaveLength(1); // it comes back by itself
});

it('an edit that meets a newer text asks, and so does what was written on top of it', async () => {
  const { server, phone } = here();
  server.put('plan', 'plan-1', { goal: 'Shorter presentations' });
  await phone.sync();
  await phone.editGoal('plan-1', 1, 'Presentations under five minutes');
  await phone.editGoal('plan-1', 2, 'Presentations under four minutes');
  server.put('plan', 'plan-1', { goal: 'The coach’s wording' });

  await phone.sync();

  expect(await phone.outbox()).toMatchObject([
    { state: 'needs_attention', reason: { outcome: 'conflict', version: 2, current: { goal: 'The coach’s wording' } } },
    { state: 'needs_attention', reason: { outcome: 'conflict', version: 2 } },
  ]);
  expect(server.memory.things.get('plan/plan-1')?.data).toEqual({ goal: 'The coach’s wording' });
});

it('a backlog of 500 goes out in batches of 200', async () => {
  const { server, phone } = here();
  for (let i = 0; i < 500; i++) await phone.give(`Entry ${i}`);

  await phone.sync();

  expect(server.pushes.map((ops) => ops.length)).toEqual([200, 200, 100]);
  expect(await phone.outbox()).toEqual([]);
});

it('too large a batch is halved until it fits', async () => {
  const { server, phone } = here();
  server.mostOps = 3;
  for (let i = 0; i < 8; i++) await phone.give(`Entry ${i}`);

  await phone.sync();

  expect(server.pushes.map((ops) => ops.length)).toEqual([8, 4, 2, 2, 2, 2]);
  expect(server.applied).toHaveLength(8);
});

it('one operation that no batch can carry needs attention, and the others go', async () => {
  const { server, phone } = here();
  await phone.give('x'.repeat(2_000_000));
  await phone.give('small');
  const answer = server.answer.bind(server);
  server.answer = async (request) => ((request.body?.length ?? 0) > 1_048_576 ? said(413, '') : answer(request));

  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { code: 'too_large' } }]);
  expect(server.applied).toHaveLength(1);
});

it('a proxy that finds a small entry too large makes it wait, not need attention', async () => {
  const { server, phone } = here();
  await phone.give('Short.');
  phone.faults = [said(413, '<html>')];

  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }]);
  await phone.sync();

  expect(server.applied).toHaveLength(1);
});

it('an operation that makes the whole batch unreadable is found, and the others go', async () => {
  const { server, phone } = here();
  for (const words of ['one', 'poison', 'three', 'four']) await phone.give(words);
  const answer = server.answer.bind(server);
  server.answer = async (request) =>
    request.body?.includes('poison') ? said(400, '{"code":"bad_json"}') : answer(request);

  await phone.sync();

  expect(server.applied).toHaveLength(3);
  expect(await phone.outbox()).toMatchObject([
    { state: 'needs_attention', reason: { outcome: 'refused', code: 'bad_json' } },
  ]);
});

it('a result without an id belongs to the operation in its place', async () => {
  const { server, phone } = here();
  await phone.give('unreadable over there');
  const results = [{ id: null, outcome: 'refused', code: 'bad_id', hash: 'f'.repeat(64) }];
  phone.faults = [said(200, JSON.stringify({ epoch: server.epoch, now: '2026-11-22T14:00:00Z', results }))];

  await phone.sync();

  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { code: 'bad_id' } }]);
});

it('texts in other scripts are counted in bytes', async () => {
  const { server, phone } = here();
  for (let i = 0; i < 5; i++) await phone.give('語'.repeat(100_000)); // 300 KB each

  await phone.sync();

  expect(server.pushes.map((ops) => ops.length)).toEqual([3, 2]);
});

it('the end of a session keeps everything, and sending goes on after signing in', async () => {
  const { server, phone } = here();
  await phone.give('Kept the team calm.');
  phone.faults = ['sign_in'];

  await phone.sync();
  expect(phone.engine.status.get().obstacle).toBe('sign_in');
  expect(await phone.outbox()).toMatchObject([{ state: 'queued' }]);
  expect(phone.timers).toEqual([]); // asking again would not help
  await phone.sync();

  expect(server.applied).toHaveLength(1);
  expect(phone.engine.status.get().obstacle).toBeNull();
});

it('a client too old to push keeps everything and still fetches', async () => {
  const { server, phone } = here();
  server.put('feedback_entry', 'e1', { went_well: 'from Dana' });
  await phone.give('Kept.');
  phone.faults = [said(426, '{"code":"client_too_old"}')];

  await phone.sync();

  expect(phone.engine.status.get().obstacle).toBe('update');
  expect(await phone.shown()).toEqual(['Kept.', 'from Dana']);
  expect(await phone.outbox()).toHaveLength(1);
});

it('a busy server is left alone for as long as it asked', async () => {
  const { server, phone } = here();
  await phone.give('Later is fine.');
  phone.faults = [said(429, '{}', 90_000)];

  await phone.sync();
  phone.engine.nudge(); // such as another save
  await phone.advance(89_000);
  expect(server.applied).toHaveLength(0);
  expect(phone.engine.status.get().obstacle).toBe('busy');
  await phone.advance(1_500);

  expect(server.applied).toHaveLength(1);
});

it('without an answer the phone tries again by itself, at most five minutes later', async () => {
  const { server, phone } = here();
  await phone.give('From the basement.');
  phone.always = 'down';
  await phone.sync();
  for (let i = 0; i < 20; i++) {
    expect(phone.timers).toHaveLength(1);
    expect((phone.timers[0]?.at ?? 0) - phone.clock.at).toBeLessThanOrEqual(300_000);
    await phone.advance(300_000);
  }

  phone.always = null;
  await phone.advance(300_000);

  expect(server.applied).toHaveLength(1);
  expect(phone.timers).toEqual([]);
});

it('nothing of somebody else is sent under this session', async () => {
  const server = new ServerTwin();
  const dana = new Phone({ server, person: 'dana' });
  await dana.give('Dana’s words.');
  const cole = new Phone({ server, person: 'cole', db: dana.db });

  await cole.sync();

  expect(server.pushes.flat()).toEqual([]);
  expect(await cole.outbox()).toMatchObject([{ author: 'dana', state: 'queued' }]);
});

it('a phone set to 2035 syncs', async () => {
  const { server, phone } = here();
  phone.clock.at = Date.parse('2035-01-01T00:00:00Z');
  await phone.give('From the future.');

  await phone.sync();

  expect(server.applied[0]?.at).toBe('2034-12-31T19:00:00.000-05:00');
  expect(await phone.acknowledged()).toHaveLength(1); // and it is not thought to be years old
});

it('what was being sent when the app was killed is sent again', async () => {
  const { server, phone } = here();
  const row = await phone.give('Killed in the middle.');
  await phone.db.outbox.update(row.id, { state: 'sending', tries: 1 });

  await phone.sync();

  expect(server.applied).toHaveLength(1);
});
