import { describe, expect, it } from 'vitest';
import { t } from '../../i18n/t';
import { reference } from '../feedback/testing/program';
import { windowOf } from './list';
import { canReview, nearby, reviewersFor } from './reviewers';
import { aPlan, aStep } from './testing';
import { nextWords, stateWords, stepsWords } from './words';

const TODAY = '2026-11-22';

describe('what a plan waits for, in words', () => {
  it('is said as a date that passed, and never as being late', () => {
    const words = nextWords({ on: '2026-11-18', what: 'step', text: 'Practise with Ben' }, TODAY, null, t);

    expect(words).toBe('Date passed 4 days ago: Practise with Ben');
    expect(words).not.toMatch(/late|overdue|missed/i);
  });

  it('names who looks again', () => {
    const review = { on: '2026-11-23', what: 'review', text: null } as const;

    expect(nextWords(review, TODAY, 'Cole Okafor', t)).toBe('Tomorrow: Cole Okafor looks again');
    expect(nextWords(review, TODAY, null, t)).toBe('Tomorrow: look again');
    expect(nextWords(null, TODAY, null, t)).toBe('No date set');
  });

  it('counts steps where there are any, and says how a plan ended', () => {
    expect(stepsWords(aPlan({ steps: [aStep('a', { done_on: TODAY }), aStep('b')] }), t)).toBe('1 of 2 steps done');
    expect(stepsWords(aPlan(), t)).toBeUndefined();
    expect(stateWords({ state: 'closed', outcome: 'not_reached' }, t)).toBe('Not reached');
  });
});

describe('who can be asked to look again at Ana’s plan', () => {
  const program = reference();
  const groups = reviewersFor(
    program,
    'ana',
    ['cole', 'eve'],
    [program.member('fay')].flatMap((one) => one ?? []),
    TODAY,
  );

  it('is first her coach, then the others, and last who saw it before; each once', () => {
    expect(groups.map(({ group, people }) => [group, people.map(({ id }) => id)])).toEqual([
      ['coaches', ['fay']],
      ['others', ['dov', 'gus', 'chi', 'ben', 'jon']],
      ['observers', ['cole']],
    ]);
  });

  it('is best an attending on her rotation who has not seen it yet', () => {
    const place = { rotation: 'clinic', starts_on: '2026-11-01', ends_on: '2026-11-30' };
    const assignments = ['ana', 'ben', 'cole', 'jon'].map((person) => ({ ...place, person }));
    const there = (observers: string[]) =>
      nearby(reference({ assignments }), 'ana', observers, TODAY).map(({ id }) => id);

    expect(there([])).toEqual(['cole', 'jon']);
    expect(there(['cole'])).toEqual(['jon']);
    expect(nearby(program, 'ana', [], TODAY)).toEqual([]);
  });

  it('is never Ana herself, nor somebody who has left', () => {
    expect(canReview(program, 'cole', 'ana', TODAY)).toBe(true);
    expect(canReview(program, 'ana', 'ana', TODAY)).toBe(false);
    expect(canReview(program, 'eve', 'ana', TODAY)).toBe(false);
  });
});

it('a long list shows as much as was asked for, in whole order', () => {
  const item = (id: string) => ({ view: { plan: aPlan({ id }) } as never, next: null });
  const groups = [
    { group: 'passed' as const, items: [item('a'), item('b')] },
    { group: 'week' as const, items: [item('c'), item('d')] },
    { group: 'later' as const, items: [item('e')] },
  ];

  const shown = windowOf(groups, 3);

  expect(shown.groups.map(({ group, items }) => [group, items.length])).toEqual([
    ['passed', 2],
    ['week', 1],
  ]);
  expect(shown.more).toBe(true);
  expect(windowOf(groups, 5).more).toBe(false);
});
