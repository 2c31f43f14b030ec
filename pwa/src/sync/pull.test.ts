import { expect, it } from 'vitest';
import { tableOfKind } from '../db/schema';
import { forgetServerRows } from './memory';
import { RETAINED_MS } from './prune';
import { Phone } from './testing/phone';
import { said, ServerTwin } from './testing/server';
import type { Scrubber } from './ports';

const here = () => {
  const server = new ServerTwin();
  return { server, phone: new Phone({ server }) };
};

it('what Dana wrote arrives, page after page', async () => {
  const { server, phone } = here();
  server.pageSize = 3;
  for (let i = 0; i < 8; i++) server.put('feedback_entry', `e${i}`, { went_well: `entry ${i}` });

  await phone.sync();

  expect(await phone.shown()).toHaveLength(8);
  expect(await phone.memory()).toMatchObject({ epoch: 'epoch-1', cursor: 8 });
});

it('what a person may no longer see leaves the device, and takes no unsent work with it', async () => {
  const { server, phone } = here();
  server.put('feedback_entry', 'e1', { went_well: 'seen for a while' });
  await phone.sync();
  await phone.amend('e1', 'Still being written.');
  phone.faults = ['down'];
  server.hide('feedback_entry', 'e1');
  phone.faults = [said(503, '{}')];
  await phone.sync();

  server.judge = (op) => (op.kind === 'feedback.amend' ? { outcome: 'refused', code: 'not_found' } : null);
  await phone.sync();

  expect(await phone.db.feedbackEntries.count()).toBe(0);
  expect(await phone.outbox()).toMatchObject([{ kind: 'feedback.amend', state: 'needs_attention' }]);
});

it('a page is applied together with its cursor, or not at all', async () => {
  const { server, phone } = here();
  server.put('feedback_entry', 'e1', { went_well: 'one' });
  phone.db.feedbackEntries.hook('creating', () => {
    throw new DOMException('full', 'QuotaExceededError');
  });

  await phone.sync();

  expect((await phone.memory()).cursor).toBe(0);
  expect(phone.engine.status.get().obstacle).toBe('no_answer');
});

it('an entry does not flicker between the server’s yes and the next page', async () => {
  const { server, phone } = here();
  await phone.give('Always there.');
  const answer = server.answer.bind(server);
  const shownAtPull: string[][] = [];
  server.answer = async (request) => {
    if (request.path.startsWith('/sync/pull')) shownAtPull.push(await phone.shown());
    return answer(request);
  };

  await phone.sync();

  expect(shownAtPull).toEqual([['Always there.']]);
  expect(await phone.shown()).toEqual(['Always there.']);
  expect(await phone.acknowledged()).toMatchObject([{ unseen: 0 }]);
});

it('a kind this version does not know is skipped, and fetched by the one that does', async () => {
  const { server, phone } = here();
  server.put('hologram', 'h1', { of: 'Ana' });
  server.put('feedback_entry', 'e1', { went_well: 'known' });
  await phone.engine.start();
  await phone.engine.idle();
  expect(await phone.shown()).toEqual(['known']);

  const newer = new Phone({ server, db: phone.db });
  newer.engine.ports.tables = { ...newer.engine.ports.tables, hologram: 'planGoals' };
  await newer.engine.start();
  await newer.engine.idle();

  expect(await phone.db.planGoals.get('h1')).toMatchObject({ id: 'h1', of: 'Ana' });
  phone.engine.stop();
  newer.engine.stop();
});

it('a restored backup gets back what it forgot, from the device that had sent it', async () => {
  const { server, phone } = here();
  await phone.give('before the backup');
  await phone.sync();
  const backup = server.backup();
  await phone.give('after the backup');
  await phone.sync();
  await phone.give('not sent yet');

  server.restore(backup);
  await phone.sync();

  expect(server.applied.map((op) => (op.body as { went_well: string }).went_well).sort()).toEqual([
    'after the backup',
    'before the backup',
    'not sent yet',
  ]);
  expect(await phone.shown()).toHaveLength(3);
  expect(await phone.outbox()).toEqual([]);
});

it('after a restore nothing new is judged before what it builds on is back', async () => {
  const { server, phone } = here();
  const backup = server.backup();
  const entry = await phone.give('Comforting voice.');
  await phone.sync();
  server.restore(backup);
  await phone.amend(entry.subject, 'And quick hands.');

  await phone.sync();

  expect(server.applied.map(({ kind }) => kind)).toEqual(['feedback.give', 'feedback.amend']);
  expect(await phone.outbox()).toEqual([]);
});

it('a server that has gone back without a new epoch is noticed by its cursor', async () => {
  const { server, phone } = here();
  const backup = server.backup();
  await phone.give('acknowledged');
  await phone.sync();

  server.restore(backup, server.epoch);
  await phone.sync();

  expect(server.applied).toHaveLength(1);
  expect(await phone.memory()).toMatchObject({ era: 2, again: false });
});

it('what the restored server does not have any more is swept when the feed has been read', async () => {
  const { server, phone } = here();
  const backup = server.backup();
  server.put('feedback_entry', 'lost', { went_well: 'written by somebody whose phone is gone' });
  await phone.sync();
  expect(await phone.shown()).toHaveLength(1);

  server.restore(backup);
  server.pageSize = 1;
  server.put('feedback_entry', 'e1', { went_well: 'one' });
  server.put('feedback_entry', 'e2', { went_well: 'two' });
  await phone.sync();

  expect(await phone.shown()).toEqual(['one', 'two']);
  expect(await phone.db.arrived.count()).toBe(0);
});

it('what the restored server refuses becomes this person’s to decide, and is not lost', async () => {
  const { server, phone } = here();
  const backup = server.backup();
  await phone.give('Was fine then.');
  await phone.sync();

  server.restore(backup);
  server.judge = () => ({ outcome: 'refused', code: 'entry_withdrawn' });
  await phone.sync();

  expect(await phone.acknowledged()).toEqual([]);
  expect(await phone.outbox()).toMatchObject([
    { state: 'needs_attention', op: { body: { went_well: 'Was fine then.' } }, reason: { code: 'entry_withdrawn' } },
  ]);
});

it('acknowledged operations are let go after 30 days of the server’s clock, not of the phone’s', async () => {
  const { server, phone } = here();
  await phone.give('Retained.');
  await phone.sync();
  phone.clock.at += 10 * 365 * 86_400_000;
  await phone.sync();
  expect(await phone.acknowledged()).toHaveLength(1);

  server.now += RETAINED_MS + 1;
  await phone.sync();

  expect(await phone.acknowledged()).toEqual([]);
});

const scrubber: Scrubber = {
  kind: 'feedback_entry',
  subjects: (data) => (Array.isArray(data.redacted) ? [String(data.id)] : []),
  scrub: (data) => ({ went_well: data.went_well }),
};

it('text redacted afterwards leaves what the phone retains, and a restore brings back only the redacted text', async () => {
  const server = new ServerTwin();
  const phone = new Phone({ server, scrubbers: [scrubber] });
  const backup = server.backup();
  const { subject } = await phone.give('Mr. Smith was grateful.');
  await phone.sync();

  server.put('feedback_entry', subject, { went_well: '[redacted] was grateful.', redacted: ['went_well'] });
  await phone.sync();
  expect(JSON.stringify(await phone.acknowledged())).not.toContain('Smith');

  server.restore(backup);
  await phone.sync();
  expect(server.applied).toMatchObject([{ subject, body: { went_well: '[redacted] was grateful.' } }]);
  expect(await phone.acknowledged()).toMatchObject([{ era: 2 }]);
});

it('a restored server that still has the unredacted operation is no reason to ask anybody', async () => {
  const server = new ServerTwin();
  const phone = new Phone({ server, scrubbers: [scrubber] });
  const { subject } = await phone.give('Mr. Smith was grateful.');
  await phone.sync();
  server.put('feedback_entry', subject, { went_well: '[redacted] was grateful.', redacted: ['went_well'] });
  await phone.sync();

  server.restore(server.backup());
  await phone.sync();

  expect(await phone.outbox()).toEqual([]);
  expect(await phone.acknowledged()).toMatchObject([{ era: 2 }]);
});

it('nor is one that has it after another restore, at which the redacted text had been held', async () => {
  const server = new ServerTwin();
  const phone = new Phone({ server, scrubbers: [scrubber] });
  const before = server.backup();
  const { subject } = await phone.give('Mr. Smith was grateful.');
  await phone.sync();
  const after = server.backup();
  server.put('feedback_entry', subject, { went_well: '[redacted] was grateful.', redacted: ['went_well'] });
  await phone.sync();

  server.restore(before);
  server.judge = () => ({ outcome: 'held', code: 'membership_ended' });
  await phone.sync();
  expect(await phone.outbox()).toMatchObject([{ state: 'needs_attention', reason: { outcome: 'held' } }]);
  server.restore(after, 'a third');
  await phone.sync();

  expect(await phone.outbox()).toEqual([]);
  expect(await phone.acknowledged()).toMatchObject([{ era: 3 }]);
  expect(JSON.stringify(await phone.acknowledged())).not.toContain('Smith');
});

it('another tab that was faster makes this one go on from where it is', async () => {
  const { server, phone } = here();
  server.pageSize = 1;
  for (let i = 0; i < 4; i++) server.put('feedback_entry', `e${i}`, { went_well: `entry ${i}` });
  const other = new Phone({ server, db: phone.db });

  await Promise.all([phone.sync(), other.sync()]);

  expect(await phone.shown()).toHaveLength(4);
  expect((await phone.memory()).cursor).toBe(4);
});

it('signing out on a connection that died leaves nothing on the phone', async () => {
  const server = new ServerTwin();
  server.put('feedback_entry', 'e1', { went_well: 'You let the family finish.' });
  const phone = new Phone({ server });
  await phone.sync();
  expect(await phone.db.feedbackEntries.count()).toBe(1);
  phone.db.close();

  await forgetServerRows(phone.db, Object.values(tableOfKind));

  expect(await phone.db.feedbackEntries.count()).toBe(0);
});

it('a page asked for before signing out is not kept after it', async () => {
  const server = new ServerTwin();
  server.put('feedback_entry', 'e1', { went_well: 'You let the family finish.' });
  const phone = new Phone({ server });
  const answer = server.answer.bind(server);
  server.answer = async (request) => {
    const page = await answer(request);
    if (!request.path.startsWith('/sync/pull')) return page;
    await forgetServerRows(phone.db, Object.values(tableOfKind));
    phone.always = 'down';
    return page;
  };

  await phone.sync();

  expect(await phone.db.feedbackEntries.count()).toBe(0);
});
