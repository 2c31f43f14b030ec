import { describe, expect, it } from 'vitest';
import { draftFrom, emptyDraft, faults, isEmpty, toBody, type GiveDraft } from './draft';
import { prefillFrom, secondLookAt } from './prefill';
import { giveBody } from './testing/program';

const opened = '2026-11-22T09:10:00.000-05:00';
const defaults = { setting: 'ward', rotation: 'ward-a', due: '2026-11-29' } as const;

function draft(more: Partial<GiveDraft> = {}): GiveDraft {
  return { ...emptyDraft('entry', 'program', opened), ...more };
}

const enough = { learner: 'ana', set: 'acgme-im-2', subcompetency: 'ics2', went_well: 'Closed the loop.' };

describe('an entry needs', () => {
  it('a learner, a skill and a comment, and says so in the order of the screen', () => {
    expect(faults(draft())).toEqual([
      { field: 'learner', code: 'missing' },
      { field: 'skill', code: 'missing' },
      { field: 'went_well', code: 'missing' },
    ]);
  });

  it.each(['went_well', 'differently'] as const)('nothing more than those with %s', (comment) => {
    expect(faults(draft({ ...enough, went_well: '', [comment]: 'Closed the loop.' }))).toEqual([]);
  });

  it('words, not spaces', () => {
    expect(faults(draft({ ...enough, went_well: ' \n ' }))).toEqual([{ field: 'went_well', code: 'missing' }]);
  });

  it('a name for somebody not on the list', () => {
    const typed = { name: ' ', service: 'Surgery' };
    expect(faults(draft({ ...enough, learner: null, typed }))).toEqual([{ field: 'learner', code: 'name_missing' }]);
  });

  it('texts within the limit, counted in scalar values', () => {
    expect(faults(draft({ ...enough, went_well: '👍'.repeat(4000) }))).toEqual([]);
    expect(faults(draft({ ...enough, went_well: '👍'.repeat(4001) }))).toEqual([
      { field: 'went_well', code: 'too_long' },
    ]);
    expect(faults(draft({ ...enough, next_step: 'a'.repeat(1001) }))).toEqual([
      { field: 'next_step', code: 'too_long' },
    ]);
  });
});

describe('what is saved', () => {
  it('is trimmed, in NFC, and null where nothing was said', () => {
    const body = toBody(draft({ ...enough, went_well: '  Cafe\u0301 talk. \n' }), defaults);
    expect(body).toMatchObject({ went_well: 'Café talk.', differently: null, next_step: null, level: null });
  });

  it('takes the defaults nobody touched', () => {
    expect(toBody(draft(enough), defaults)).toMatchObject({
      setting: 'ward',
      rotation: 'ward-a',
      observed_at: opened,
      basis: 'not_said',
      conversation: 'not_said',
      next_step_due: null,
    });
  });

  it('says "other" where nobody knows the setting', () => {
    expect(toBody(draft(enough), { ...defaults, setting: null })?.setting).toBe('other');
  });

  it('has a date only with a next step', () => {
    expect(toBody(draft({ ...enough, due: '2026-12-24' }), defaults)?.next_step_due).toBeNull();
    expect(toBody(draft({ ...enough, next_step: 'Read back' }), defaults)?.next_step_due).toBe('2026-11-29');
    expect(toBody(draft({ ...enough, next_step: 'Read back', due: '2026-12-24' }), defaults)?.next_step_due).toBe(
      '2026-12-24',
    );
  });

  it('keeps "cannot judge" apart from every level', () => {
    expect(toBody(draft({ ...enough, level: 0 }), defaults)).toMatchObject({ level: 0, cannot_judge: false });
    expect(toBody(draft({ ...enough, level: 6, cannot_judge: true }), defaults)).toMatchObject({
      level: null,
      cannot_judge: true,
    });
  });

  it('names a typed learner instead of one from the list', () => {
    const typed = { name: ' Sam Oyelaran ', service: ' Neurology ' };
    expect(toBody(draft({ ...enough, typed }), defaults)).toMatchObject({
      learner: null,
      typed_learner: { name: 'Sam Oyelaran', service: 'Neurology' },
    });
  });

  it('is nothing while something is missing', () => {
    expect(toBody(draft({ ...enough, set: null }), defaults)).toBeUndefined();
  });

  it('comes back whole as a draft', () => {
    const body = giveBody({ next_step: 'Read back', next_step_due: '2026-12-01', level: 5, basis: 'watched' });
    const again = draftFrom('entry', 'program', opened, body);
    expect(toBody(again, { setting: null, rotation: null, due: '2027-01-01' })).toEqual(body);
  });
});

describe('an empty draft', () => {
  it('is one with nothing chosen and nothing written', () => {
    expect(isEmpty(draft({ next_step: '  ' }))).toBe(true);
    expect(isEmpty(draft({ basis: 'watched' }))).toBe(true);
  });

  it.each([
    { learner: 'ana' },
    { differently: 'x' },
    { level: 0 },
    { cannot_judge: true },
    { typed: { name: 'S', service: '' } },
  ])('is not one with %o', (more) => expect(isEmpty(draft(more))).toBe(false));
});

describe('a second look at Ana’s plan', () => {
  const plan = { id: 'plan-1', learner: 'ana', set: 'acgme-im-2', subcompetency: 'ics2' };
  const filled = (
    of: typeof plan | (Omit<typeof plan, 'set' | 'subcompetency'> & { set: null; subcompetency: null }),
  ) => draft(prefillFrom(new URL(secondLookAt(of), 'https://waymark.test').searchParams));

  it('begins with her, the plan’s skill and the plan', () => {
    expect(filled(plan)).toMatchObject({ learner: 'ana', set: 'acgme-im-2', subcompetency: 'ics2' });
    const body = toBody({ ...filled(plan), went_well: 'Read back every order.', look_again: 'better' }, defaults);
    expect(body).toMatchObject({ plan: 'plan-1', look_again: 'better' });
  });

  it('needs no answer to whether it is better', () => {
    expect(toBody({ ...filled(plan), went_well: 'Read back.' }, defaults)).toMatchObject({
      plan: 'plan-1',
      look_again: null,
    });
  });

  it('is none any more once it is about somebody else or another skill', () => {
    const written = { ...filled(plan), went_well: 'Read back.', look_again: 'better' as const };
    for (const other of [{ learner: 'ben' }, { subcompetency: 'pc1' }, { typed: { name: 'Ana R', service: '' } }]) {
      expect(toBody({ ...written, ...other }, defaults)).toMatchObject({ plan: null, look_again: null });
    }
  });

  it('is about any skill where the plan names none', () => {
    const open = filled({ ...plan, set: null, subcompetency: null });
    expect(toBody({ ...open, ...enough }, defaults)).toMatchObject({ plan: 'plan-1', subcompetency: 'ics2' });
  });

  it('is not worth keeping before anything was written', () => {
    expect(isEmpty(filled(plan))).toBe(true);
    expect(isEmpty({ ...filled(plan), look_again: 'not_yet' })).toBe(false);
    expect(isEmpty({ ...filled(plan), went_well: 'Read back.' })).toBe(false);
  });

  it('is still one when it comes back by Undo', () => {
    const body = toBody({ ...filled(plan), went_well: 'Read back.', look_again: 'not_yet' }, defaults);
    if (!body) throw new Error('it has no faults');
    expect(toBody(draftFrom('entry', 'program', opened, body), defaults)).toEqual(body);
  });
});

it('an address without a learner fills in nothing', () => {
  expect(prefillFrom(new URLSearchParams('plan=plan-1'))).toBeUndefined();
  expect(prefillFrom(new URLSearchParams('learner=ana'))).toEqual({ learner: 'ana' });
});
