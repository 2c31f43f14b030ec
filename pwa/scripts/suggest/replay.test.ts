import { expect, it } from 'vitest';
import { entry, PROGRAM, reference } from '../../src/features/feedback/testing/program';
import { aPlan } from '../../src/features/plans/testing';
import { aRequest } from '../../src/features/requests/testing/request';
import type { History } from './demo';
import { replay } from './replay';

const on = (day: number, more: Parameters<typeof entry>[0]) => {
  const at = `2026-11-${String(day).padStart(2, '0')}T15:00:00.000Z`;
  return entry({ id: `of day ${String(day)}`, rotation: 'ward-a', given_at: at, received_at: at, ...more });
};
const history = (more: Partial<History>): History => ({
  reference: reference(),
  entries: [],
  plans: [],
  requests: [],
  ...more,
});
const hits = (of: History) => replay(of).map(({ hit }) => hit);

it('Cole’s later entries are never known to an earlier choice, and Fay’s never to Cole’s phone', () => {
  const entries = [
    on(3, { subcompetency: 'prof3' }),
    on(1, { subcompetency: 'prof3' }),
    on(2, { author: 'fay', subcompetency: 'prof3' }),
  ];

  expect(hits(history({ entries }))).toEqual([false, false, true]);
});

it('what Ana asked Cole counts from when it arrived until it was answered', () => {
  const asked = aRequest({ subcompetency: 'prof3', received_at: '2026-11-05T08:00:00.000Z', entries: ['of day 7'] });
  const entries = [
    on(4, { subcompetency: 'prof3', author: 'cole' }),
    on(6, { subcompetency: 'prof3', author: 'cole', withdrawn: null }),
  ].map((one, n) => ({
    ...one,
    withdrawn: n === 0 ? { at: one.given_at, by: 'author' as const, reason: null } : null,
  }));

  const choices = replay(history({ entries: [...entries, on(7, { request: 'request' })], requests: [asked] }));

  expect(choices.map(({ hit }) => hit)).toEqual([false, true]); // the answer itself is no choice
  expect(choices[1]?.offered[0]).toEqual({ id: 'prof3', why: 'asked' });
});

it('a plan of Ana’s is known to her coach, to whoever looks again and to whom she shows it, and to nobody else', () => {
  const plan = aPlan({
    program: PROGRAM,
    learner: 'ana',
    subcompetency: 'prof3',
    reviewer: 'jon',
    entries: ['of day 2'],
  });
  const plans = [{ ...plan, received_at: '2026-11-03T08:00:00.000Z' }];
  const entries = [
    on(2, { author: 'gus', subcompetency: 'pc10' }),
    on(10, { author: 'fay', subcompetency: 'prof3' }),
    on(11, { author: 'jon', subcompetency: 'prof3' }),
    on(12, { author: 'cole', subcompetency: 'prof3' }),
    on(13, { author: 'gus', subcompetency: 'pc10' }),
  ];
  const reasons = (shown: boolean) =>
    replay(history({ entries, plans: plans.map((one) => ({ ...one, goal_shown: shown })) })).map(
      ({ offered, wanted }) => offered.find(({ id }) => id === wanted)?.why,
    );

  expect(reasons(false)).toEqual([undefined, 'plan', 'plan', undefined, 'lately']);
  expect(reasons(true)[4]).toBe('plan');
});
