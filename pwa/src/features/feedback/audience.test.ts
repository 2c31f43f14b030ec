import { expect, it } from 'vitest';
import { audienceOf } from './audience';
import { reference } from './testing/program';

const ids = (members: readonly { id: string }[]) => members.map(({ id }) => id);

it('names the learner, their coaches, the directors, the committee and the coordinators', () => {
  const audience = audienceOf(reference(), 'ana', 'cole');
  expect(audience.learner?.id).toBe('ana');
  expect(ids(audience.coaches)).toEqual(['fay']);
  expect(ids(audience.directors)).toEqual(['gus']);
  expect(ids(audience.committee)).toEqual(['jon']);
  expect(ids(audience.coordinators)).toEqual(['ida']);
});

it('does not name another learner’s coach, nor the author a second time', () => {
  expect(audienceOf(reference(), 'ben', 'gus')).toMatchObject({ coaches: [], directors: [] });
});

it('of somebody not on the list it knows no coach', () => {
  expect(audienceOf(reference(), null, 'cole')).toMatchObject({ learner: null, coaches: [] });
});
