import { expect, it } from 'vitest';
import { setsFor, skillsOf, type Skill } from './skills';
import { internalMedicine, reference } from './testing/program';

const all = skillsOf([internalMedicine]);
const codes = (skills: readonly Skill[]) => skills.map(({ subcompetency }) => subcompetency.code);

it('ten comes after nine', () => {
  expect(codes(all).indexOf('PC10')).toBeGreaterThan(codes(all).indexOf('PC5'));
});

it('somebody not on the list is met with all sets of the program', () => {
  expect(setsFor(reference(), null)).toEqual([internalMedicine]);
  expect(setsFor(reference(), 'cole')).toEqual([internalMedicine]);
});
