import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { t } from '../../i18n/t';
import { mutate, type Device } from '../../sync/mutate';
import { amendEntry, give } from '../feedback/mutations';
import { coleDevice, entry, giveBody, PROGRAM } from '../feedback/testing/program';
import type { ResponseKind } from '../reflections/model';
import { wantsAuthor, type Became } from './model';
import { given } from './queries';
import { becameWords } from './words';

let db: WaymarkDb;
let cole: Device;
beforeEach(() => {
  db = new WaymarkDb('cole');
  cole = coleDevice(db);
});
afterEach(async () => {
  await db.delete();
});

const stored = (more: Parameters<typeof entry>[0]) => db.feedbackEntries.put(entry(more) as never);
const answered = (kind: ResponseKind, text: string | null = null) =>
  db.responses.put({
    id: kind,
    entry: 'entry',
    program: PROGRAM,
    author: 'ana',
    kind,
    text,
    given_at: '2026-11-22T15:00:00.000Z',
    received_at: '2026-11-22T15:00:01.000Z',
  });
async function became(): Promise<Became[]> {
  const { items } = await given(db, 'cole', 10);
  return items[0]?.became ?? [];
}
const kinds = async () => (await became()).map(({ kind }) => kind);

describe('what became of what Cole gave', () => {
  it('is only that it was sent, until Ana does something with it', async () => {
    await stored({ id: 'entry' });

    expect(await became()).toEqual([{ kind: 'sent', at: null }]);
  });

  it('says when it was sent where that was much later than it was given', async () => {
    await stored({ id: 'entry', received_at: '2026-11-24T08:00:00.000Z' });

    expect(await became()).toEqual([{ kind: 'sent', at: '2026-11-24T08:00:00.000Z' }]);
  });

  it('puts the question first, then the plan, the thanks, and that she read it', async () => {
    await stored({ id: 'entry' });
    await answered('acknowledged');
    await answered('thanked', 'It helped.');
    await answered('asked', 'Can you give me an example?');
    await db.planGoals.put({
      id: 'entry',
      program: PROGRAM,
      goals: [{ plan: 'plan', goal: 'Read back every order', state: 'open', outcome: null }],
    });

    expect(await kinds()).toEqual(['asked', 'plan', 'thanked', 'acknowledged']);
    expect(wantsAuthor(await became())).toBe(true);
  });

  it('wants nothing more of him once he has added an answer, even offline', async () => {
    await stored({ id: 'entry' });
    await answered('asked', 'Can you give me an example?');

    await amendEntry(cole, entry({ id: 'entry' }), 'For instance: “read it back to me”.');

    expect(await became()).toContainEqual({ kind: 'asked', text: 'Can you give me an example?', answered: true });
    expect(wantsAuthor(await became())).toBe(false);
  });

  it('says of what he took back that it is withdrawn, and nothing else', async () => {
    await stored({
      id: 'entry',
      state: 'withdrawn',
      withdrawn: { at: '2026-11-22T16:00:00.000Z', by: 'author', reason: null },
    });
    await answered('thanked');

    expect(await kinds()).toEqual(['withdrawn']);
  });
});

describe('what has not arrived', () => {
  it('stands on top and waits', async () => {
    await stored({ id: 'entry' });
    await mutate(cole, give, { program: PROGRAM, subject: 'waiting', body: giveBody() });

    const { items } = await given(db, 'cole', 10);

    expect(items.map(({ view, became }) => [view.entry.id, became[0]?.kind])).toEqual([
      ['waiting', 'waiting'],
      ['entry', 'sent'],
    ]);
  });

  it('is held with the name he typed, until the coordinator has matched it', async () => {
    const body = giveBody({ learner: null, typed_learner: { name: 'Ana Ruis', service: 'Cardiology' } });
    const row = await mutate(cole, give, { program: PROGRAM, subject: 'held', body });
    await db.outbox.update(row.id, {
      state: 'needs_attention',
      reason: { outcome: 'held', code: 'learner_not_listed' },
    });

    const [held] = await became();

    expect(held).toEqual({ kind: 'held', code: 'learner_not_listed', name: 'Ana Ruis' });
    expect(becameWords(held as Became, '2026-11-22', t)).toContain('Ana Ruis');
  });

  it('is shown on his other device too, from what the server says it holds', async () => {
    await db.heldItems.put({
      id: 'operation',
      program: PROGRAM,
      kind: 'feedback.give',
      subject: 'held',
      code: 'learner_not_listed',
      field: 'learner',
      state: 'returned',
      note: 'We have nobody of that name. Did you mean Ana Ruiz?',
      body: giveBody({ learner: null, typed_learner: { name: 'Ana Ruis', service: '' } }),
      at: '2026-11-22T09:12:00.000-05:00',
      received_at: '2026-11-22T14:13:00.000Z',
    });

    expect(await became()).toEqual([{ kind: 'returned', note: 'We have nobody of that name. Did you mean Ana Ruiz?' }]);
  });

  it('is not shown twice once it was matched and has come back as an entry', async () => {
    await stored({ id: 'held' });
    await db.heldItems.put({
      id: 'operation',
      program: PROGRAM,
      kind: 'feedback.give',
      subject: 'held',
      code: 'learner_not_listed',
      field: null,
      state: 'matched',
      note: null,
      body: giveBody(),
      at: '2026-11-22T09:12:00.000-05:00',
      received_at: '2026-11-22T14:13:00.000Z',
    });

    expect((await given(db, 'cole', 10)).items).toHaveLength(1);
  });
});

it('shows a window, and says that there is more', async () => {
  for (const n of [1, 2, 3]) await stored({ id: `e${String(n)}`, received_at: `2026-11-0${String(n)}T08:00:00.000Z` });

  const { items, more } = await given(db, 'cole', 2);

  expect(items.map(({ view }) => view.entry.id)).toEqual(['e3', 'e2']);
  expect(more).toBe(true);
});
