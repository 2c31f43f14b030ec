import { expect, it } from 'vitest';
import { linesOf, shareOf, type Closure, type Figures } from './closure';

const figures: Figures = {
  people: 12,
  entries: 200,
  led_to_plan: 50,
  plans: 40,
  closed: 30,
  seen_again: 15,
  by_another: 6,
  median_days: 24,
};

it('each share is of what stands before it, and none of nothing', () => {
  expect(['led', 'closed', 'seen', 'another'].map((share) => shareOf(figures, share as never))).toEqual([
    0.25, 0.75, 0.5, 0.4,
  ]);
  expect(shareOf({ ...figures, closed: 0, seen_again: 0 }, 'seen')).toBeNull();
});

it('everybody comes first, then years and rotations, each with what is hidden together', () => {
  const closure: Closure = {
    all: figures,
    by_year: [{ year: 1, figures }],
    other_years: figures,
    by_rotation: [{ rotation: 'ward-a', figures }],
    other_rotations: null,
  };
  const words = {
    all: 'Everybody',
    year: (year: number | null) => `Year ${String(year)}`,
    rotation: (id: string | null) => id ?? '',
    other_years: 'Other years',
    other_rotations: 'Other rotations',
  };

  expect(linesOf(closure, words).map(({ name }) => name)).toEqual(['Everybody', 'Year 1', 'Other years', 'ward-a']);
});
