import { describe, expect, it } from 'vitest';
import { entry } from '../feedback/testing/program';
import { dayGroup, groupByDay } from './days';
import { isAnswered, isNewReply, isUnread, mergeInbox } from './model';
import { timesToShow } from './times';

const TODAY = '2026-11-22';
const amendment = (received_at: string | null) => ({
  id: 'a',
  entry: 'entry',
  program: 'program',
  author: 'cole',
  text: 'One more thing.',
  redacted: false,
  given_at: '2026-11-22T10:00:00.000Z',
  received_at,
});
const question = (received_at: string) => ({
  id: 'q',
  entry: 'entry',
  program: 'program',
  author: 'ana',
  kind: 'asked' as const,
  text: 'Can you give me an example?',
  given_at: '2020-01-01T00:00:00.000Z',
  received_at,
});

describe('an entry’s three times', () => {
  const at = {
    observed_at: '2026-11-22T09:00:00.000Z',
    given_at: '2026-11-22T09:12:00.000Z',
    received_at: '2026-11-22T09:13:00.000Z',
    clock_doubtful: false,
  };

  it('are one where Cole wrote at once and had a network', () => {
    expect(timesToShow(at).map(({ what }) => what)).toEqual(['observed']);
  });

  it('are two where he wrote in the evening, and three where his phone was offline as well', () => {
    const evening = { ...at, given_at: '2026-11-22T18:00:00.000Z', received_at: '2026-11-22T18:01:00.000Z' };

    expect(timesToShow(evening).map(({ what }) => what)).toEqual(['observed', 'given']);
    expect(timesToShow({ ...evening, received_at: '2026-11-25T07:00:00.000Z' }).map(({ what }) => what)).toEqual([
      'observed',
      'given',
      'received',
    ]);
  });

  it('begin with the arrival where the phone’s clock was wrong', () => {
    const doubtful = { ...at, observed_at: '2035-01-01T08:40:00.000Z', given_at: '2035-01-01T09:00:00.000Z' };

    expect(timesToShow({ ...doubtful, clock_doubtful: true }).map(({ what }) => what)).toEqual([
      'received',
      'observed',
      'given',
    ]);
  });

  it('leave out the arrival of what has not arrived', () => {
    expect(timesToShow({ ...at, received_at: null }).map(({ what }) => what)).toEqual(['observed']);
  });
});

describe('days of a list', () => {
  it.each([
    ['2026-11-22', 'today'],
    ['2026-11-21', 'yesterday'],
    ['2026-11-20', 'week'],
    ['2026-11-16', 'week'],
    ['2026-11-15', 'month'],
    ['2035-01-01', 'today'],
  ] as const)('%s is under %s', (day, kind) => {
    expect(dayGroup(day, TODAY).kind).toBe(kind);
  });

  it('keep the order and name each month once', () => {
    const days = ['2026-11-22', '2026-11-02', '2026-11-01', '2026-10-30'];

    const groups = groupByDay(days, (day) => day, TODAY);

    expect(groups.map(({ key, items }) => [key, items])).toEqual([
      ['today', ['2026-11-22']],
      ['2026-11', ['2026-11-02', '2026-11-01']],
      ['2026-10', ['2026-10-30']],
    ]);
  });
});

describe('what Ana has not read', () => {
  const mark = { id: 'entry', at: '2026-11-22T11:00:00.000Z' };

  it('is what she never opened', () => {
    expect(isUnread(undefined, [])).toBe(true);
    expect(isUnread(mark, [])).toBe(false);
  });

  it('is also what Cole added to since', () => {
    expect(isUnread(mark, [amendment('2026-11-22T10:59:00.000Z')])).toBe(false);
    expect(isUnread(mark, [amendment('2026-11-22T11:01:00.000Z')])).toBe(true);
  });

  it('is, for Cole, an answer that came after he last looked', () => {
    expect(isNewReply(question('2026-11-22T11:30:00.000Z'), mark)).toBe(true);
    expect(isNewReply(question('2026-11-22T10:30:00.000Z'), mark)).toBe(false);
    expect(isNewReply(question('2026-11-22T10:30:00.000Z'), undefined)).toBe(true);
  });
});

describe('Ana’s question', () => {
  it('is answered by what Cole adds after it arrived, whatever either phone’s clock says', () => {
    expect(isAnswered(question('2026-11-22T11:00:00.000Z'), [amendment('2026-11-22T10:00:00.000Z')])).toBe(false);
    expect(isAnswered(question('2026-11-22T11:00:00.000Z'), [amendment('2026-11-22T12:00:00.000Z')])).toBe(true);
  });

  it('is answered as soon as his answer is saved on his phone', () => {
    expect(isAnswered(question('2026-11-22T11:00:00.000Z'), [amendment(null)])).toBe(true);
  });
});

it('the inbox stands by arrival: what was given long ago and arrived today is on top', () => {
  const late = entry({
    id: 'late',
    given_at: '2026-11-10T08:00:00.000Z',
    received_at: '2026-11-22T09:00:00.000Z',
  });
  const wrongClock = entry({
    id: 'wrong clock',
    given_at: '2035-01-01T08:00:00.000Z',
    received_at: '2026-11-12T09:00:00.000Z',
  });
  const usual = entry({ id: 'usual', received_at: '2026-11-21T09:00:00.000Z' });

  const items = mergeInbox([wrongClock, usual, late], [], new Set(['late']), new Set());

  expect(items.map(({ entry, unread }) => [entry.id, unread])).toEqual([
    ['late', true],
    ['usual', false],
    ['wrong clock', false],
  ]);
});
