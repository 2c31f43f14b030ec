import { describe, expect, it } from 'vitest';
import { defaultDue, defaultsFor, placementOf } from './defaults';
import { reference } from './testing/program';

describe('the date of a next step', () => {
  it('is in two weeks', () => {
    expect(defaultDue('2026-11-22', undefined)).toBe('2026-12-06');
    expect(defaultDue('2026-11-22', '2026-12-20')).toBe('2026-12-06');
  });

  it("is the rotation's last day if that is sooner", () => {
    expect(defaultDue('2026-11-22', '2026-11-29')).toBe('2026-11-29');
  });

  it('is never today', () => {
    expect(defaultDue('2026-11-29', '2026-11-29')).toBe('2026-12-13');
  });
});

describe('the setting', () => {
  it("is that of the learner's rotation", () => {
    expect(defaultsFor(reference(), { giver: 'cole', learner: 'ana' }, '2026-11-22')).toEqual({
      setting: 'clinic',
      rotation: 'clinic',
      due: '2026-11-30',
    });
  });

  it("is that of the giver's own where the learner has none, and then it is nobody's rotation", () => {
    expect(defaultsFor(reference(), { giver: 'cole', learner: 'dov' }, '2026-11-22')).toEqual({
      setting: 'ward',
      rotation: null,
      due: '2026-12-06',
    });
  });

  it('is not guessed', () => {
    expect(defaultsFor(reference(), { giver: 'gus', learner: 'dov' }, '2026-11-22').setting).toBeNull();
    expect(defaultsFor(undefined, { giver: 'cole', learner: null }, '2026-11-22')).toMatchObject({ setting: null });
  });
});

it('a placement begins and ends with its days', () => {
  expect(placementOf(reference(), 'cole', '2026-11-08')).toBeUndefined();
  expect(placementOf(reference(), 'cole', '2026-11-09')?.rotation.name).toBe('Ward A');
  expect(placementOf(reference(), 'cole', '2026-11-29')?.rotation.name).toBe('Ward A');
  expect(placementOf(reference(), 'cole', '2026-11-30')).toBeUndefined();
});
