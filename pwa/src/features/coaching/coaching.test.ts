import { beforeEach, describe, expect, it } from 'vitest';
import { Phone } from '../../sync/testing/phone';
import { ServerTwin } from '../../sync/testing/server';
import { lastContact, nextMeeting, recipientsOf, type CheckInRow, type MeetingRow, type NoteRow } from './model';
import { askCheckIn, changeMeeting, dropNote, planMeeting, shareNote, takeBack, takeUp, writeNote } from './mutations';
import { about, coachingIn, standings } from './queries';

const PROGRAM = 'riverside';
const meeting = (change: Partial<MeetingRow>): MeetingRow => ({
  ...{
    id: 'meeting-1',
    program: PROGRAM,
    coach: 'eve',
    learner: 'ana',
    on: '2026-11-25',
    state: 'planned',
    version: 1,
  },
  ...change,
});
const note = (change: Partial<NoteRow>): NoteRow => ({
  ...{ id: 'note-1', program: PROGRAM, author: 'eve', learner: 'ana', meeting: null, check_in: null, part: null },
  ...{
    text: 'Ask about sleep.',
    shared_at: null,
    given_at: '2026-11-20T10:00:00Z',
    received_at: '2026-11-20T10:00:01Z',
  },
  ...change,
});
const checkIn = (change: Partial<CheckInRow>): CheckInRow => ({
  ...{ id: 'check-1', program: PROGRAM, learner: 'ana', asker: 'dora', to: 'coach', text: 'Very quiet on rounds.' },
  ...{ asked_at: '2026-11-21T10:00:00Z', received_at: '2026-11-21T10:00:01Z', taken_up_at: null },
  ...change,
});

describe('the last contact', () => {
  const none = { meetings: [], entries: [], notes: [], check_ins: [] };

  it('is the latest of a meeting held, feedback given, a note shared and a check-in taken up', () => {
    expect(lastContact(none)).toBeNull();
    expect(lastContact({ ...none, meetings: ['2026-10-01', '2026-11-03'], entries: ['2026-11-02'] })).toEqual({
      on: '2026-11-03',
      how: 'meeting',
    });
    expect(lastContact({ ...none, meetings: ['2026-11-03'], notes: ['2026-11-04'] })?.how).toBe('note');
  });

  it('of one day is the meeting', () => {
    const day = ['2026-11-03'];
    expect(lastContact({ meetings: day, entries: day, notes: day, check_ins: day })?.how).toBe('meeting');
  });
});

it('the next meeting is the earliest that is planned, also where its day has passed without a word', () => {
  const rows = [
    meeting({ id: 'a', on: '2026-12-24' }),
    meeting({ id: 'b', on: '2026-11-01', state: 'held' }),
    meeting({ id: 'c', on: '2026-11-18' }),
  ];
  expect(nextMeeting(rows)?.id).toBe('c');
  expect(nextMeeting([])).toBeNull();
});

it('asking goes to the learner’s coaches, to the directors where there is no other coach, and never to oneself', () => {
  expect(recipientsOf('cole', 'ana', ['eve', 'finn'], ['gia'])).toEqual({ to: 'coach', people: ['eve', 'finn'] });
  expect(recipientsOf('eve', 'ana', ['eve'], ['gia'])).toEqual({ to: 'director', people: ['gia'] });
  expect(recipientsOf('gia', 'ana', [], ['gia'])).toBeNull();
});

describe('on the coach’s phone', () => {
  let server: ServerTwin;
  let phone: Phone;
  beforeEach(() => {
    server = new ServerTwin();
    phone = new Phone({ server });
  });
  const here = () => coachingIn(phone.db, PROGRAM);
  const me = () => phone.device.session.person.id;

  it('a meeting is set, moved and held at once, and the day of the next one with it', async () => {
    const id = await planMeeting(phone.device, PROGRAM, 'ana', '2026-11-25');
    const of = async () => (await here()).meetings.find(({ row }) => row.id === id)?.row ?? meeting({});
    await changeMeeting(phone.device, await of(), { on: '2026-11-26', state: 'planned' });
    await changeMeeting(phone.device, await of(), { on: '2026-11-26', state: 'held' }, '2026-12-24');

    expect(await of()).toMatchObject({ on: '2026-11-26', state: 'held', version: 3, learner: 'ana', coach: me() });
    expect((await here()).meetings.map(({ row }) => [row.on, row.state])).toEqual([
      ['2026-12-24', 'planned'],
      ['2026-11-26', 'held'],
    ]);
    expect((await phone.outbox()).map(({ op }) => op.base)).toEqual([null, 1, 2, null]);
  });

  it('a note is written for oneself, shared, and deleted', async () => {
    const body = { learner: 'ana', text: ' Ask about sleep. ', part: null, meeting: null, check_in: null } as const;
    await writeNote(phone.device, PROGRAM, { ...body, shared: false });
    const first = async () => (await here()).notes[0];
    const { row } = (await first()) ?? { row: note({}) };
    expect(row).toMatchObject({ text: 'Ask about sleep.', shared_at: null, author: me() });

    await shareNote(phone.device, row);
    expect((await first())?.row.shared_at).not.toBeNull();

    await dropNote(phone.device, row, []);
    expect(await first()).toBeUndefined();
  });

  it('what the server refused is not shown as if it had happened, and its words stay in sight', async () => {
    server.judge = () => ({ outcome: 'refused', code: 'not_found' });
    const body = { learner: 'ana', text: 'Too late.', part: null, meeting: null, check_in: null } as const;
    await writeNote(phone.device, PROGRAM, { ...body, shared: true });
    await phone.db.meetings.put({ ...meeting({}) });
    await changeMeeting(phone.device, meeting({}), { on: '2026-11-25', state: 'held' });
    await phone.sync();

    const { notes, meetings } = await here();
    expect(notes.map(({ row, attention }) => [row.text, attention.length])).toEqual([['Too late.', 1]]);
    expect(meetings.map(({ row, attention }) => [row.state, attention.length])).toEqual([['planned', 1]]);
  });

  it('a check-in is taken up with a word of one’s own, by one deed', async () => {
    await phone.db.checkIns.put({ ...checkIn({}) });
    const word = {
      learner: 'ana',
      text: 'She is fine.',
      shared: false,
      part: null,
      meeting: null,
      check_in: 'check-1',
    };
    await takeUp(phone.device, checkIn({}), word);

    const { checkIns, notes } = about(await here(), 'ana');
    expect(checkIns[0]?.row.taken_up_at).not.toBeNull();
    expect(notes.map(({ row }) => [row.text, row.check_in])).toEqual([['She is fine.', 'check-1']]);
    expect(about(await here(), 'ben').notes).toEqual([]);
  });

  it('an asking can be taken back, and is then nowhere', async () => {
    await askCheckIn(phone.device, PROGRAM, 'ana', 'Very quiet on rounds.', 'coach');
    const [asked] = (await here()).checkIns;
    expect(asked?.row).toMatchObject({ learner: 'ana', to: 'coach', taken_up_at: null });

    if (asked) await takeBack(phone.device, asked.row, []);
    expect((await here()).checkIns).toEqual([]);
  });

  it('how a learner stands is counted from what is on the phone', async () => {
    const entry = (id: string, author: string, given_at: string) =>
      phone.db.feedbackEntries.put({ id, program: PROGRAM, learner: 'ana', author, given_at, state: 'given' });
    await entry('read', 'dora', '2026-11-20T10:00:00Z');
    await entry('new', 'dora', '2026-11-21T10:00:00Z');
    await entry('old', 'dora', '2026-05-01T10:00:00Z');
    await entry('own', me(), '2026-11-10T10:00:00Z');
    await phone.db.readMarks.put({ id: 'read' });
    await phone.db.meetings.put({ ...meeting({ id: 'next', coach: me(), on: '2026-12-02' }) });
    await phone.db.meetings.put({ ...meeting({ id: 'others', coach: 'finn', on: '2026-11-21', state: 'held' }) });
    await phone.db.checkIns.put({ ...checkIn({}) });

    const asked = { me: me(), program: PROGRAM, learners: ['ben', 'ana'], today: '2026-11-22' };
    const [ben, ana] = await standings(phone.db, asked);

    expect(ana).toMatchObject({
      unread: 1,
      open: 0,
      overdue: 0,
      asked: 1,
      contact: { on: '2026-11-10', how: 'entry' },
    });
    expect(ana?.next?.id).toBe('next');
    expect(ben).toEqual({ learner: 'ben', unread: 0, open: 0, overdue: 0, asked: 0, contact: null, next: null });
  });
});
