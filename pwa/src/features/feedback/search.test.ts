import { describe, expect, it } from 'vitest';
import { searchSkills } from './search';
import { skillsOf, type Skill } from './skills';
import { internalMedicine } from './testing/program';

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
