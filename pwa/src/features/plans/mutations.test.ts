import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import type { Device } from '../../sync/mutate';
import { coleDevice } from '../feedback/testing/program';
import { emptyDraft, toStartBody } from './draft';
import { changePlan, decideForTheirs, decideWith, editSteps, logProgress, startPlan } from './mutations';
import { allPlans, planPage, plansFrom } from './queries';
import { ANA, aPlan, aStep } from './testing';
import type { PlanConflict } from './view';

let db: WaymarkDb;
let ana: Device;
beforeEach(() => {
  db = new WaymarkDb('ana');
  ana = { ...coleDevice(db), session: { person: { id: ANA } } };
});
afterEach(async () => {
  await db.delete();
});

const stored = (more: Parameters<typeof aPlan>[0] = {}) => db.plans.put(aPlan(more) as never);
const view = async () => (await planPage(db, 'plan-1'))?.view;
const outbox = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind, op }) => [kind, op.base]);

describe('working a plan without a network', () => {
  it('starts one that is there at once, and found from the entry it came from', async () => {
    const draft = { ...emptyDraft(ANA), goal: 'Read back every order', entries: ['entry-1'] };

    await startPlan(ana, 'program-1', 'plan-new', toStartBody(draft));

    expect(await plansFrom(db, 'entry-1')).toMatchObject([
      { plan: { id: 'plan-new', goal: 'Read back every order', state: 'open' }, unsent: true, waiting: true },
    ]);
  });

  it('ticks two steps off one after the other, the second edit building on the first', async () => {
    await stored({ steps: [aStep('a'), aStep('b')] });
    const tick = (id: string) =>
      editSteps(ana, 'plan-1', (steps) =>
        steps.map((step) => (step.id === id ? { ...step, done_on: '2026-11-22' } : step)),
      );

    await tick('a');
    await tick('b');

    expect((await view())?.plan.steps.map(({ done_on }) => done_on)).toEqual(['2026-11-22', '2026-11-22']);
    expect(await outbox()).toEqual([
      ['plans.edit_steps', 1],
      ['plans.edit_steps', 2],
    ]);
  });

  it('counts accepting, closing and reopening as one section', async () => {
    await stored();

    await changePlan(ana, aPlan(), { kind: 'plans.close', body: { outcome: 'reached', note: null } });
    await changePlan(ana, (await view())?.plan ?? aPlan(), { kind: 'plans.reopen', body: {} });

    expect(await outbox()).toEqual([
      ['plans.close', 1],
      ['plans.reopen', 2],
    ]);
    expect((await view())?.plan.state).toBe('open');
  });

  it('adds notes that stand in the log and change no section', async () => {
    await stored();

    await logProgress(ana, aPlan(), { text: 'Tried it twice.', shared: false });

    const page = await planPage(db, 'plan-1');
    expect(page?.progress).toMatchObject([{ row: { text: 'Tried it twice.', shared: false }, waiting: true }]);
    expect(page?.view.plan.versions).toEqual(aPlan().versions);
  });
});

describe('when her coach changed the goal first', () => {
  const theirs = aPlan({ goal: 'Sickest first', versions: { goal: 2, steps: 1, review: 1, state: 1 } });
  const mine = { goal: 'In one minute', set: null, subcompetency: null, entries: [], goal_shown: false };

  async function inConflict(): Promise<PlanConflict> {
    await stored();
    const row = await changePlan(ana, aPlan(), { kind: 'plans.edit_goal', body: mine });
    await db.outbox.update(row.id, {
      state: 'needs_attention',
      reason: { outcome: 'conflict', version: 2, current: theirs },
    });
    const conflict = (await view())?.conflicts[0];
    if (!conflict) throw new Error('two texts are in conflict');
    return conflict;
  }

  it('saves her decision on top of the coach’s text, also before the pull has brought it', async () => {
    const conflict = await inConflict();

    await decideWith(ana, conflict, {
      kind: 'plans.edit_goal',
      body: { ...mine, goal: 'Sickest first, in one minute' },
    });

    expect(await outbox()).toEqual([['plans.edit_goal', 2]]);
    expect(await view()).toMatchObject({ plan: { goal: 'Sickest first, in one minute' }, conflicts: [] });
  });

  it('throws her own text away only when she takes the other', async () => {
    const conflict = await inConflict();
    await db.plans.put(theirs as never);

    await decideForTheirs(ana, conflict);

    expect(await outbox()).toEqual([]);
    expect(await view()).toMatchObject({ plan: { goal: 'Sickest first' }, conflicts: [] });
  });
});

it('lists every plan on the device once, with what waits', async () => {
  await stored();
  await stored({ id: 'plan-2' });
  await changePlan(ana, aPlan(), { kind: 'plans.close', body: { outcome: 'dropped', note: null } });
  await startPlan(ana, 'program-1', 'plan-3', toStartBody({ ...emptyDraft(ANA), goal: 'Third' }));

  const all = await allPlans(db);

  expect(all.map(({ plan, waiting }) => [plan.id, plan.state, waiting])).toEqual([
    ['plan-1', 'closed', true],
    ['plan-2', 'open', false],
    ['plan-3', 'open', true],
  ]);
});
