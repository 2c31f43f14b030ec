import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import type { Device } from '../../sync/mutate';
import { coleDevice, entry, PROGRAM } from '../feedback/testing/program';
import { unreadCount } from '../inbox/queries';
import { markRead } from '../reflections/mutations';
import { aRequest } from '../requests/testing/request';
import { follow } from './go';
import { groupByKind, usualPreferences, withChannel } from './model';
import { openAbout, openNotification, prefer, preferencesId } from './mutations';
import { preferencesHere, toldHere } from './queries';
import { aNotification } from './testing/notification';

const TODAY = '2026-11-22';
let db: WaymarkDb;
let cole: Device;
beforeEach(() => {
  db = new WaymarkDb('told');
  cole = coleDevice(db);
});
afterEach(() => db.delete());

const told = (more: Parameters<typeof aNotification>[0]) => db.notifications.put(aNotification(more) as never);
const ids = async () => (await toldHere(db, TODAY)).told.map(({ id, unread }) => `${id}${unread ? ' unread' : ''}`);
/** Cole with one program, as the pages have him. */
const going = (program = PROGRAM) => ({
  ...cole,
  clock: { ...cole.clock, now: () => Date.parse('2026-11-22T14:30:00.000Z'), offset: () => -300 },
  session: { person: { id: 'cole' }, program: { id: program }, memberships: [{ program: { id: PROGRAM } }] },
});
const followed = (id: string, program?: string) => follow(going(program) as never, id);

it('tells what the inbox does not list, and nothing of it twice', async () => {
  await db.feedbackEntries.put(entry() as never);
  await db.requests.put(aRequest() as never);
  await told({ id: '1', kind: 'feedback_new', about: { kind: 'feedback_entry', id: 'entry' } });
  await told({ id: '2', kind: 'request_answered', about: { kind: 'feedback_entry', id: 'entry' } });
  await told({ id: '3', kind: 'request_new', about: { kind: 'request', id: 'request' } });
  await told({ id: '4', kind: 'plan_proposed', about: { kind: 'plan', id: 'plan' } });
  await told({ id: '5', kind: 'response_new', about: { kind: 'feedback_entry', id: 'not here yet' } });

  expect(await ids()).toEqual(['5 unread', '4 unread']);
});

it('says on the card of an open question that it was a reminder, and counts the card once', async () => {
  await db.requests.put(aRequest() as never);
  await told({ id: '1', kind: 'request_new', about: { kind: 'request', id: 'request' } });
  await told({ id: '2', kind: 'request_reminder', about: { kind: 'request', id: 'request' } });

  const here = await toldHere(db, TODAY);

  expect([...here.reminded]).toEqual(['request']);
  expect(here.seen.map(({ id }) => id)).toEqual(['2', '1']);
  expect(await unreadCount(db, 'cole', TODAY)).toBe(1);
});

it('a question that ended tells nobody any more', async () => {
  await db.requests.put(aRequest({ state: 'withdrawn' }) as never);
  await told({ id: '1', kind: 'request_new', about: { kind: 'request', id: 'request' } });

  expect(await ids()).toEqual([]);
  expect(await followed('1')).toEqual({ nowhere: 'ended' });
  await vi.waitFor(async () => expect(await db.outbox.count()).toBe(1)); // and is read
});

it('is read from the moment it is opened, without a network, and stays in sight for two weeks', async () => {
  await told({ id: '1' });
  await told({ id: '2', read_at: '2026-11-20T09:00:00.000Z' });
  await told({ id: '3', at: '2026-11-01T09:00:00.000Z', read_at: '2026-11-02T09:00:00.000Z' });
  expect(await unreadCount(db, 'cole', TODAY)).toBe(1);

  await openNotification(cole, { id: '1', program: PROGRAM });

  expect(await ids()).toEqual(['2', '1']);
  expect(await unreadCount(db, 'cole', TODAY)).toBe(0);
});

it('opening a plan reads everything that was told of it, once', async () => {
  await told({ id: '1' });
  await told({ id: '2', kind: 'plan_step_due' });
  await told({ id: '3', about: { kind: 'plan', id: 'another' } });

  await openAbout(cole, { kind: 'plan', id: 'plan' });
  await openAbout(cole, { kind: 'plan', id: 'plan' });

  expect((await db.outbox.toArray()).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'notifications.open 1',
    'notifications.open 2',
  ]);
});

it('opening an entry reads what was told of it', async () => {
  await told({ id: '1', kind: 'response_new', about: { kind: 'feedback_entry', id: 'gone' } });

  await markRead(cole, { id: 'gone', program: PROGRAM });

  expect(await ids()).toEqual(['1']);
});

it('leads to the page of its thing, and a new question straight to the form that answers it', async () => {
  await db.requests.put(aRequest() as never);
  await told({ id: '1' });
  await told({ id: '2', kind: 'response_new', about: { kind: 'feedback_entry', id: 'entry' } });
  await told({ id: '3', kind: 'request_declined', about: { kind: 'request', id: 'mine' } });
  await told({ id: '4', kind: 'request_new', about: { kind: 'request', id: 'request' } });

  expect(await followed('1')).toEqual({ to: '/plans/plan' });
  expect(await followed('2')).toEqual({ to: '/entry/entry' });
  expect(await followed('3')).toEqual({ to: '/asked/mine' });
  expect(await followed('4')).toEqual({ to: '/?learner=ana&set=acgme-im-2&skill=ics2&request=request' });
  // the reply is read once its entry is shown; the plan's and the question's pages mark theirs
  await vi.waitFor(async () => expect(await db.outbox.toArray()).toMatchObject([{ subject: '2' }]));
});

it('a question of another program opens that program first, and is read only then', async () => {
  await db.requests.put(aRequest() as never);
  await told({ id: '1', kind: 'request_new', about: { kind: 'request', id: 'request' } });

  expect(await followed('1', 'another program')).toEqual({ program: PROGRAM });
  expect(await db.outbox.count()).toBe(0);
});

it('a question that was answered here leads to the answer, and an unknown message nowhere', async () => {
  await db.requests.put(aRequest({ state: 'answered', entries: ['answer'] }) as never);
  await db.feedbackEntries.put(entry({ id: 'answer', request: 'request' }) as never);
  await told({ id: '1', kind: 'request_new', about: { kind: 'request', id: 'request' } });

  expect(await followed('1')).toEqual({ to: '/entry/answer' });
  await vi.waitFor(async () => expect(await db.outbox.count()).toBe(1));
  expect(await followed('unknown')).toEqual({ nowhere: 'unknown' });
});

it('groups by kind, the kind with the newest first', () => {
  const one = (id: string, kind: 'plan_proposed' | 'plan_step_due', at: string) => ({
    ...aNotification({ id, kind, at: `2026-11-${at}T09:00:00.000Z` }),
    unread: false,
  });
  const groups = groupByKind([
    one('a', 'plan_proposed', '20'),
    one('b', 'plan_step_due', '21'),
    one('c', 'plan_proposed', '22'),
  ]);

  expect(groups.map(({ kind, items }) => [kind, items.map(({ id }) => id)])).toEqual([
    ['plan_proposed', ['c', 'a']],
    ['plan_step_due', ['b']],
  ]);
});

it('what was chosen here holds before the server has it; a kind nobody chose is as usual', async () => {
  expect(await preferencesHere(db)).toEqual(usualPreferences());
  const person = '01931c7e-0000-7000-8000-000000000001';
  const device = { ...cole, session: { person: { id: person } } };
  await db.preferences.put({ id: 'p', kinds: { plan_proposed: { push: false, mail: true } }, digest: 'daily' });
  const stored = await preferencesHere(db);
  expect(stored).toMatchObject({ digest: 'daily', kinds: { plan_proposed: { push: false, mail: true } } });
  expect(stored.kinds.feedback_new).toEqual({ push: true, mail: true });

  const row = await prefer(device, PROGRAM, withChannel(stored, 'feedback_new', 'mail', false));

  expect(row.subject).toBe(await preferencesId(person));
  expect((await preferencesHere(db)).kinds.feedback_new).toEqual({ push: true, mail: false });
});
