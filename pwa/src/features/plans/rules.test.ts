import { describe, expect, it } from 'vitest';
import type { FeedbackEntry } from '../feedback/model';
import { mergeEntries, mergeSteps, mergeText } from './conflict';
import { daysBetween, groupOf, nextDate, stepsInOrder } from './dates';
import { decide, draftFromEntry, emptyDraft, faultsOf, toStartBody } from './draft';
import { textLength } from '../../ui/text';
import { listPlans } from './list';
import { rightsOn } from './model';
import { aPlan, aStep, ANA, COLE, DANA } from './testing';
import { isAnswered, QUESTIONS } from './smart';
import { lastLook, successorOf, wantsSuccessor } from './successor';
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

  it('brings nothing into Ana’s plan by itself but the skill and the entry: the rest is proposed', () => {
    const draft = draftFromEntry({ ...entry, will_look: true }, TODAY, true, true);

    expect(draft).toMatchObject({
      goal: '',
      subcompetency: 'skill-handoff',
      entries: ['entry-1'],
      reviewer: null,
      review_on: null,
    });
    expect(draft.proposed).toEqual({
      goal: 'Name the sickest patient first.',
      review_on: '2026-12-06',
      reviewer: COLE,
    });
  });

  it('takes, changes or sets aside each proposal by itself, and says which nobody decided about', () => {
    let draft = draftFromEntry({ ...entry, will_look: true }, TODAY, true, true);
    const open = () => faultsOf(draft, TODAY).flatMap((fault) => (fault.field === 'proposal' ? [fault.part] : []));
    expect(open()).toEqual(['goal', 'review_on', 'reviewer']);

    draft = decide(draft, 'goal', 'changed');
    draft = { ...draft, goal: 'Name the sickest patient first, by name of the bed' };
    draft = decide(draft, 'review_on', 'accepted');
    draft = decide(draft, 'reviewer', 'set_aside');

    expect(draft).toMatchObject({ review_on: '2026-12-06', reviewer: null });
    expect(faultsOf(draft, TODAY)).toEqual([]);
    expect(decide(draft, 'goal', 'set_aside').goal).toBe('Name the sickest patient first, by name of the bed');
    expect(decide(decide(draft, 'review_on', 'set_aside'), 'reviewer', 'accepted')).toMatchObject({
      review_on: null,
      reviewer: COLE,
    });
  });

  it('proposes no day that has passed, nobody who is gone, and nothing where nothing was said', () => {
    const late = { ...entry, next_step_due: '2026-11-01', will_look: true };
    expect(draftFromEntry(late, TODAY, false, true).proposed).toMatchObject({ review_on: null, reviewer: null });
    const silent = { ...entry, next_step: null, next_step_due: null };
    expect(draftFromEntry(silent, TODAY, true, true).proposed).toBeUndefined();
  });

  it('is filled in for a coach, who proposes it as a whole; Cole looks again only where he offered to', () => {
    expect(draftFromEntry(entry, TODAY, true, false)).toMatchObject({
      goal: 'Name the sickest patient first.',
      reviewer: null,
      review_on: '2026-12-06',
    });
    expect(draftFromEntry({ ...entry, will_look: true }, TODAY, true, false).reviewer).toBe(COLE);
    expect(draftFromEntry({ ...entry, next_step_due: null }, TODAY, true, false).review_on).toBe('2026-12-06');
  });

  it('shortens a long next step to a goal at a word, so that it can be saved', () => {
    const next_step = 'Listen to the whole story first. '.repeat(30);
    const draft = draftFromEntry({ ...entry, next_step }, TODAY, true, false);

    expect(textLength(draft.goal, 300)).toBeLessThanOrEqual(300);
    expect(draft.goal.endsWith('…')).toBe(true);
    expect(faultsOf(draft, TODAY)).toEqual([]);
  });

  it('has no date before the day it begins', () => {
    const step = { id: 'a', text: 'Practise', due_on: '2026-11-21' };
    const draft = {
      ...emptyDraft(ANA),
      goal: 'Short handoffs',
      review_on: '2026-11-20',
      steps: [step, { ...step, id: 'b', text: ' ' }],
    };

    expect(faultsOf(draft, TODAY)).toEqual([
      { field: 'steps', step: 'a', fault: 'past' },
      { field: 'review_on', fault: 'past' },
    ]);
  });

  it('needs a goal and nothing else', () => {
    expect(faultsOf(emptyDraft(ANA), TODAY)).toEqual([{ field: 'goal', fault: 'missing' }]);
    expect(faultsOf({ ...emptyDraft(ANA), goal: 'x'.repeat(301) }, TODAY)).toEqual([
      { field: 'goal', fault: 'too_long' },
    ]);
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

describe('the five questions', () => {
  const draft = { ...emptyDraft(ANA), goal: 'Better handoffs' };
  const open = (more: Partial<typeof draft>) => QUESTIONS.filter((one) => !isAnswered(one, { ...draft, ...more }));

  it('are all open for two words, and say which are left', () => {
    expect(open({})).toEqual(['what', 'seen', 'first_step', 'what_for', 'when']);
    expect(open({ goal: 'Give each handoff in 5 sentences' })).toEqual(['first_step', 'what_for', 'when']);
    const step = { id: 'a', text: 'Practise with Ben', due_on: '2026-12-01' };
    expect(open({ steps: [step], reviewer: COLE, entries: ['entry-1'] })).toEqual(['what']);
    expect(open({ steps: [{ ...step, text: ' ' }] })).toContain('when');
  });
});

describe('a plan that goes on', () => {
  const look = (look_again: 'better' | 'not_yet' | 'not_observed', id: string = look_again) => ({
    entry: { id, look_again, received_at: '2026-11-20T08:00:00Z' } as never,
  });

  it('is offered where "not yet" was seen last, or it ended so, and once', () => {
    const offered = (more: Parameters<typeof aPlan>[0], looks: ReturnType<typeof look>[], after = [] as never[]) =>
      wantsSuccessor(aPlan(more), lastLook(looks), after);

    expect(offered({}, [look('not_observed'), look('not_yet'), look('better')])).toBe(true);
    expect(offered({}, [look('better'), look('not_yet')])).toBe(false);
    expect(offered({}, [])).toBe(false);
    expect(offered({ state: 'closed', outcome: 'not_reached' }, [])).toBe(true);
    expect(offered({ state: 'closed', outcome: 'reached' }, [look('not_yet')])).toBe(false);
    expect(offered({}, [look('not_yet')], [aPlan() as never])).toBe(false);
  });

  it('has the same goal, what is still to do without its old dates, the look it came from, and two more weeks', () => {
    const plan = aPlan({
      reviewer: COLE,
      steps: [aStep('done', { done_on: TODAY }), aStep('open', { due_on: '2026-11-01' })],
    });

    const body = successorOf(plan, {
      last: look('not_yet', 'look-1').entry,
      today: TODAY,
      newId: () => 'new',
      mayReview: true,
    });

    expect(body).toMatchObject({
      goal: plan.goal,
      entries: ['entry-1', 'look-1'],
      steps: [{ id: 'new', text: 'Step open', due_on: null, done_on: null }],
      reviewer: COLE,
      review_on: '2026-12-06',
      follows: 'plan-1',
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
    expect(mergeText('Handoffs in one minute', 'Sickest first')).toBe('Sickest first\nHandoffs in one minute');
    expect(mergeText('Sickest first, in one minute', 'Sickest first')).toBe('Sickest first, in one minute');
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

    const moments = timeline(plan, { progress: [], looks: [] }, TODAY, (time) => time.slice(0, 10));

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

  it('remembers where dates were', () => {
    const move = { from: '2026-11-10', to: '2026-11-30', by: ANA, at: '2026-11-09T08:00:00Z' };
    const plan = aPlan({
      steps: [aStep('kept', { due_on: '2026-11-30' })],
      moves: [
        { ...move, step: 'kept' },
        { ...move, step: 'taken away' },
        { ...move, step: null, to: null },
      ],
    });

    const moved = timeline(plan, { progress: [], looks: [] }, TODAY, (time) => time.slice(0, 10)).filter(
      ({ kind }) => kind === 'moved',
    );

    expect(moved).toEqual([
      { kind: 'moved', on: '2026-11-09', text: 'Step kept', from: '2026-11-10', to: '2026-11-30' },
      { kind: 'moved', on: '2026-11-09', text: null, from: '2026-11-10', to: null },
    ]);
  });

  it('has the second looks among what happened, each with the entry that says what was seen', () => {
    const entry = { id: 'look', given_at: '2026-11-14T10:00:00Z', look_again: 'better' } as FeedbackEntry;
    const plan = aPlan({ steps: [aStep('first', { done_on: '2026-11-14' })] });

    const moments = timeline(plan, { progress: [], looks: [{ entry }] }, TODAY, (time) => time.slice(0, 10));

    expect(moments.map(({ kind }) => kind)).toEqual(['started', 'step_done', 'looked', 'today']);
    expect(moments[2]).toEqual({ kind: 'looked', on: '2026-11-14', entry });
  });

  it('ends where the plan was closed', () => {
    const plan = aPlan({
      state: 'closed',
      review_on: '2026-12-06',
      closed_at: '2026-11-20T10:00:00.000Z',
      steps: [aStep('a', { due_on: '2026-11-30' })],
    });

    expect(
      timeline(plan, { progress: [], looks: [] }, TODAY, (time) => time.slice(0, 10)).map((moment) => moment.kind),
    ).toEqual(['started', 'closed']);
  });
});
