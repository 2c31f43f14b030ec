import { expect, it } from 'vitest';
import { homeOf, placeOf, placesOf } from './places';

const paths = (...roles: Parameters<typeof placesOf>[0]) => placesOf(roles).map(({ path }) => path);

it('Give stands in the middle of five places', () => {
  expect(paths('faculty')).toEqual(['/inbox', '/plans', '/', '/given', '/you']);
});

it('for a learner, asking is the second thing to do', () => {
  expect(paths('learner')).toEqual(['/inbox', '/plans', '/', '/ask', '/you']);
  expect(paths('learner', 'faculty')).toEqual(['/inbox', '/plans', '/', '/ask', '/you']);
});

it('a coordinator, who neither gives nor receives, opens the program', () => {
  expect(paths('coordinator')).toEqual(['/program', '/you']);
  expect(homeOf(['coordinator'])).toBe('/program');
  expect(homeOf(['coordinator', 'faculty'])).toBe('/');
  expect(homeOf([])).toBe('/you');
});

it('a page inside a place is marked as that place', () => {
  expect(placeOf('/entry/abc')).toBe('/inbox');
  expect(placeOf('/plans/new')).toBe('/plans');
  expect(placeOf('/sync')).toBe('/you');
  expect(placeOf('/asked/abc')).toBe('/ask');
  expect(placeOf('/coach/learner/abc')).toBe('/coach');
  expect(placeOf('/coach/check-in/abc')).toBe('/you');
});
