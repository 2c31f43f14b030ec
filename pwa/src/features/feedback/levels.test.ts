import { expect, it } from 'vitest';
import { t } from '../../i18n/t';
import { LEVELS, levelName, levelStages, levelTexts } from './levels';
import { internalMedicine } from './testing/program';

const descriptors = internalMedicine.subcompetencies[0]?.descriptors ?? [];

it('has ten levels and no half before the first', () => {
  expect(LEVELS).toHaveLength(10);
  expect(LEVELS).not.toContain(1);
});

it.each([
  [0, 'Not yet Level 1', 'before novice'],
  [2, 'Level 1', 'novice'],
  [5, 'Level 2½', 'between advanced beginner and competent'],
  [8, 'Level 4', 'proficient'],
  [10, 'Level 5', 'expert'],
])('%i is %s', (level, name, stages) => {
  expect(levelName(level, t)).toBe(name);
  expect(levelStages(level, t)).toBe(stages);
});

it('a half-step shows the lower level and the higher', () => {
  expect(levelTexts(5, descriptors).map(({ level }) => level)).toEqual([4, 6]);
  expect(levelTexts(0, descriptors).map(({ level }) => level)).toEqual([2]);
  expect(levelTexts(10, descriptors).map(({ text }) => text)).toEqual(['History as seen at 5']);
  expect(levelTexts(8, [])).toEqual([]);
});
