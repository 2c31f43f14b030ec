import { describe, expect, it } from 'vitest';
import { mergeEntries, mergeGoalText, mergeSteps } from './conflict';
import { daysBetween, groupOf, nextDate, stepsInOrder } from './dates';
import { draftFromEntry, emptyDraft, faultsOf, toStartBody } from './draft';
import { scalarLength } from '../../ui/text';
import { listPlans } from './list';
import { rightsOn } from './model';
import { aPlan, aStep, ANA, COLE, DANA } from './testing';
import { timeline } from './timeline';

const TODAY = '2026-11-22';

describe('dates of a plan', () => {
  it('counts calendar days, over the end of a month and of summer time', () => {
    expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
  });

  it('waits for the step that is due first, and for a step before the review on the same day', () => {
    const plan = aPlan({
      review_on: '2026-12-01',
      steps: [aStep('done', { due_on: '2026-11-01', done_on: '2026-11-02' }), aStep('next', { due_on: '2026-12-01' })],
    });

    expect(nextDate(plan)).toEqual({ on: '2026-12-01', what: 'step', text: 'Step next' });
  });

  it('waits for nothing once closed', () => {
    expect(nextDate(aPlan({ state: 'closed', review_on: '2026-12-01' }))).toBeNull();
  });

  it.each([
    ['2026-11-21', 'passed'],
    ['2026-11-22', 'week'],
    ['2026-11-29', 'week'],
    ['2026-11-30', 'later'],
    [null, 'undated'],
  ] as const)('puts %s under %s', (on, group) => {
    expect(groupOf(on, TODAY)).toBe(group);
  });

  it('shows steps by date, undated after them, done ones last', () => {
    const steps = [aStep('done', { done_on: TODAY }), aStep('some day'), aStep('soon', { due_on: TODAY })];

    expect(stepsInOrder(steps).map((step) => step.id)).toEqual(['soon', 'some day', 'done']);
  });
});

describe('the list of plans', () => {
  const view = (plan: ReturnType<typeof aPlan>) => ({
    plan,
    waiting: false,
    unsent: false,
    conflicts: [],
    attention: [],
  });

  it('puts what has passed first, then the week, later, no date; proposals and closed ones stand apart', () => {
    const list = listPlans(
      [
        view(aPlan({ id: 'undated' })),
        view(aPlan({ id: 'later', review_on: '2027-01-15' })),
        view(aPlan({ id: 'passed', review_on: '2026-11-01' })),
        view(aPlan({ id: 'week', review_on: '2026-11-25' })),
        view(aPlan({ id: 'asked', state: 'proposed' })),
        view(aPlan({ id: 'done', state: 'closed', review_on: '2026-11-01' })),
      ],
      TODAY,
    );

    expect(list.open.map(({ group, items }) => [group, items.map((item) => item.view.plan.id)])).toEqual([
      ['passed', ['passed']],
      ['week', ['week']],
      ['later', ['later']],
      ['undated', ['undated']],
    ]);
    expect(list.proposed.map((item) => item.view.plan.id)).toEqual(['asked']);
    expect(list.closed.map((item) => item.view.plan.id)).toEqual(['done']);
  });
});

describe('a plan made from what Cole wrote', () => {
  const entry = {
    id: 'entry-1',
    learner: ANA,
    author: COLE,
    set: 'acgme-im-2',
    subcompetency: 'skill-handoff',
    next_step: 'Name the sickest patient first.',
    next_step_due: '2026-12-06',
  };

  it('starts with the next step, its date, its skill, the entry and Cole to look again', () => {
    expect(draftFromEntry(entry, TODAY, true)).toMatchObject({
      learner: ANA,
      goal: 'Name the sickest patient first.',
      subcompetency: 'skill-handoff',
      entries: ['entry-1'],
      reviewer: COLE,
      review_on: '2026-12-06',
    });
  });

  it('takes two weeks from today when the date has passed or was never set', () => {
    expect(draftFromEntry({ ...entry, next_step_due: '2026-11-01' }, TODAY, true).review_on).toBe('2026-12-06');
    expect(draftFromEntry({ ...entry, next_step_due: null }, TODAY, true).review_on).toBe('2026-12-06');
  });

  it('suggests nobody when whoever wrote it is gone', () => {
    expect(draftFromEntry(entry, TODAY, false).reviewer).toBeNull();
  });

  it('shortens a long next step to a goal at a word, so that it can be saved', () => {
    const draft = draftFromEntry({ ...entry, next_step: 'Listen to the whole story first. '.repeat(30) }, TODAY, true);

    expect(scalarLength(draft.goal)).toBeLessThanOrEqual(300);
    expect(draft.goal.endsWith('…')).toBe(true);
    expect(faultsOf(draft)).toEqual([]);
  });

  it('needs a goal and nothing else', () => {
    expect(faultsOf(emptyDraft(ANA))).toEqual([{ field: 'goal', fault: 'missing' }]);
    expect(faultsOf({ ...emptyDraft(ANA), goal: 'x'.repeat(301) })).toEqual([{ field: 'goal', fault: 'too_long' }]);
  });

  it('drops empty steps and trims the others', () => {
    const draft = {
      ...emptyDraft(ANA),
      goal: ' Short handoffs ',
      steps: [
        { id: 'a', text: ' Practise ', due_on: null },
        { id: 'b', text: '  ', due_on: TODAY },
      ],
    };

    expect(toStartBody(draft)).toMatchObject({
      goal: 'Short handoffs',
      steps: [{ id: 'a', text: 'Practise', due_on: null, done_on: null }],
    });
  });
});

describe('two texts for one section', () => {
  it('puts both lists of steps together and loses neither wording nor a check mark', () => {
    const mine = [aStep('a', { text: 'Practise with Ben' }), aStep('b', { done_on: TODAY }), aStep('mine')];
    const theirs = [aStep('a', { text: 'Practise with the night team' }), aStep('b'), aStep('theirs')];

    const merged = mergeSteps(mine, theirs, () => 'new-id');

    expect(merged.map((step) => [step.id, step.text, step.done_on])).toEqual([
      ['a', 'Practise with the night team', null],
      ['new-id', 'Practise with Ben', null],
      ['b', 'Step b', TODAY],
      ['theirs', 'Step theirs', null],
      ['mine', 'Step mine', null],
    ]);
  });

  it('starts a merged goal with both wordings, once each', () => {
    expect(mergeGoalText('Handoffs in one minute', 'Sickest first')).toBe('Sickest first\nHandoffs in one minute');
    expect(mergeGoalText('Sickest first, in one minute', 'Sickest first')).toBe('Sickest first, in one minute');
    expect(mergeEntries(['e1', 'e2'], ['e2', 'e3'])).toEqual(['e2', 'e3', 'e1']);
  });
});

describe('who may do what with a plan', () => {
  it('lets Ana decide, her coach Dana edit, and Cole, who looks again, write in the log', () => {
    const plan = aPlan({ reviewer: COLE });

    expect(rightsOn(plan, ANA, false)).toEqual({ edit: true, decide: true, log: true });
    expect(rightsOn(plan, DANA, true)).toEqual({ edit: true, decide: false, log: true });
    expect(rightsOn(plan, COLE, false)).toEqual({ edit: false, decide: false, log: true });
    expect(rightsOn(plan, 'person-ben', false)).toEqual({ edit: false, decide: false, log: false });
  });

  it('leaves a closed plan to be read and reopened', () => {
    expect(rightsOn(aPlan({ state: 'closed' }), ANA, false)).toEqual({ edit: false, decide: true, log: false });
  });
});

describe('the timeline', () => {
  it('shows what happened, today, and what is still to come, in order', () => {
    const plan = aPlan({
      review_on: '2026-12-06',
      steps: [
        aStep('first', { due_on: '2026-11-10', done_on: '2026-11-12' }),
        aStep('slipped', { due_on: '2026-11-15' }),
        aStep('next', { due_on: '2026-11-30' }),
      ],
    });

    const moments = timeline(plan, [], TODAY, (time) => time.slice(0, 10));

    expect(moments.map((moment) => [moment.kind, moment.on])).toEqual([
      ['started', '2026-11-01'],
      ['step_done', '2026-11-12'],
      ['step_due', '2026-11-15'],
      ['today', TODAY],
      ['step_due', '2026-11-30'],
      ['review', '2026-12-06'],
    ]);
    expect(moments[1]).toMatchObject({ late: true });
    expect(moments[2]).toMatchObject({ passed: true });
  });

  it('ends where the plan was closed', () => {
    const plan = aPlan({
      state: 'closed',
      review_on: '2026-12-06',
      closed_at: '2026-11-20T10:00:00.000Z',
      steps: [aStep('a', { due_on: '2026-11-30' })],
    });

    expect(timeline(plan, [], TODAY, (time) => time.slice(0, 10)).map((moment) => moment.kind)).toEqual([
      'started',
      'closed',
    ]);
  });
});
