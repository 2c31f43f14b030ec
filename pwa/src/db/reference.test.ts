import { expect, it, vi } from 'vitest';
import { TestClock } from '../sync/testing/phone';
import { said } from '../sync/testing/server';
import type { Answer, WireRequest } from '../sync/ports';
import { ReferenceStore, type ReferenceSnapshot } from './reference';
import { WaymarkDb } from './schema';

let made = 0;

const snapshot = (name: string): ReferenceSnapshot => ({
  program: { id: 'p1', name, time_zone: 'America/New_York', institution: 'General' },
  wording: '',
  sets: [],
  members: [
    {
      id: 'b',
      given_name: 'Ben',
      family_name: 'Okoro',
      roles: ['learner'],
      training_year: 1,
      profession: null,
      sets: [],
      active: true,
    },
    {
      id: 'a',
      given_name: 'Ana',
      family_name: 'Ruiz',
      roles: ['learner'],
      training_year: 2,
      profession: null,
      sets: [],
      active: true,
    },
    {
      id: 'x',
      given_name: 'Xu',
      family_name: 'Adams',
      roles: ['learner'],
      training_year: 3,
      profession: null,
      sets: [],
      active: false,
    },
  ],
  coaching: [],
  rotations: [],
  assignments: [],
  skills_by_setting: {},
});

function here() {
  const asked: WireRequest[] = [];
  const answers: Answer[] = [];
  const db = new WaymarkDb(`reference-${++made}`);
  const store = new ReferenceStore(db, new TestClock(), (request) => {
    asked.push(request);
    return Promise.resolve(answers.shift() ?? { kind: 'no_answer' });
  });
  const answer = (status: number, text: string, etag: string | null = null) =>
    answers.push({ ...said(status, text), etag } as Answer);
  return { db, store, asked, answer };
}

it('a snapshot is kept and read offline, and asked for by its mark', async () => {
  const { store, asked, answer } = here();
  answer(200, JSON.stringify(snapshot('Medicine')), '"one"');
  await store.refresh('p1');
  answer(304, '');
  await store.refresh('p1');
  await store.refresh('p1'); // no network

  expect((await store.of('p1'))?.snapshot.program.name).toBe('Medicine');
  expect(asked.map(({ headers }) => headers?.['If-None-Match'])).toEqual([undefined, '"one"', '"one"']);
});

it('a snapshot that changed replaces the one in use, also within one millisecond', async () => {
  const { store, answer } = here();
  answer(200, JSON.stringify(snapshot('Before')), '"one"');
  await store.refresh('p1');
  expect((await store.of('p1'))?.snapshot.program.name).toBe('Before');
  answer(200, JSON.stringify(snapshot('After')), '"two"');
  await store.refresh('p1');

  expect((await store.of('p1'))?.snapshot.program.name).toBe('After');
});

it('a snapshot is read once, however often it is asked for', async () => {
  const { db, store, answer } = here();
  answer(200, JSON.stringify(snapshot('Medicine')));
  await store.refresh('p1');
  const read = vi.spyOn(db.reference, 'get');

  const [one, two] = await Promise.all([store.of('p1'), store.of('p1')]);
  await store.of('p1');

  expect(one).toBe(two);
  expect(read).toHaveBeenCalledTimes(1);
});

it.each([
  ['a captive portal', 200, '<html>'],
  ['another program’s snapshot', 200, JSON.stringify({ ...snapshot('x'), program: { id: 'p2' } })],
  ['a server in trouble', 500, ''],
])('%s changes nothing', async (_name, status, text) => {
  const { store, answer } = here();
  answer(200, JSON.stringify(snapshot('Medicine')));
  await store.refresh('p1');
  answer(status, text);
  await store.refresh('p1');

  expect((await store.of('p1'))?.snapshot.program.name).toBe('Medicine');
});

it('who is no member any more has no snapshot left', async () => {
  const { store, answer } = here();
  answer(200, JSON.stringify(snapshot('Medicine')));
  await store.refresh('p1');
  answer(404, '{}');
  await store.refresh('p1');

  expect(await store.of('p1')).toBeUndefined();
});

it('members with a role come by family name, and those who left do not', async () => {
  const { store, answer } = here();
  answer(200, JSON.stringify(snapshot('Medicine')));
  await store.refresh('p1');
  const reference = await store.of('p1');

  expect(reference?.withRole('learner').map(({ id }) => id)).toEqual(['b', 'a']);
  expect(reference?.name('x')).toBe('Xu Adams'); // and is still known by name
});
