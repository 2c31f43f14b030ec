import { expect, it } from 'vitest';
import { entry } from '../feedback/testing/program';
import { aPlan, aStep } from '../plans/testing';
import { mergeText } from '../plans/conflict';
import { mergeGoals } from './conflict';
import { aboutFaults, beginWith, emptyGoal, goalFaults, goalFromPlan, openGoalsOf, toStartBody } from './draft';
import { dayIn, halfName, halfOf } from './half';
import { aGoal, aLearningPlan } from './testing';
import { themesOf } from './themes';

const TODAY = '2026-11-22';
let n = 0;
const newId = () => `goal-${String((n += 1))}`;

it('an academic year has two halves, and each has a name', () => {
  expect(['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'].map(halfOf)).toEqual([
    '2026-01-01',
    '2026-07-01',
    '2026-07-01',
    '2027-01-01',
  ]);
  expect(halfName('2026-07-01', 'en-US').replaceAll(/\s/g, ' ')).toBe('July – December 2026');
});

it('the day is the program’s, also just after midnight elsewhere', () => {
  const at = Date.parse('2027-01-01T04:30:00Z');

  expect(dayIn('America/New_York', at, '2027-01-01')).toBe('2026-12-31');
  expect(dayIn('Nowhere/Never', at, '2027-01-01')).toBe('2027-01-01');
});

it('an open action plan becomes a goal: its open steps are how, its last day is by when', () => {
  const plan = aPlan({
    steps: [aStep('a', { text: 'Time one round', due_on: '2026-12-01' }), aStep('b', { done_on: '2026-11-02' })],
    review_on: '2026-12-20',
  });
  const goal = goalFromPlan(plan, 'goal', TODAY);

  expect(goal).toMatchObject({ text: plan.goal, strategies: 'Time one round', projected_on: '2026-12-20' });
  expect(goal).toMatchObject({ entries: ['entry-1'], plan: 'plan-1', evidence: '' });
  expect(goalFromPlan(aPlan({ review_on: '2026-11-01' }), 'goal', TODAY).projected_on).toBeNull();
});

it('a new plan begins with three open plans; what lay in the way last time is not said again', () => {
  const plans = ['a', 'b', 'c', 'd'].map((id) => aPlan({ id }));
  const before = aLearningPlan({ career_goals: 'Abroad', obstacles: 'Nights', helpers: 'The chiefs' });
  const draft = beginWith(plans, before, newId, TODAY);

  expect(draft.goals.map(({ plan }) => plan)).toEqual(['a', 'b', 'c']);
  expect([draft.career_goals, draft.obstacles, draft.helpers]).toEqual(['Abroad', '', 'The chiefs']);
});

it('goals that have not ended are taken up again under ids of their own', () => {
  const closed = { goal: 'one', plan: null, outcome: 'reached' as const, note: null, closed_at: '2026-11-01' };
  const before = aLearningPlan({
    goals: [aGoal('one'), aGoal('two', { projected_on: '2026-10-01' })],
    work: [closed],
  });

  const [goal, ...others] = openGoalsOf(before, newId, TODAY);

  expect(others).toEqual([]);
  expect(goal).toMatchObject({ text: 'Goal two', projected_on: null });
  expect(goal?.id).not.toBe('two');
});

it('a goal needs words, no part is too long, and no new day lies in the past', () => {
  const faults = (more: Partial<ReturnType<typeof emptyGoal>>, had?: string) =>
    goalFaults({ ...emptyGoal('goal'), text: 'Words', ...more }, TODAY, had).map(({ field, fault }) => [field, fault]);

  expect(faults({})).toEqual([]);
  expect(faults({ text: ' \n' })).toEqual([['text', 'missing']]);
  expect(faults({ text: '🙂'.repeat(301) })).toEqual([['text', 'too_long']]);
  expect(faults({ strategies: 'a'.repeat(601), evidence: 'a'.repeat(600) })).toEqual([['strategies', 'too_long']]);
  expect(faults({ projected_on: '2026-11-01' })).toEqual([['projected_on', 'past']]);
  expect(faults({ projected_on: '2026-11-01' }, '2026-11-01')).toEqual([]);
  expect(aboutFaults({ career_goals: 'a'.repeat(601), obstacles: '', helpers: '' })).toEqual(['career_goals']);
});

it('what is sent has no empty texts, and says nothing of action plans', () => {
  const goal = { ...emptyGoal('goal'), text: ' Lead a talk ', strategies: ' ', plan: 'plan-1' };
  const body = toStartBody({ goals: [goal], career_goals: '', obstacles: ' Nights ', helpers: '' });

  expect(body).toEqual({
    goals: [
      {
        id: 'goal',
        text: 'Lead a talk',
        skills: [],
        strategies: null,
        evidence: null,
        projected_on: null,
        entries: [],
      },
    ],
    career_goals: null,
    obstacles: 'Nights',
    helpers: null,
  });
});

it('themes are skills with suggestions of the last six months, most first; praise, old and withdrawn ones do not count', () => {
  const of = (id: string, more: Parameters<typeof entry>[0]) => entry({ id, next_step: 'Say it first.', ...more });
  const entries = [
    of('a', { subcompetency: 'ics2' }),
    of('b', { subcompetency: 'pc1', given_at: '2026-11-01T09:00:00Z' }),
    of('c', { subcompetency: 'pc1', given_at: '2026-11-20T09:00:00Z' }),
    of('old', { subcompetency: 'pc3', given_at: '2026-03-01T09:00:00Z' }),
    of('gone', { subcompetency: 'pc3', state: 'withdrawn' }),
    of('praise', { subcompetency: 'pc3', next_step: null, differently: null }),
  ];

  expect(
    themesOf(entries, TODAY).map(({ subcompetency, entries }) => [subcompetency, entries.map(({ id }) => id)]),
  ).toEqual([
    ['pc1', ['c', 'b']],
    ['ics2', ['a']],
  ]);
});

it('two lists of goals are put together: theirs, then what only I have or say otherwise', () => {
  const mine = [aGoal('one'), aGoal('two', { text: 'My wording' }), aGoal('mine')];
  const theirs = [aGoal('two'), aGoal('one')];

  expect(mergeGoals(mine, theirs, () => 'fresh')?.map(({ id, text }) => [id, text])).toEqual([
    ['two', 'Goal two'],
    ['one', 'Goal one'],
    ['fresh', 'My wording'],
    ['mine', 'Goal mine'],
  ]);
  const many = ['a', 'b', 'c', 'd'].map((id) => aGoal(id));
  expect(
    mergeGoals(
      many,
      ['e', 'f', 'g'].map((id) => aGoal(id)),
      newId,
    ),
  ).toBeNull();
  expect(mergeText('Nights', 'Swaps')).toBe('Swaps\nNights');
  expect(mergeText('Nights', 'Nights and swaps')).toBe('Nights and swaps');
});
