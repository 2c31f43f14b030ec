import { expect, it } from 'vitest';
import { practice as english } from '../../i18n/en/practice';
import { practice as spanish } from '../../i18n/es/practice';
import { english as lexicon } from '../feedback/coach/en/english';
import { MARKS } from '../feedback/coach/model';
import { read } from '../feedback/coach/read';
import { reference } from '../feedback/testing/program';
import { find, rosterOf } from '../guard/find';
import { after, encounterOf, ENCOUNTERS } from './encounters';
import { competencyOf, inventedFor, LEARNER } from './invented';

const possible = (id: (typeof ENCOUNTERS)[number]['id'], words = english) => ({
  went_well: words[`practice.${id}.well`],
  differently: words[`practice.${id}.differently`],
  next_step: words[`practice.${id}.next`],
});

it('there are six, each of another competency and setting, from the easy to the hard', () => {
  expect(ENCOUNTERS).toHaveLength(6);
  expect(new Set(ENCOUNTERS.map(({ competency }) => competency)).size).toBe(6);
  expect(new Set(ENCOUNTERS.map(({ setting }) => setting)).size).toBe(6);
  expect(ENCOUNTERS.map(({ hard }) => hard)).toEqual([1, 1, 2, 2, 3, 3]);
});

it.each(ENCOUNTERS)('the possible entry about $id has what the coach looks for, and no notice', ({ id }) => {
  const { marks, notices } = read(possible(id), lexicon);

  expect(MARKS.filter((mark) => marks[mark].length === 0)).toEqual([]);
  expect(notices).toEqual([]);
});

it.each(ENCOUNTERS)('the guard finds no patient in the possible entry about $id, in either language', ({ id }) => {
  for (const words of [english, spanish as typeof english]) {
    const roster = rosterOf([words[`practice.${id}.name`]]);
    for (const text of Object.values(possible(id, words))) expect(find(text, roster), text).toEqual([]);
  }
});

it('one after the other, and none after the last', () => {
  expect(after(ENCOUNTERS[0])?.id).toBe('fever');
  expect(after(ENCOUNTERS[5])).toBeUndefined();
  expect(encounterOf('nowhere')).toBeUndefined();
});

it('the invented program has the person’s own skills, those that fit among the first, and nobody of the real one', () => {
  const family = ENCOUNTERS[0];
  const words = { name: 'Rowan Ashby', place: 'Ward' };
  const invented = inventedFor(reference(), family, { giver: 'cole', today: '2026-11-22', words });

  expect(invented.snapshot.sets.map(({ id }) => id)).toEqual(['acgme-im-2']);
  expect(invented.snapshot.rotations[0]?.subcompetencies.slice(0, 3)).toEqual(['pc4', 'ics1', 'ics2']);
  expect(invented.snapshot.members.map(({ id }) => id)).toEqual([LEARNER, 'cole']);
  expect(invented.name(LEARNER)).toBe('Rowan Ashby');
  expect(competencyOf(invented, family)).toBe('Interpersonal and Communication Skills');
});
