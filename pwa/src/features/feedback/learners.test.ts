import { describe, expect, it } from 'vitest';
import { groupLearners, learnersFor, likeNamed, searchLearners } from './learners';
import { reference } from './testing/program';

const ids = (members: readonly { id: string }[]) => members.map(({ id }) => id);
const day = '2026-11-22';

describe('whom the form offers', () => {
  it("begins with recent people, then today's team, nobody twice", () => {
    const groups = groupLearners(reference(), 'cole', day, ['ben', 'ana'], []);
    expect(ids(groups.recent)).toEqual(['ben', 'ana']);
    expect(ids(groups.team)).toEqual(['chi']);
  });

  it('puts pinned people before those on the same rotation', () => {
    const groups = groupLearners(reference(), 'cole', day, [], ['dov']);
    expect(ids(groups.team)).toEqual(['dov', 'chi', 'ben']);
  });

  it('has nobody on the team of somebody who is not assigned', () => {
    expect(groupLearners(reference(), 'gus', day, [], []).team).toEqual([]);
  });

  it('adds those somebody coaches', () => {
    expect(ids(groupLearners(reference(), 'fay', day, ['ana'], []).coached)).toEqual(['dov']);
  });

  it('leaves out oneself, who has left, and who is no learner', () => {
    expect(ids(learnersFor(reference(), 'ana'))).toEqual(['dov', 'chi', 'ben']);
    expect(groupLearners(reference(), 'cole', day, ['eve', 'gus', 'nobody'], []).recent).toEqual([]);
  });
});

describe('searching a name', () => {
  const learners = learnersFor(reference(), 'cole');

  it.each([
    ['ruiz', ['ana', 'ben']],
    ['ru be', ['ben']],
    ['nguyen', ['chi']],
    ['ngyuen', ['chi']],
    ['  ', []],
    ['zz', []],
  ])('%s', (query, found) => {
    expect(ids(searchLearners(learners, query))).toEqual(found);
  });
});

it('names are like when one could be taken for the other', () => {
  const learners = learnersFor(reference(), 'cole');
  expect([...likeNamed(learners)].sort()).toEqual(['ana', 'ben']);
  const named = (id: string, given_name: string, family_name: string) =>
    learners.slice(0, 1).map((one) => ({ ...one, id, given_name, family_name }));
  expect([...likeNamed([...named('1', 'Jon', 'Smith'), ...named('2', 'John', 'Smyth')])]).toEqual(['1', '2']);
});
