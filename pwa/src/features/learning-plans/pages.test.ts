// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { entry, PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import { aPlan, aStep } from '../plans/testing';
import LearningPages from './LearningPages.svelte';
import type { StartBody } from './model';
import { changeLearningPlan } from './mutations';
import { aGoal, aLearningPlan, aSignature } from './testing';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const button = (name: string) => screen.findByText(name, { selector: 'button span, a span' });
const ops = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind, op }) => [kind, op.base]);
const field = (name: string) => screen.getAllByLabelText<HTMLTextAreaElement>(name);

async function open(person: 'ana' | 'fay', params: Record<string, string> = { id: 'learning-1' }) {
  const phone = await phoneOf(db, person, person === 'ana' ? ['learner'] : ['faculty', 'coach']);
  render(Page, { app: phone.app, page: LearningPages as never, params });
  return phone;
}
const put = (more: Parameters<typeof aLearningPlan>[0] = {}) => db.learningPlans.put(aLearningPlan(more) as never);

describe('Ana writes a plan for the half-year', () => {
  async function write() {
    const plan = aPlan({ program: PROGRAM, learner: 'ana', author: 'ana', subcompetency: 'ics2', entries: [] });
    await db.plans.put({ ...plan, steps: [aStep('a', { text: 'Time one handoff' })] } as never);
    await db.feedbackEntries.put(entry({ id: 'entry', subcompetency: 'pc1', next_step: 'Ask about home.' }) as never);
    const phone = await open('ana', { id: 'new' });
    await screen.findByText('Goal 1');
    return phone;
  }

  it('finds her open plan as a goal and what feedback suggests beside it, and reads who will see it', async () => {
    await write();

    expect(field('What do you want to be able to do?')[0]?.value).toBe('Give handoffs in five sentences');
    expect(field('How will you get there?')[0]?.value).toBe('Time one handoff');
    screen.getByText('One suggestion, the last on Sun, Nov 22');
    screen.getByText(/You, Fay Moran \(coach\), and Gus Hale \(program director\), as soon as you save/);
    screen.getByText(/Your coach and the program director read this, too/);
    screen.getByText('For July – December 2026. You can save it unfinished and go on later.');
  });

  it('makes a goal of a theme, which waits for words, and the link to the plan is saved with it', async () => {
    const { visited } = await write();
    await fireEvent.click(await button('Make a goal of it'));
    await screen.findByText('Goal 2');
    await fireEvent.click(await button('Save learning plan'));
    await screen.findByText('Write what you want to be able to do.');
    expect(await ops()).toEqual([]);

    const [, second] = field('What do you want to be able to do?');
    if (second) await fireEvent.input(second, { target: { value: 'Ask every patient about home' } });
    await fireEvent.click(await button('Save learning plan'));

    await waitFor(() => expect(visited).toHaveLength(1));
    expect(await ops()).toEqual([
      ['learning_plans.start', null],
      ['learning_plans.link_goal', 1],
    ]);
    const [row, link] = await db.outbox.orderBy('n').toArray();
    const { goals } = row?.op.body as StartBody;
    expect(goals).toMatchObject([{ skills: [{ subcompetency: 'ics2' }] }, { entries: ['entry'] }]);
    expect(link?.op.body).toEqual({ goal: goals[0]?.id, plan: 'plan-1' });
    expect(visited[0]).toBe(`/learning-plan/${row?.subject ?? ''}`);
  });
});

describe('Ana and Fay agree on it', () => {
  it('what is still missing is listed, and there is nothing to sign', async () => {
    await put({ goals: [aGoal('one'), aGoal('two', { evidence: null })], learner_comment: null, discussed_on: null });
    await open('ana');

    await screen.findByText('Before you can sign:');
    screen.getByText('complete at least two goals: skills, how, how it is seen, by when');
    screen.getByText('say on which day you talked it through');
    screen.getByText('write your own comment');
    screen.getByText('Still open: how you both see it.');
    expect(screen.queryByText('Sign this plan')).toBeNull();
  });

  it('Fay signs what she reads, at its version, and may not say for Ana what stands around the goals', async () => {
    await put();
    await open('fay');

    await fireEvent.click(await button('Sign this plan'));

    await screen.findByText(/^You, Sun, Nov 22 \(waiting to send\)/);
    expect(await ops()).toEqual([['learning_plans.sign', 4]]);
    expect(screen.queryByText('Change what stands around the goals')).toBeNull();
    expect(screen.queryByText('Close this goal')).toBeNull();
  });

  it('a signed plan says what a change does, and the change begins version 2 while version 1 stays', async () => {
    await put();
    await db.learningPlanSignatures.bulkPut([aSignature('learner'), aSignature('coach')] as never);
    await open('ana');
    await screen.findByText('Signed by both');

    await fireEvent.click((await screen.findAllByText('Change', { selector: 'button span' }))[0] as HTMLElement);
    await screen.findByText(/This version is signed\. A change begins a new one/);
    await fireEvent.input(field('What do you want to be able to do?')[0] as HTMLElement, {
      target: { value: 'Another wording' },
    });
    await fireEvent.click(await button('Save goal'));

    await screen.findByText('Version 2');
    await screen.findByText('Another wording');
    expect((await screen.findByText('Read version 1')).closest('a')?.getAttribute('href')).toBe(
      '/learning-plan/learning-1/print?edition=1',
    );
  });

  it('a goal opens an action plan with one tap, linked by the same deed', async () => {
    await put();
    const { visited } = await open('ana');

    await fireEvent.click((await screen.findAllByText('Open an action plan'))[0] as HTMLElement);

    await waitFor(() => expect(visited).toHaveLength(1));
    expect(await ops()).toEqual([
      ['plans.start', null],
      ['learning_plans.link_goal', 1],
    ]);
  });

  it('a goal is closed only with how it ended', async () => {
    await put();
    await open('ana');

    await fireEvent.click((await screen.findAllByText('Close this goal'))[0] as HTMLElement);
    await screen.findByText('How did it end?');
    await fireEvent.click(await button('Close the goal'));
    await screen.findByText('Choose how it ended.');
    await fireEvent.click(screen.getByLabelText('Reached'));
    await fireEvent.click(await button('Close the goal'));

    await screen.findByText('Reached, Sun, Nov 22');
    expect(await ops()).toEqual([['learning_plans.close_goal', 1]]);
  });
});

describe('two at once', () => {
  it('both texts stand side by side, and are put together', async () => {
    const plan = aLearningPlan();
    await put();
    const { app } = await phoneOf(db, 'ana', ['learner']);
    const goals = [aGoal('one', { text: 'My wording' }), aGoal('two')];
    const row = await changeLearningPlan(app, plan, { kind: 'learning_plans.edit_goals', body: { goals } });
    const theirs = aLearningPlan({ goals: [aGoal('one', { text: 'Fay’s wording' }), aGoal('two')] });
    const reason = { outcome: 'conflict' as const, version: 2, current: theirs };
    await db.outbox.update(row.id, { state: 'needs_attention', reason });
    render(Page, { app, page: LearningPages as never, params: { id: 'learning-1' } });

    await screen.findByText('Two versions: goals');
    screen.getByText(/My wording/);
    screen.getByText(/Fay’s wording/);
    await fireEvent.click(await button('Put them together'));

    await waitFor(() => expect(screen.queryByText('Two versions: goals')).toBeNull());
    const [saved] = await db.outbox.toArray();
    expect(saved?.op.base).toBe(2);
    expect((saved?.op.body as StartBody).goals.map(({ text }) => text)).toEqual([
      'Fay’s wording',
      'Goal two',
      'My wording',
    ]);
  });
});

it('the document is read as it was signed, whatever stands in the plan now', async () => {
  await put({ edition: 2, goals: [aGoal('one', { text: 'Another wording' })] });
  await db.learningPlanSignatures.bulkPut([aSignature('learner'), aSignature('coach')] as never);
  history.replaceState(null, '', '/learning-plan/learning-1/print?edition=1');
  await open('ana', { id: 'learning-1', view: 'print' });

  await screen.findByText('Goal one');
  expect(screen.queryByText('Another wording')).toBeNull();
  screen.getByText(/^Fay Moran, signed/);
  screen.getByText('Ana Ruiz');
});

it('the list says what each waits for', async () => {
  await put();
  await put({ id: 'learning-0', half_from: '2026-01-01', edition: 1 });
  await db.learningPlanSignatures.bulkPut(
    [aSignature('learner'), aSignature('coach')].map((one) => ({ ...one, learning_plan: 'learning-0' })) as never,
  );
  await open('ana', {});

  await screen.findByText('Waits for your signature');
  screen.getByText('Signed by both');
  screen.getByText('January – June 2026');
});

it('a goal is linked to the entries it comes from, those about its skill first', async () => {
  await put();
  await db.feedbackEntries.bulkPut([
    entry({ id: 'other', subcompetency: 'pc1', given_at: '2026-11-21T09:00:00.000Z' }),
    entry({ id: 'about', subcompetency: 'ics2', given_at: '2026-11-01T09:00:00.000Z' }),
  ] as never);
  await open('ana');

  await fireEvent.click((await screen.findAllByText('Change', { selector: 'button span' }))[0] as HTMLElement);
  const summary = await screen.findByText('Feedback it comes from: 0');
  const details = summary.closest('details') as HTMLDetailsElement;
  details.open = true;
  await fireEvent(details, new Event('toggle'));
  const [first, second] = await screen.findAllByRole('checkbox');
  expect(screen.getAllByRole('checkbox')).toHaveLength(2);
  expect(first?.closest('label')?.textContent).toContain('Interprofessional and Team Communication');
  if (second) await fireEvent.click(second);
  await fireEvent.click(await button('Save goal'));

  await waitFor(async () => expect(await ops()).toEqual([['learning_plans.edit_goals', 1]]));
  const [row] = await db.outbox.toArray();
  expect((row?.op.body as StartBody).goals[0]?.entries).toEqual(['other']);
});
