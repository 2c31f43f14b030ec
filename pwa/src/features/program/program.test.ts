import { describe, expect, it } from 'vitest';
import { coachedBy, coachesOf, describe as said, eachOnce } from '../members/people';
import { reference } from '../feedback/testing/program';
import { t } from '../../i18n/t';
import { FromServer, troubleOf } from './from-server.svelte';
import { likely, search } from './held';
import { byYear, viewsFor } from './views';

const program = reference();
const learners = program.withRole('learner');
const ids = (members: readonly { id: string }[]) => members.map(({ id }) => id);

describe('matching a typed name', () => {
  it('offers the learner who was meant first, through a slip of one letter', () => {
    expect(ids(likely('Ana Ruis', learners))[0]).toBe('ana');
  });

  it('does not mind accents, and offers both of one family name', () => {
    expect(ids(likely('chi nguyen', learners))[0]).toBe('chi');
    expect(ids(likely('Ruiz', learners))).toEqual(['ana', 'ben']);
  });

  it('offers nobody for a name like none', () => {
    expect(likely('Zoltan Petrovich', learners)).toEqual([]);
    expect(likely('', learners)).toEqual([]);
  });

  it('searches by the beginning of every word', () => {
    expect(ids(search('ru a', learners))).toEqual(['ana']);
    expect(ids(search('', learners))).toHaveLength(learners.length);
  });
});

describe('what each role finds on the program’s page', () => {
  it.each([
    [['coordinator'], ['held', 'ledger', 'closure', 'expected']],
    [
      ['director', 'faculty'],
      ['people', 'ledger', 'closure', 'expected'],
    ],
    [['faculty', 'coach'], ['coached']],
    [
      ['coordinator', 'director', 'coach'],
      ['held', 'people', 'coached', 'ledger', 'closure', 'expected'],
    ],
    [['learner'], []],
  ] as const)('%s: %s', (roles, views) => {
    expect(viewsFor(roles)).toEqual(views);
  });

  it('stands by year, and those without one last', () => {
    const [first] = learners;
    const guest = { ...(first as NonNullable<typeof first>), id: 'guest', training_year: null };

    expect(byYear([guest, ...learners]).map(([year]) => year)).toEqual([1, 2, 3, null]);
  });
});

describe('what only the server has', () => {
  it('says why it is not here', () => {
    const statuses = [200, 204, 0, 401, 403, 404, 500];

    expect(statuses.map((status) => troubleOf({ status }))).toEqual([
      null,
      null,
      'offline',
      'sign_in',
      'forbidden',
      'forbidden',
      'failed',
    ]);
  });

  it('keeps what was here when the network goes', async () => {
    const answers = [
      { status: 200, body: ['Ana'], code: undefined, field: undefined },
      { status: 0, body: undefined, code: undefined, field: undefined },
    ];
    let now = 1_000;
    const source = new FromServer<string[]>(
      () => now,
      () => Promise.resolve((answers.shift() ?? answers[0]) as never),
    );
    await Promise.resolve();
    await Promise.resolve();

    now = 2_000;
    await source.again();

    expect(source.value).toEqual(['Ana']);
    expect(source).toMatchObject({ trouble: 'offline', at: 1_000, loading: false });
  });
});

describe('people as they are named', () => {
  it('says who coaches whom', () => {
    expect(ids(coachesOf(program, 'ana'))).toEqual(['fay']);
    expect(ids(coachedBy(program, 'fay'))).toEqual(['dov', 'ana']);
    expect(coachesOf(undefined, 'ana')).toEqual([]);
  });

  it('tells learners of like name apart by their year', () => {
    const [ana] = learners.filter(({ id }) => id === 'ana');

    expect(ana && said(ana, t)).toBe('year 2');
  });

  it('names everybody who can see a thing once, the reader first', () => {
    const who = [
      { id: 'cole', words: 'Cole (author)' },
      { id: 'ana', words: 'Ana (learner)' },
      { id: 'fay', words: 'Fay (coach)' },
      { id: 'fay', words: 'Fay (director)' },
    ];

    expect(eachOnce(who, 'ana', 'You')).toEqual(['You', 'Cole (author)', 'Fay (coach)']);
  });
});
