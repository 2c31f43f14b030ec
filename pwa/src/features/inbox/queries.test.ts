import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import type { Device } from '../../sync/mutate';
import { coleDevice, entry, PROGRAM } from '../feedback/testing/program';
import type { ResponseKind } from '../reflections/model';
import { markRead, reflect, respond, share } from '../reflections/mutations';
import { entryPage, inbox, unreadCount } from './queries';

let db: WaymarkDb;
let ana: Device;
let cole: Device;
beforeEach(() => {
  db = new WaymarkDb('device');
  cole = coleDevice(db);
  ana = { ...cole, session: { person: { id: 'ana' } } };
});
afterEach(async () => {
  await db.delete();
});

const stored = (more: Parameters<typeof entry>[0]) => db.feedbackEntries.put(entry(more) as never);
const day = (date: string) => ({ given_at: `${date}T08:00:00.000Z`, received_at: `${date}T08:01:00.000Z` });
const answered = (id: string, of: string, kind: ResponseKind, date: string, author = 'ana') =>
  db.responses.put({ id, entry: of, program: PROGRAM, author, kind, text: 'Words', ...day(date) });
const ids = (items: { entry: { id: string } }[]) => items.map((item) => item.entry.id);

describe('Ana’s inbox', () => {
  it('holds what is about her, newest first, and marks what she has not opened', async () => {
    await stored({ id: 'old', ...day('2026-11-01') });
    await stored({ id: 'new', ...day('2026-11-20') });
    await stored({ id: 'about ben', learner: 'ben', ...day('2026-11-21') });
    await db.readMarks.put({ id: 'old', at: '2026-11-02T08:00:00.000Z' });

    const found = await inbox(db, 'ana', 10);

    expect(found.items.map((item) => [item.entry.id, item.unread])).toEqual([
      ['new', true],
      ['old', false],
    ]);
    expect(found).toMatchObject({ unread: 1, more: false });
  });

  it('shows only what is to be read when she asks for that', async () => {
    await stored({ id: 'old', ...day('2026-11-01') });
    await stored({ id: 'new', ...day('2026-11-20') });
    await db.readMarks.put({ id: 'new', at: '2026-11-21T08:00:00.000Z' });

    expect(ids((await inbox(db, 'ana', 10, true)).items)).toEqual(['old']);
  });

  it('counts an entry as read from the moment she opens it, without a network', async () => {
    await stored({ id: 'new', ...day('2026-11-20') });

    await markRead(ana, { id: 'new', program: PROGRAM });

    expect(await unreadCount(db, 'ana', '2026-11-22')).toBe(0);
    expect((await inbox(db, 'ana', 10)).items[0]?.unread).toBe(false);
  });

  it('asks her to read again what Cole added to', async () => {
    await stored({ id: 'entry', ...day('2026-11-20') });
    await db.readMarks.put({ id: 'entry', at: '2026-11-20T10:00:00.000Z' });
    await db.amendments.put({ id: 'a', entry: 'entry', author: 'cole', text: 'More', ...day('2026-11-21') });

    expect(await unreadCount(db, 'ana', '2026-11-22')).toBe(1);
    expect((await inbox(db, 'ana', 10)).items[0]).toMatchObject({ unread: true, amended: true });
  });

  it('never shows what was taken back before she read it, and says so of what she had read', async () => {
    const withdrawn = { at: '2026-11-21T08:00:00.000Z', by: 'author' as const, reason: null };
    await stored({ id: 'unseen', state: 'withdrawn', withdrawn, went_well: null, ...day('2026-11-20') });
    await stored({ id: 'seen', state: 'withdrawn', withdrawn, went_well: null, ...day('2026-11-19') });
    await db.readMarks.put({ id: 'seen', at: '2026-11-19T10:00:00.000Z' });

    const found = await inbox(db, 'ana', 10);

    expect(ids(found.items)).toEqual(['seen']);
    expect(found.unread).toBe(0);
  });

  it('shows a window, and says that there is more', async () => {
    for (const date of ['2026-11-01', '2026-11-02', '2026-11-03']) await stored({ id: date, ...day(date) });

    const found = await inbox(db, 'ana', 2);

    expect(ids(found.items)).toEqual(['2026-11-03', '2026-11-02']);
    expect(found.more).toBe(true);
  });

  it('leaves her own answers out', async () => {
    await stored({ id: 'entry', ...day('2026-11-20') });
    await answered('r', 'entry', 'thanked', '2026-11-21');

    expect((await inbox(db, 'ana', 10)).items.map(({ kind }) => kind)).toEqual(['entry']);
  });
});

describe('Ana’s inbox with very many entries', () => {
  it('costs a window, and still brings up what arrived late and waits to be read', async () => {
    const rows = Array.from({ length: 1_100 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 10, 20) - i * 3_600_000).toISOString();
      return entry({ id: `entry-${String(i)}`, given_at: at, received_at: at });
    });
    const late = entry({ id: 'late', given_at: '2025-01-01T08:00:00.000Z', received_at: '2026-11-21T08:00:00.000Z' });
    await db.feedbackEntries.bulkPut([...rows, late] as never[]);
    await db.readMarks.bulkPut(rows.map(({ id }) => ({ id, at: '2026-11-21T08:00:00.000Z' })));

    const found = await inbox(db, 'ana', 30);

    expect(ids(found.items).slice(0, 3)).toEqual(['late', 'entry-0', 'entry-1']);
    expect(found).toMatchObject({ unread: 1, more: true });
  });
});

describe('Cole’s inbox', () => {
  beforeEach(async () => {
    await stored({ id: 'entry', ...day('2026-11-10') });
  });

  it('holds thanks, questions and other views on what he gave; an acknowledgement asks for nothing', async () => {
    await answered('read', 'entry', 'acknowledged', '2026-11-11');
    await answered('asked', 'entry', 'asked', '2026-11-12');
    await answered('thanks', 'entry', 'thanked', '2026-11-13');

    const { items, unread } = await inbox(db, 'cole', 10);

    expect(items.map((item) => item.kind === 'reply' && item.reply.kind)).toEqual(['thanked', 'asked']);
    expect(unread).toBe(2);
  });

  it('is read once he opens the entry, until another answer comes', async () => {
    await answered('asked', 'entry', 'asked', '2026-11-12');
    await db.readMarks.put({ id: 'entry', at: '2026-11-12T20:00:00.000Z' });
    expect(await unreadCount(db, 'cole', '2026-11-22')).toBe(0);

    await answered('thanks', 'entry', 'thanked', '2026-11-13');

    expect(await unreadCount(db, 'cole', '2026-11-22')).toBe(1);
  });

  it('leaves out answers to what others gave, which a coach’s device also holds', async () => {
    await stored({ id: 'of fay', author: 'fay', ...day('2026-11-11') });
    await answered('to fay', 'of fay', 'asked', '2026-11-12');

    expect((await inbox(db, 'cole', 10)).items).toEqual([]);
  });
});

describe('an entry’s page', () => {
  it('shows what Ana said while she was offline, and that it waits', async () => {
    await stored({ id: 'entry' });

    await respond(ana, { id: 'entry', program: PROGRAM }, 'asked', 'Can you give me an example?');
    await reflect(ana, { id: 'entry', program: PROGRAM }, 'Ask first.', ['fay']);

    const page = await entryPage(db, 'ana', 'entry');
    expect(page?.responses).toMatchObject([
      { row: { kind: 'asked', author: 'ana', text: 'Can you give me an example?' }, waiting: true, attention: null },
    ]);
    expect(page?.reflections).toMatchObject([
      { row: { text: 'Ask first.', shared_with: ['fay'], entry: 'entry' }, waiting: true },
    ]);
  });

  it('shows a thought of hers as private until she shares it, and private again when she takes that back', async () => {
    await stored({ id: 'entry' });
    const thought = { id: 'thought', program: PROGRAM };
    await db.reflections.put({
      ...thought,
      entry: 'entry',
      author: 'ana',
      text: 'Ask first.',
      shared_with: ['fay'],
      ...day('2026-11-20'),
    });

    await share(ana, thought, []);

    expect((await entryPage(db, 'ana', 'entry'))?.reflections[0]?.row.shared_with).toEqual([]);
  });

  it('does not show a sharing the server refused as shared', async () => {
    await stored({ id: 'entry' });
    const thought = { id: 'thought', program: PROGRAM };
    await db.reflections.put({
      ...thought,
      entry: 'entry',
      author: 'ana',
      text: 'Ask first.',
      shared_with: [],
      ...day('2026-11-20'),
    });
    const { id } = await share(ana, thought, ['jon']);
    await db.outbox.update(id, {
      state: 'needs_attention',
      reason: { outcome: 'refused', code: 'not_shareable_with' },
    });

    const page = await entryPage(db, 'ana', 'entry');

    expect(page?.reflections[0]).toMatchObject({
      row: { shared_with: [] },
      attention: { reason: { code: 'not_shareable_with' } },
    });
  });

  it('shows an answer once, when the pull brings what the outbox still holds', async () => {
    await stored({ id: 'entry' });
    const row = await respond(ana, { id: 'entry', program: PROGRAM }, 'thanked', null);
    await answered((row.op.body as { id: string }).id, 'entry', 'thanked', '2026-11-22');

    expect((await entryPage(db, 'ana', 'entry'))?.responses).toHaveLength(1);
  });

  it('is not there where the device does not have it', async () => {
    expect(await entryPage(db, 'ana', 'nothing')).toBeUndefined();
  });
});

it('what Cole added himself leaves his entry read, whatever his phone’s clock says', async () => {
  await stored({ id: 'entry', ...day('2026-11-10') });
  await answered('asked', 'entry', 'asked', '2026-11-11');
  await db.readMarks.put({ id: 'entry', at: '2026-11-12T20:00:00.000Z' });
  await db.amendments.put({
    id: 'added',
    entry: 'entry',
    author: 'cole',
    text: 'Such as the second handoff.',
    given_at: '2035-01-01T08:00:00.000Z',
    received_at: null,
  });

  expect((await entryPage(db, 'cole', 'entry'))?.read).toBe(true);
});
