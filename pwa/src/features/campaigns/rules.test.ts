import { describe, expect, it } from 'vitest';
import { learnTheRest, t } from '../../i18n/t';
import { reference } from '../feedback/testing/program';
import { beginDraft, facilitatorsFor, faultsOf, minimumFaults, toCampaign } from './draft';
import { freshId, isWhole, moved, toEdited, type FormDraft } from './edited';
import { barsOf, overTime, sharesOf, skillOf } from './figures';
import type { Campaign, Report, Subject } from './model';
import { aboutWhom, occasion, partOf, todoOf, type Viewer } from './words';

const TODAY = '2026-11-30';
const person = (id: string, name: string) => ({ id, name });
const subject = (id: string, more: Partial<Subject> = {}): Subject => ({
  id: `of-${id}`,
  learner: person(id, id.charAt(0).toUpperCase() + id.slice(1)),
  outcome: null,
  self_answered: null,
  meter: null,
  ...more,
});
const campaign = (more: Partial<Campaign> = {}): Campaign => ({
  id: 'campaign',
  state: 'open',
  opens_on: TODAY,
  closes_on: '2026-12-20',
  groups: ['nurses', 'staff'],
  minimums: { aim: 12, total: 8, group: 3 },
  minimums_fixed: false,
  facilitator: person('chris', 'Chris Coach'),
  proposed_by: null,
  director_sees: false,
  form: { version: 1, anchors: [], could_not_observe: '', items: [], questions: [] },
  subjects: [subject('rosa')],
  units: [],
  ...more,
});
const viewer = (id: string, ...roles: Viewer['roles']): Viewer => ({ id, roles, coached: [] });

describe('a campaign before it is begun', () => {
  it('runs for three weeks with the usual minimums, and needs a learner and somebody to read', () => {
    const draft = beginDraft(TODAY);

    expect(draft.closes_on).toBe('2026-12-20');
    expect(draft.minimums).toEqual({ aim: 12, total: 8, group: 3 });
    expect(faultsOf(draft, TODAY, false)).toEqual(['learners', 'facilitator']);
    expect(faultsOf({ ...draft, learners: ['rosa'], facilitator: 'chris' }, TODAY, false)).toEqual([]);
  });

  it('proposed by a learner it names nobody to read', () => {
    const draft = beginDraft(TODAY, ['rosa']);

    expect(faultsOf(draft, TODAY, true)).toEqual([]);
    expect('facilitator' in toCampaign(draft, 'id')).toBe(false);
  });

  it.each([
    ['2026-12-06', []],
    ['2026-12-05', ['bad_window']],
    ['2027-02-21', []],
    ['2027-02-22', ['bad_window']],
    [null, ['bad_window']],
  ])('with its last day on %s: %j', (closes_on, faults) => {
    const draft = { ...beginDraft(TODAY, ['rosa']), facilitator: 'chris', closes_on };

    expect(faultsOf(draft, TODAY, false)).toEqual(faults);
  });

  it.each([
    [{ aim: 12, total: 8, group: 2 }, ['below_floor']],
    [{ aim: 12, total: 4, group: 3 }, ['below_floor']],
    [{ aim: 7, total: 8, group: 3 }, ['bad_minimums']],
    [{ aim: 12, total: 5, group: 6 }, ['bad_minimums']],
    [{ aim: 5, total: 5, group: 3 }, []],
  ])('minimums of %j: %j', (minimums, faults) => {
    expect(minimumFaults(minimums)).toEqual(faults);
  });

  it('none of the learners reads the comments, and no nurse', () => {
    const { members } = reference().snapshot;

    const offered = facilitatorsFor(members, ['cole']).map(({ id }) => id);

    expect(offered).not.toContain('cole');
    expect(offered).not.toContain('ana');
    expect(offered.length).toBeGreaterThan(0);
  });
});

describe('what waits for whom', () => {
  it('a proposal waits for the director and for the learner’s coach', () => {
    const proposed = campaign({ state: 'proposed' });

    expect(todoOf(viewer('dana', 'director'), proposed)).toBe('approve');
    expect(todoOf({ ...viewer('chris', 'coach'), coached: ['rosa'] }, proposed)).toBe('approve');
    expect(todoOf({ ...viewer('kim', 'coach'), coached: ['ben'] }, proposed)).toBeNull();
    expect(todoOf(viewer('rosa', 'learner'), proposed)).toBeNull();
  });

  it('a closed one waits for its facilitator until every learner is settled', () => {
    const closed = campaign({ state: 'closed', subjects: [subject('rosa'), subject('ben', { outcome: 'released' })] });

    expect(partOf(viewer('chris', 'coach'), closed)).toBe('yours');
    expect(partOf(viewer('cora', 'coordinator'), closed)).toBe('running');
    expect(partOf(viewer('chris', 'coach'), { ...closed, state: 'released' })).toBe('over');
  });

  it('an open one waits for the learner who has not answered about themselves', () => {
    const rosa = viewer('rosa', 'learner');

    expect(todoOf(rosa, campaign({ subjects: [subject('rosa', { self_answered: false })] }))).toBe('self');
    expect(todoOf(rosa, campaign({ subjects: [subject('rosa', { self_answered: true })] }))).toBeNull();
  });

  it('is named by its learners, and by how many more there are', async () => {
    await learnTheRest();

    expect(aboutWhom(campaign({ subjects: [subject('rosa'), subject('ben')] }), t)).toBe('Rosa and Ben');
    const many = ['rosa', 'ben', 'chi', 'dev'].map((id) => subject(id));
    expect(aboutWhom(campaign({ subjects: many }), t)).toBe('Rosa, Ben and 2 others');
    expect(occasion('2026-H2', t)).toBe('July to December 2026');
  });
});

describe('a form that is edited', () => {
  const lines = ['a', 'b', 'c'].map((id) => ({ id, text: id, theme: null }));
  const draft: FormDraft = { items: lines, questions: [] };

  it('a line goes up or down by a place, and no further than the end', () => {
    const ids = (moved: { id: string }[]) => moved.map(({ id }) => id).join('');

    expect(ids(moved(lines, 1, -1))).toBe('bac');
    expect(ids(moved(lines, 1, 1))).toBe('acb');
    expect(ids(moved(lines, 0, -1))).toBe('abc');
    expect(ids(moved(lines, 2, 1))).toBe('abc');
  });

  it('a new line gets an id that none had', () => {
    expect(freshId('item', ['listens', 'item-1', 'item-2'])).toBe('item-3');
  });

  it('is whole once every line says something', () => {
    expect(isWhole(draft)).toBe(true);
    expect(isWhole({ ...draft, items: [...lines, { id: 'd', text: ' ', theme: null }] })).toBe(false);
    expect(isWhole({ items: [], questions: lines })).toBe(false);
    expect(toEdited(1, { items: [{ id: 'a', text: ' Listens ', theme: 't' }], questions: lines.slice(0, 1) })).toEqual({
      base: 1,
      items: [{ id: 'a', text: 'Listens', theme: 't' }],
      questions: [{ id: 'a', text: 'a' }],
    });
  });
});

describe('figures of a report', () => {
  const figure = { counts: [0, 1, 0, 2, 1], could_not_observe: 2 };
  const item = { item: 'listens', self: 4, all: figure, groups: [{ group: 'nurses' as const, figure }] };
  const report = (half_year: string) =>
    ({
      half_year,
      items: [item],
      form: { items: [{ id: 'listens', text: '', theme: 'team', competency: 'ICS' }] },
    }) as unknown as Report;

  it('one group alone is everybody, and is not said twice', () => {
    expect(barsOf(item).map(({ group }) => group)).toEqual(['nurses']);
    const two = { ...item, groups: [...item.groups, { group: 'staff' as const, figure: null }] };
    expect(barsOf(two).map(({ group }) => group)).toEqual(['all', 'nurses', 'staff']);
  });

  it('shares are of those who observed it', () => {
    expect(sharesOf(figure)).toEqual([0, 0.25, 0, 0.5, 0.25]);
    expect(sharesOf({ counts: [0, 0], could_not_observe: 3 })).toEqual([0, 0]);
  });

  it('a line leads to the skill of its theme, where the learner’s set has one', () => {
    const skills = [
      { id: 'ics2', theme: 'team' },
      { id: 'pc1', theme: null },
    ];

    expect(skillOf(report('2026-H2'), 'listens', skills)).toBe('ics2');
    expect(skillOf(report('2026-H2'), 'unknown', skills)).toBeUndefined();
  });

  it('two occasions make a course, one does not', () => {
    expect(overTime([report('2026-H2')], 'listens')).toEqual([]);
    expect(overTime([report('2026-H1'), report('2026-H2')], 'listens').map(({ half_year }) => half_year)).toEqual([
      '2026-H1',
      '2026-H2',
    ]);
  });
});
