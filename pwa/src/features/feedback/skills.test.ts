import { describe, expect, it } from 'vitest';
import { groupSkills, searchSkills, setsFor, skillsOf, type Skill } from './skills';
import { internalMedicine, reference } from './testing/program';

const all = skillsOf([internalMedicine]);
const codes = (skills: readonly Skill[]) => skills.map(({ subcompetency }) => subcompetency.code);

describe('searching a skill by plain words', () => {
  it.each([
    ['handoff', 'ICS2'],
    ['hand off', 'ICS2'],
    ['Hand-Off', 'ICS2'],
    ['handof', 'ICS2'],
    ['sick patient', 'PC4'],
    ['the sick patient', 'PC4'],
    ['sick', 'PC4'],
    ['bad news', 'ICS1'],
    ['notes', 'ICS3'],
    ['communication team', 'ICS2'],
    ['differntial', 'PC3'],
    ['reliability', 'PROF3'],
    ['diagnoses', 'PC3'],
    ['ics 1', 'ICS1'],
    ['pc1', 'PC1'],
    ['outpatient', 'PC5'],
    ['professionalism', 'PROF3'],
    ['late for the family meeting', 'ICS1'],
  ])('%s leads to %s', (query, code) => {
    expect(codes(searchSkills(all, query))[0]).toBe(code);
  });

  it.each(['', ' ', 'of the', 'xylophone'])('%o leads nowhere', (query) => {
    expect(searchSkills(all, query)).toEqual([]);
  });

  it('keeps the order of the set among equals', () => {
    expect(codes(searchSkills(all, 'patient management'))).toEqual(['PC4', 'PC5']);
  });
});

describe('the first skills', () => {
  it('are recent ones, then those of the rotation, none twice', () => {
    const groups = groupSkills(reference(), [internalMedicine], ['ics2', 'pc1', 'pc5', 'ics1', 'gone'], {
      rotation: 'ward-a',
      setting: 'ward',
    });
    expect(codes(groups.recent)).toEqual(['ICS2', 'PC1', 'PC5']);
    expect(codes(groups.fitting)).toEqual(['PC4', 'PC3']);
  });

  it('are those of the setting where the rotation names none', () => {
    const groups = groupSkills(reference(), [internalMedicine], [], { rotation: 'clinic', setting: 'clinic' });
    expect(codes(groups.fitting)).toEqual(['PC5', 'ICS1']);
  });
});

it('ten comes after nine', () => {
  expect(codes(all).indexOf('PC10')).toBeGreaterThan(codes(all).indexOf('PC5'));
});

it('somebody not on the list is met with all sets of the program', () => {
  expect(setsFor(reference(), null)).toEqual([internalMedicine]);
  expect(setsFor(reference(), 'cole')).toEqual([internalMedicine]);
});
