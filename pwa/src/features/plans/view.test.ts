import { describe, expect, it } from 'vitest';
import { aPlan, aStep, ANA, COLE, DANA, waiting } from './testing';
import { derivePlan, deriveProgress } from './view';

describe('what Ana sees of a plan while her phone is offline', () => {
  it('shows a plan she started in a lift as open and waiting', () => {
    const { goal, set, subcompetency, entries, goal_shown, steps, reviewer, review_on } = aPlan();
    const start = waiting({
      kind: 'plans.start',
      body: { learner: ANA, goal, set, subcompetency, entries, goal_shown, steps, reviewer, review_on },
    });

    const view = derivePlan(undefined, [start]);

    expect(view?.plan.state).toBe('open');
    expect(view?.plan.goal).toBe('Give handoffs in five sentences');
    expect(view).toMatchObject({ waiting: true, unsent: true, conflicts: [] });
  });

  it('shows what her coach proposes for her as proposed', () => {
    const start = waiting(
      {
        kind: 'plans.start',
        body: { ...partsOf(aPlan()), learner: ANA },
      },
      { author: DANA },
    );

    expect(derivePlan(undefined, [start])?.plan.state).toBe('proposed');
  });

  it('shows two steps she checked off one after the other, and builds the second edit on the first', () => {
    const plan = aPlan({ steps: [aStep('a'), aStep('b')] });
    const first = waiting(
      { kind: 'plans.edit_steps', body: { steps: [aStep('a', { done_on: '2026-11-20' }), aStep('b')] } },
      { base: 1 },
    );
    const second = waiting(
      {
        kind: 'plans.edit_steps',
        body: { steps: [aStep('a', { done_on: '2026-11-20' }), aStep('b', { done_on: '2026-11-20' })] },
      },
      { base: 2 },
    );

    const view = derivePlan(plan, [first, second]);

    expect(view?.plan.steps.map((step) => step.done_on)).toEqual(['2026-11-20', '2026-11-20']);
    expect(view?.plan.versions).toEqual({ goal: 1, steps: 3, review: 1, state: 1 });
  });

  it('leaves the row the server sent as it was', () => {
    const plan = Object.freeze(aPlan());

    derivePlan(plan, [waiting({ kind: 'plans.close', body: { outcome: 'reached', note: null } }, { base: 1 })]);

    expect(plan.state).toBe('open');
  });

  it('changes nothing when the pull already brought what the operation did', () => {
    const plan = aPlan({ goal: 'Short handoffs', versions: { goal: 2, steps: 1, review: 1, state: 1 } });
    const edit = waiting({ kind: 'plans.edit_goal', body: { ...goalOf(plan) } }, { base: 1 });

    expect(derivePlan(plan, [edit])?.plan).toEqual(plan);
  });

  it('closes and reopens', () => {
    const close = waiting(
      { kind: 'plans.close', body: { outcome: 'not_reached', note: 'Nights got in the way' } },
      { base: 1 },
    );
    const reopen = waiting({ kind: 'plans.reopen', body: {} }, { base: 2 });

    const closed = derivePlan(aPlan(), [close])?.plan;
    const reopened = derivePlan(aPlan(), [close, reopen])?.plan;

    expect(closed).toMatchObject({ state: 'closed', outcome: 'not_reached', outcome_note: 'Nights got in the way' });
    expect(reopened).toMatchObject({ state: 'open', outcome: null, closed_at: null });
  });

  it('knows nothing of a plan that was never here', () => {
    expect(derivePlan(undefined, [waiting({ kind: 'plans.accept', body: {} })])).toBeUndefined();
  });
});

describe('when Ana and her coach Dana edited the same goal', () => {
  const theirs = aPlan({
    goal: 'Handoffs: sickest patient first',
    versions: { goal: 2, steps: 1, review: 1, state: 1 },
  });
  const mine = goalOf(aPlan({ goal: 'Handoffs in one minute' }));
  const contested = () =>
    waiting(
      { kind: 'plans.edit_goal', body: mine },
      {
        base: 1,
        waiting: false,
        needsAttention: true,
        reason: { outcome: 'conflict', version: 2, current: theirs },
      },
    );

  it('keeps both texts and shows the one that reached the server first as the plan', () => {
    const view = derivePlan(theirs, [contested()]);

    expect(view?.plan.goal).toBe('Handoffs: sickest patient first');
    expect(view?.conflicts).toHaveLength(1);
    expect(view?.conflicts[0]?.mine.body).toMatchObject({ goal: 'Handoffs in one minute' });
    expect(view?.conflicts[0]?.theirs.goal).toBe('Handoffs: sickest patient first');
    expect(view?.attention).toEqual([]);
  });

  it('asks once however many edits stand behind the first one', () => {
    const later = waiting(
      { kind: 'plans.edit_goal', body: { ...mine, goal: 'Handoffs in fifty seconds' } },
      { base: 2 },
    );

    const view = derivePlan(theirs, [contested(), later]);

    expect(view?.conflicts).toHaveLength(1);
    expect(view?.conflicts[0]?.ops).toHaveLength(2);
    expect(view?.conflicts[0]?.mine.body).toMatchObject({ goal: 'Handoffs in fifty seconds' });
  });

  it('lets her steps through: a conflict holds its own section and no other', () => {
    const steps = waiting({ kind: 'plans.edit_steps', body: { steps: [aStep('a')] } }, { base: 1 });

    expect(derivePlan(theirs, [contested(), steps])?.plan.steps).toEqual([aStep('a')]);
  });

  it('still has a text to set beside hers when the server sent none', () => {
    const bare = waiting(
      { kind: 'plans.edit_goal', body: mine },
      { waiting: false, needsAttention: true, reason: { outcome: 'conflict' } },
    );

    expect(derivePlan(theirs, [bare])?.conflicts[0]?.theirs).toEqual(theirs);
  });
});

describe('when the server refuses', () => {
  it('does not show a refused edit as done, and says so', () => {
    const refused = waiting(
      { kind: 'plans.close', body: { outcome: 'reached', note: null } },
      {
        waiting: false,
        needsAttention: true,
        reason: { outcome: 'refused', code: 'forbidden' },
      },
    );

    const view = derivePlan(aPlan(), [refused]);

    expect(view?.plan.state).toBe('open');
    expect(view?.attention).toEqual([refused]);
    expect(view?.waiting).toBe(false);
  });

  it('still shows a plan whose start was refused, so that nothing written disappears', () => {
    const refused = waiting(
      { kind: 'plans.start', body: { ...partsOf(aPlan()), learner: ANA } },
      {
        waiting: false,
        needsAttention: true,
        reason: { outcome: 'refused', code: 'not_found' },
      },
    );

    expect(derivePlan(undefined, [refused])?.plan.goal).toBe('Give handoffs in five sentences');
  });
});

describe('the progress log', () => {
  const note = { id: 'note-1', text: 'Tried it on nights', shared: false };

  it('shows a note once when both the pull and the outbox have it', () => {
    const row = {
      ...note,
      plan: 'plan-1',
      program: 'program-1',
      author: ANA,
      given_at: '2026-11-20T08:00:00.000Z',
      received_at: '2026-11-20T08:00:02.000Z',
    };

    const log = deriveProgress([row], [waiting({ kind: 'plans.progress', body: note })]);

    expect(log).toEqual([{ row, waiting: false, attention: null }]);
  });

  it('stands in the order it was written', () => {
    const cole = {
      id: 'note-0',
      plan: 'plan-1',
      program: 'program-1',
      author: COLE,
      text: 'Good start',
      shared: true,
      given_at: '2026-11-21T08:00:00.000Z',
      received_at: null,
    };

    const log = deriveProgress([cole], [waiting({ kind: 'plans.progress', body: note })]);

    expect(log.map((view) => [view.row.author, view.waiting])).toEqual([
      [ANA, true],
      [COLE, false],
    ]);
  });
});

function partsOf(plan: ReturnType<typeof aPlan>) {
  const { steps, reviewer, review_on } = plan;
  return { ...goalOf(plan), steps, reviewer, review_on };
}

function goalOf(plan: ReturnType<typeof aPlan>) {
  const { goal, set, subcompetency, entries, goal_shown } = plan;
  return { goal, set, subcompetency, entries, goal_shown };
}
