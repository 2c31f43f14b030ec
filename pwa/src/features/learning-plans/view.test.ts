import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { textVersion } from './model';
import { missingFor } from './signing';
import { aGoal, aLearningPlan, anOp, aSignature } from './testing';
import { deriveLearningPlan, editionsOf, signedState } from './view';

const both = [aSignature('learner'), aSignature('coach')];
const goals = (...ids: string[]) => ({
  kind: 'learning_plans.edit_goals' as const,
  body: { goals: ids.map((id) => aGoal(id)) },
});
const derive = (...[row, signatures, ops]: Parameters<typeof deriveLearningPlan>) => {
  const view = deriveLearningPlan(row, signatures, ops);
  if (!view) throw new Error('a plan that was begun is there');
  return view;
};

describe('what waits on this device', () => {
  it('a plan that was begun a moment ago is shown whole, in its half-year', () => {
    const body = { goals: [aGoal('one')], career_goals: 'Abroad', obstacles: null, helpers: null };
    const view = derive(undefined, [], [anOp({ kind: 'learning_plans.start', body }, { base: null })]);

    expect(view).toMatchObject({ unsent: true, waiting: true, plan: { learner: 'ana', half_from: '2026-07-01' } });
    expect(missingFor(view.plan, 'learner')).toEqual(['goals', 'discussed_on', 'next_review_on', 'comment']);
  });

  it('an edit counts on the text, and a signature after it is under what it made', () => {
    const ops = [
      anOp(goals('one', 'three'), { base: 1 }),
      anOp({ kind: 'learning_plans.sign', body: { id: 'mine' } }, { base: 5 }),
    ];
    const view = derive(aLearningPlan(), [], ops);

    expect(textVersion(aLearningPlan())).toBe(4);
    expect(textVersion(view.plan)).toBe(5);
    expect(signedState(view)).toBe('learner');
    expect(view.signatures[0]?.text.goals.map(({ id }) => id)).toEqual(['one', 'three']);
  });

  it('the first change after a signature begins the next edition, and the signed one stays', () => {
    const view = derive(aLearningPlan(), both, [anOp(goals('one', 'three'), { base: 1 })]);

    expect([view.plan.edition, signedState(view)]).toEqual([2, 'draft']);
    expect(editionsOf(view).map(({ edition, signatures }) => [edition, signatures.length])).toEqual([[1, 2]]);
    expect(view.signatures[0]?.text.goals.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('an edit that the row has already begins none', () => {
    const row = aLearningPlan({ goals: [aGoal('one'), aGoal('three')], edition: 2 });
    row.versions.goals = 2;

    expect(derive(row, both, [anOp(goals('one', 'three'), { base: 1 })]).plan.edition).toBe(2);
  });

  it('a comment of one’s own leaves the other’s signature standing until one has signed', () => {
    const comment = { kind: 'learning_plans.comment' as const, body: { text: 'One more thought.' } };
    const coach = derive(aLearningPlan(), [aSignature('coach')], [anOp(comment, { base: 2 })]);
    const own = derive(aLearningPlan(), [aSignature('learner')], [anOp(comment, { base: 2 })]);

    expect([coach.plan.learner_comment, signedState(coach)]).toEqual(['One more thought.', 'coach']);
    expect(signedState(own)).toBe('draft');
  });

  it('what becomes of a goal is no change of the text', () => {
    const ops = [
      anOp({ kind: 'learning_plans.link_goal', body: { goal: 'one', plan: 'plan-1' } }, { base: 1 }),
      anOp({ kind: 'learning_plans.close_goal', body: { goal: 'one', outcome: 'reached', note: null } }, { base: 2 }),
    ];
    const view = derive(aLearningPlan(), both, ops);

    expect([view.plan.edition, signedState(view)]).toEqual([1, 'both']);
    expect(view.plan.work).toMatchObject([{ goal: 'one', plan: 'plan-1', outcome: 'reached' }]);
  });
});

describe('what needs a decision', () => {
  const conflict = { needsAttention: true, waiting: false };

  it('two texts of one section are both kept, and the row stays as the server has it', () => {
    const theirs = aLearningPlan({ goals: [aGoal('theirs')] });
    const reason = { outcome: 'conflict' as const, version: 2, current: theirs };
    const view = derive(aLearningPlan(), [], [anOp(goals('mine'), { ...conflict, base: 1, reason })]);

    expect(view.plan.goals.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(view.conflicts).toMatchObject([{ section: 'goals', mine: goals('mine') }]);
    expect(view.conflicts[0]?.theirs).toMatchObject({ goals: [{ id: 'theirs' }], versions: { goals: 2 } });
  });

  it('a signature under a text that had changed is no signature, and is said', () => {
    const reason = { outcome: 'conflict' as const, version: 5 };
    const sign = anOp({ kind: 'learning_plans.sign', body: { id: 'late' } }, { ...conflict, base: 4, reason });
    const view = derive(aLearningPlan(), [], [sign]);

    expect([signedState(view), view.outdated.length, view.attention.length]).toEqual(['draft', 1, 0]);
  });

  it('an edit the server refused does not look as if it had happened', () => {
    const reason = { outcome: 'refused' as const, code: 'goal_closed' };
    const view = derive(aLearningPlan(), [], [anOp(goals('mine'), { ...conflict, base: 1, reason })]);

    expect(view.plan.goals.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(view.attention).toHaveLength(1);
  });
});

it('what keeps somebody from signing is said in the order it is mended, and a third goal may be rough', () => {
  const rough = aGoal('three', { evidence: null });

  expect(missingFor(aLearningPlan({ goals: [aGoal('one')] }), 'learner')).toEqual(['goals']);
  expect(missingFor(aLearningPlan({ goals: [aGoal('one'), rough] }), 'learner')).toEqual(['whole_goals']);
  expect(missingFor(aLearningPlan({ goals: [aGoal('one'), rough, aGoal('two')] }), 'coach')).toEqual([]);
  expect(missingFor(aLearningPlan({ coach_comment: null }), 'coach')).toEqual(['comment']);
  expect(missingFor(aLearningPlan({ coach_comment: null }), 'learner')).toEqual([]);
});

it('every refusal the server has for a learning plan is said in words', () => {
  const codes = ['goal_closed', 'unknown_goal', 'unknown_plan', 'too_few_goals', 'goal_incomplete', 'already_signed'];
  const known = [...codes, 'before_plan', 'before_discussion', 'in_the_future', 'missing_field', 'not_found'];

  for (const code of known) expect(Object.keys(en), code).toContain(`why.${code}`);
});
