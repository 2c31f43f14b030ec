// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'svelte';
import type { ServerRow, WaymarkDb } from '../../db/schema';
import type { Member, ReferenceSnapshot } from '../../db/reference';
import { learnTheRest, t } from '../../i18n/t';
import { eachOnAFreshPhone } from '../members/testing/page';
import Page from '../members/testing/Page.svelte';
import { phoneOf } from '../members/testing/person';
import { aPlan } from '../plans/testing';
import { bandName, expectedOf } from './expect';
import LevelChoice from './give/LevelChoice.svelte';
import { shownGoalsOn } from './goals';
import { entry, internalMedicine, PROGRAM, reference, snapshot } from './testing/program';

const bands = [1, 2].map((year) => ({ set: 'acgme-im-2', training_year: year, low: year * 2, high: year * 2 + 2 }));
const row = (thing: object) => thing as ServerRow;

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));
beforeEach(learnTheRest);

describe('what the program expects', () => {
  it('is of the learner’s own year and set, and nothing where it says nothing', () => {
    const list = reference({ expected_bands: bands });

    expect(expectedOf(list, 'ana', 'acgme-im-2')).toEqual(bands[1]);
    expect(expectedOf(list, 'chi', 'acgme-im-2')).toBeUndefined();
    expect(expectedOf(list, 'ana', 'acgme-peds-2')).toBeUndefined();
    expect(expectedOf(list, 'cole', 'acgme-im-2')).toBeUndefined();
    expect(expectedOf(reference(), 'ana', 'acgme-im-2')).toBeUndefined();
  });

  it('is said as a range, or as the one level it is', () => {
    expect(bandName({ low: 0, high: 5 }, t)).toBe('Not yet Level 1 to Level 2½');
    expect(bandName({ low: 8, high: 8 }, t)).toBe('Level 4');
  });
});

describe('what a learner shows that they work on', () => {
  const about = { program: PROGRAM, learner: 'ana', subcompetency: 'ics2' };
  const plan = (more: Parameters<typeof aPlan>[0]) => row(aPlan({ ...about, ...more }));
  const goals = (id: string, ...goals: object[]) => row({ id, program: PROGRAM, goals });
  const goal = (plan: string, goal: string, state = 'open') => ({ plan, goal, state, outcome: null });

  it('is the shown goal of an open plan that came from Cole’s entry on this skill, and no other', async () => {
    await db.feedbackEntries.bulkAdd([
      row(entry({ id: 'e1' })),
      row(entry({ id: 'e2', subcompetency: 'pc1' })),
      row(entry({ id: 'e3', learner: 'ben' })),
    ]);
    await db.planGoals.bulkAdd([
      goals('e1', goal('p1', 'One-line problem statements'), goal('p0', 'Done long ago', 'closed')),
      goals('e2', goal('p2', 'A full history')),
      goals('e3', goal('p3', 'Sign out on time')),
    ]);

    expect(await shownGoalsOn(db, about)).toEqual(['One-line problem statements']);
  });

  it('is not said to a coach who can read the plan but was not meant to see it here', async () => {
    await db.plans.bulkAdd([
      plan({ id: 'p1', goal: 'Hidden', goal_shown: false }),
      plan({ id: 'p2', goal: 'Shown', goal_shown: true }),
      plan({ id: 'p3', goal: 'Closed', goal_shown: true, state: 'closed' }),
      plan({ id: 'p4', goal: 'Of another skill', goal_shown: true, subcompetency: 'pc1' }),
    ]);

    expect(await shownGoalsOn(db, about)).toEqual(['Shown']);
  });
});

describe('beside the level picker', () => {
  const onchange = vi.fn();
  beforeEach(() => onchange.mockReset());

  async function open({
    learner = 'ana',
    level = null as number | null,
    skill = true,
    ...more
  }: { learner?: string | null; level?: number | null; skill?: boolean } & Partial<ReferenceSnapshot> = {}) {
    const { app } = await phoneOf(db, 'cole', ['faculty']);
    const [, , , , , , , subcompetency] = internalMedicine.subcompetencies;
    const params = {
      level,
      cannotJudge: false,
      reference: reference(more),
      learner,
      skill: skill ? { set: internalMedicine, subcompetency } : undefined,
      t,
      onchange,
    };
    render(Page, {
      app,
      page: LevelChoice as unknown as Component<Record<string, string>>,
      params: params as unknown as Record<string, string>,
    });
  }
  const expecting = () => screen.getByRole('group', { name: 'What to expect' });
  const words = () => expecting().textContent.replaceAll(/\s+/g, ' ').trim();

  it('stands the learner’s year, what the program expects as its own word, and the goal that Ana shows', async () => {
    await db.feedbackEntries.add(row(entry({ id: 'e1' })));
    await db.planGoals.add(
      row({
        id: 'e1',
        program: PROGRAM,
        goals: [{ plan: 'p1', goal: 'One-line problem statements', state: 'open', outcome: null }],
      }),
    );
    await open({ expected_bands: bands });

    await within(expecting()).findByText('Working on: One-line problem statements');
    expect(words()).toBe(
      'What to expect Ana Ruiz, year 2 ' +
        'This program expects Level 2 to Level 3 in year 2. The program’s own expectation, not a target of the ACGME. ' +
        'Working on: One-line problem statements',
    );
  });

  it('says the same whatever level is chosen: nobody is compared', async () => {
    await open({ expected_bands: bands, level: 0 });
    const low = words();
    cleanup();

    await open({ expected_bands: bands, level: 10 });

    expect(words()).toBe(low);
  });

  it('says the year alone in a program that expects nothing, and nothing about somebody who is not on the list', async () => {
    await open();
    expect(words()).toBe('What to expect Ana Ruiz, year 2');
    cleanup();

    await open({ learner: null });
    expect(screen.queryByRole('group', { name: 'What to expect' })).toBeNull();
  });

  it('of two sets of a learner none is expected until the skill says which', async () => {
    const peds = { ...internalMedicine, id: 'acgme-peds-2', subcompetencies: [] };
    const both = {
      sets: [internalMedicine, peds],
      members: snapshot().members.map((member): Member => ({ ...member, sets: ['acgme-im-2', 'acgme-peds-2'] })),
      expected_bands: bands,
    };
    await open({ ...both, skill: false });
    expect(words()).toBe('What to expect Ana Ruiz, year 2');
    cleanup();

    await open(both);
    expect(words()).toContain('This program expects Level 2 to Level 3');
  });

  it('all five levels can be read without choosing one, with the neighbours of the chosen one marked', async () => {
    await open({ level: 5 });

    await fireEvent.click(screen.getByText('Read all five levels of this skill'));
    const terms = (await screen.findAllByRole('term')).map((term) => term.textContent.replaceAll(/\s+/g, ' ').trim());

    expect(terms).toEqual([
      'Level 1 novice',
      'Level 2 advanced beginner · chosen in part',
      'Level 3 competent · chosen in part',
      'Level 4 proficient · Target',
      'Level 5 expert',
    ]);
    expect(onchange).not.toHaveBeenCalled();
  });

  it('what the levels mean is one tap away, and read in half a minute', async () => {
    await open();

    await fireEvent.click(screen.getByRole('button', { name: 'What do the levels mean?' }));
    const dialog = await screen.findByRole('dialog', { name: 'What do the levels mean?' });

    for (const said of [
      /some of Level 3/,
      /A judgment/,
      /a reason for giving no level/,
      /A target, not a requirement/,
      /aspire/,
      /not a Milestone rating/,
    ])
      within(dialog).getByText(said);
    // Half a minute at 240 words a minute.
    expect(dialog.textContent.split(/\s+/).length).toBeLessThanOrEqual(120);
    expect(onchange).not.toHaveBeenCalled();
  });
});
