// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { entry, PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import type { StartBody } from './model';
import { changePlan } from './mutations';
import NewPlan from './NewPlan.svelte';
import Plan from './Plan.svelte';
import { aPlan, aStep } from './testing';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const button = (name: string) => screen.findByText(name, { selector: 'button span, a span' });
const kinds = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind }) => kind);
const mine = (more: Parameters<typeof aPlan>[0] = {}) =>
  aPlan({ program: PROGRAM, learner: 'ana', author: 'ana', subcompetency: 'ics2', entries: [], ...more });

async function openPlan(person: 'ana' | 'fay' = 'ana') {
  const phone = await phoneOf(db, person, person === 'ana' ? ['learner'] : ['faculty', 'coach']);
  render(Page, { app: phone.app, page: Plan as never, params: { id: 'plan-1' } });
  await screen.findByText('Steps');
  return phone;
}

describe('Ana makes a plan from what Cole wrote', () => {
  async function open() {
    await db.feedbackEntries.put(
      entry({
        id: 'entry',
        next_step: 'Read back every order.',
        next_step_due: '2026-12-06',
        will_look: true,
      }) as never,
    );
    history.replaceState(null, '', '/plans/new?entry=entry');
    const phone = await phoneOf(db, 'ana', ['learner']);
    render(Page, { app: phone.app, page: NewPlan as never });
    await screen.findByLabelText('Goal');
    return phone;
  }

  it('decides about each thing he proposes, and reads beside Save who will see it', async () => {
    await open();
    const goal = () => (screen.getByLabelText('Goal') as HTMLTextAreaElement).value;
    expect(goal()).toBe('');

    await fireEvent.click(await button('Save plan'));
    expect(await screen.findAllByText('Accept it, change it or set it aside.')).toHaveLength(3);
    await fireEvent.click(await button('Accept all'));

    expect(goal()).toBe('Read back every order.');
    expect((screen.getByLabelText('Who looks again') as HTMLSelectElement).value).toBe('cole');
    screen.getByText(/You, Cole Okafor \(looks again\), Fay Moran \(coach\), and Gus Hale \(program director\)/);
    const [, , look] = screen.getAllByLabelText('Set aside');
    if (look) await fireEvent.click(look);
    expect((screen.getByLabelText('Who looks again') as HTMLSelectElement).value).toBe('');
    screen.getByText('3 are still open. They hold nothing up.');
  });

  it('takes a starter step only when she taps it', async () => {
    await open();
    const starter = 'Read orders back every time, also by telephone';
    expect(screen.queryByLabelText('Step 1')).toBeNull();

    await fireEvent.click(screen.getByText(starter));

    expect((screen.getByLabelText('Step 1') as HTMLInputElement).value).toBe(starter);
    expect(screen.queryByText(starter, { selector: 'button span' })).toBeNull();
  });

  it('is saved on this phone and opened', async () => {
    const { visited } = await open();

    await fireEvent.click(await button('Accept all'));
    await fireEvent.click(await button('Save plan'));

    await waitFor(() => expect(visited).toHaveLength(1));
    const [row] = await db.outbox.toArray();
    expect(visited[0]).toBe(`/plans/${row?.subject ?? ''}`);
    expect(row?.op.body as StartBody).toMatchObject({ learner: 'ana', entries: ['entry'], review_on: '2026-12-06' });
  });

  it('asks for a goal and nothing else', async () => {
    await open();
    for (const aside of screen.getAllByLabelText('Set aside')) await fireEvent.click(aside);

    await fireEvent.click(await button('Save plan'));

    await screen.findByText('Write a goal first.');
    expect(await kinds()).toEqual([]);
  });

  it('is found again as she left it', async () => {
    await open();
    await fireEvent.input(screen.getByLabelText('Goal'), { target: { value: 'Read back, also at night' } });
    await waitFor(async () => expect((await db.drafts.get('plan:entry'))?.value).toMatchObject({ learner: 'ana' }));
    cleanup();

    await open();

    expect((screen.getByLabelText('Goal') as HTMLTextAreaElement).value).toBe('Read back, also at night');
    await fireEvent.click(await button('Start over'));
    await waitFor(() => expect((screen.getByLabelText('Goal') as HTMLTextAreaElement).value).toBe(''));
  });
});

describe('Fay, who coaches Ana', () => {
  it('proposes a plan, and Ana’s name stands on the button', async () => {
    await db.feedbackEntries.put(entry({ id: 'entry', next_step: 'Read back every order.' }) as never);
    history.replaceState(null, '', '/plans/new?entry=entry');
    const { app } = await phoneOf(db, 'fay', ['faculty', 'coach']);
    render(Page, { app, page: NewPlan as never });

    await button('Propose to Ana Ruiz');
  });

  it('may edit the plan, and leaves accepting and closing to Ana', async () => {
    await db.plans.put(mine() as never);

    await openPlan('fay');

    await button('Change the goal');
    expect(screen.queryByText('Close the plan')).toBeNull();
  });
});

describe('Ana works her plan', () => {
  it('ticks two steps off in one breath and loses neither', async () => {
    await db.plans.put(mine({ steps: [aStep('a'), aStep('b')] }) as never);
    await openPlan();

    const [first, second] = screen.getAllByRole('checkbox');
    if (first) void fireEvent.click(first);
    if (second) void fireEvent.click(second);

    await waitFor(() =>
      expect(screen.getAllByRole('checkbox').map((box) => (box as HTMLInputElement).checked)).toEqual([true, true]),
    );
    await waitFor(async () => expect(await kinds()).toEqual(['plans.edit_steps', 'plans.edit_steps']));
    await waitFor(() => expect(screen.getAllByText(/^Done/, { selector: 'label span' })).toHaveLength(2));
  });

  it('accepts what Fay proposed', async () => {
    await db.plans.put(mine({ state: 'proposed', author: 'fay' }) as never);
    await openPlan();

    await fireEvent.click(await button('Accept the plan'));

    await screen.findByText('Open');
    expect(await kinds()).toEqual(['plans.accept']);
  });

  it('closes it only with how it ended', async () => {
    await db.plans.put(mine() as never);
    await openPlan();

    await fireEvent.click(await button('Close the plan'));
    await screen.findByText('How did it end?');
    const inSheet = () => screen.getAllByText('Close the plan').at(-1) as HTMLElement;
    await fireEvent.click(inSheet());
    await screen.findByText('Choose how it ended.');
    await fireEvent.click(screen.getByLabelText('Not reached'));
    await fireEvent.click(inSheet());

    await waitFor(() => expect(screen.getAllByText('Closed: Not reached').length).toBeGreaterThan(0));
    await button('Reopen the plan');
  });

  it('decides between two versions with both in sight, and puts them together', async () => {
    const plan = mine({ steps: [aStep('a')] });
    await db.plans.put(plan as never);
    const { app } = await phoneOf(db, 'ana', ['learner']);
    const row = await changePlan(app, plan, {
      kind: 'plans.edit_steps',
      body: { steps: [aStep('a', { text: 'My wording' })] },
    });
    const theirs = mine({
      steps: [aStep('a', { text: 'Fay’s wording' })],
      versions: { goal: 1, steps: 2, review: 1, state: 1 },
    });
    await db.outbox.update(row.id, {
      state: 'needs_attention',
      reason: { outcome: 'conflict', version: 2, current: theirs },
    });
    render(Page, { app, page: Plan as never, params: { id: 'plan-1' } });

    await screen.findByText('Two versions of the steps');
    screen.getByText('My wording');
    screen.getByText('Fay’s wording');
    await fireEvent.click(await button('Put them together'));
    await fireEvent.click(await button('Save this together'));

    await waitFor(() => expect(screen.queryByText('Two versions of the steps')).toBeNull());
    const [saved] = await db.outbox.toArray();
    expect(saved?.op.base).toBe(2);
    expect((saved?.op.body as { steps: { text: string }[] }).steps.map(({ text }) => text)).toEqual([
      'Fay’s wording',
      'My wording',
    ]);
  });
});

describe('Fay is asked to look at Ana’s skill again', () => {
  it('and gives it from the plan, with Ana, the skill and the plan filled in', async () => {
    await db.plans.put(mine({ reviewer: 'fay', review_on: '2026-12-06' }) as never);
    await openPlan('fay');

    const link = (await button('Give feedback on this skill')).closest('a');

    const address = new URL(link?.href ?? '').searchParams;
    expect(Object.fromEntries(address)).toEqual({
      learner: 'ana',
      plan: 'plan-1',
      set: 'acgme-im-2',
      skill: 'ics2',
    });
  });

  it('and what she found stands in the plan', async () => {
    await db.plans.put(mine({ reviewer: 'fay' }) as never);
    const look = { author: 'fay', plan: 'plan-1', look_again: 'better' as const };
    await db.feedbackEntries.put(entry({ id: 'look', ...look, went_well: 'You read back both orders.' }) as never);
    await db.feedbackEntries.put(entry({ id: 'other', went_well: 'You sat down.' }) as never);
    await openPlan();

    const row = (await screen.findByText('Better than before')).closest('a');

    expect(row?.getAttribute('href')).toBe('/entry/look');
    expect(row?.textContent).toContain('You read back both orders.');
    expect(screen.queryByText('You sat down.')).toBeNull();
  });
});

describe('Cole looked again, and it is not there yet', () => {
  const look = { id: 'look', author: 'cole', plan: 'plan-1', look_again: 'not_yet' as const };

  it('Ana goes on with one tap: the plan ends as not reached and its successor is open', async () => {
    await db.plans.put(mine({ steps: [aStep('a')], versions: { goal: 1, steps: 1, review: 1, state: 3 } }) as never);
    await db.feedbackEntries.put(entry(look) as never);
    const { visited } = await openPlan();

    await fireEvent.click(await button('Go on with a new plan'));

    await waitFor(() => expect(visited).toHaveLength(1));
    const rows = await db.outbox.orderBy('n').toArray();
    expect(rows.map(({ kind, op }) => [kind, op.base])).toEqual([
      ['plans.start', null],
      ['plans.close', 3],
    ]);
    expect(rows[0]?.op.body).toMatchObject({ follows: 'plan-1', entries: ['look'] });
    expect(visited[0]).toBe(`/plans/${rows[0]?.subject ?? ''}`);
    await screen.findByText(/^Goes on as/);
  });

  it('nobody goes on for her', async () => {
    await db.plans.put(mine() as never);
    await db.feedbackEntries.put(entry(look) as never);
    await openPlan('fay');

    await screen.findByText('Not yet');
    expect(screen.queryByText('Go on with a new plan')).toBeNull();
  });
});

it('a note can point to what shows it, and says what stands in the way', async () => {
  await db.plans.put(mine() as never);
  await db.feedbackEntries.put(entry({ id: 'shown' }) as never);
  await openPlan();

  await fireEvent.click(await button('Add a note'));
  await fireEvent.click(await screen.findByLabelText('Evidence'));
  await fireEvent.input(screen.getByLabelText('How is it going?'), { target: { value: 'It worked on Tuesday.' } });
  await fireEvent.click(await button('Save note'));
  await screen.findByText('Choose what shows it.');
  await fireEvent.change(screen.getByLabelText('What shows it'), { target: { value: 'entry:shown' } });
  await fireEvent.click(await button('Save note'));

  await waitFor(async () => expect(await kinds()).toEqual(['plans.progress']));
  const [row] = await db.outbox.toArray();
  expect(row?.op.body).toMatchObject({ sort: 'evidence', entry: 'shown', shared: false });
  expect((await screen.findByText('Open the feedback')).getAttribute('href')).toBe('/entry/shown');
});

it('a plan whose second look was promised by somebody who left says so', async () => {
  await db.plans.put(mine({ reviewer: 'eve' }) as never);
  await openPlan();

  await screen.findByText('Eve Lind is no longer in the program. Name somebody else to look again.');
});
