import { describe, expect, it } from 'vitest';
import { aPlan } from '../plans/testing';
import { giveBody, reference, snapshot } from '../feedback/testing/program';
import { assessorsFor, groupAssessors, othersThan } from './assessors';
import { draftFromAddress, draftFromRequest, emptyDraft, faults, forPlan, toBody, type AskDraft } from './draft';
import { stateOn, USUAL_DAYS } from './model';
import { aRequest, askBody, waiting } from './testing/request';
import { deriveRequest } from './view';

const TODAY = '2026-11-22';
const derive = (row: Parameters<typeof deriveRequest>[0], ...ops: Parameters<typeof deriveRequest>[1]) =>
  deriveRequest(row, ops, USUAL_DAYS);

describe('a request on the phone it was asked from', () => {
  it('is open at once, for the program’s days', () => {
    const view = derive(undefined, waiting({ kind: 'requests.ask', body: askBody() }));

    expect(view).toMatchObject({ unsent: true, waiting: true, request: { state: 'open', until: '2026-12-06' } });
    expect(view?.request.learner).toBe('ana');
  });

  it('is over once its day has passed, also before the server says so', () => {
    expect(stateOn(aRequest({ until: TODAY }), TODAY)).toBe('open');
    expect(stateOn(aRequest({ until: '2026-11-21' }), TODAY)).toBe('expired');
    expect(stateOn(aRequest({ until: '2026-11-21', state: 'answered' }), TODAY)).toBe('answered');
  });

  it('is taken back while it still waits to be sent', () => {
    const view = derive(
      undefined,
      waiting({ kind: 'requests.ask', body: askBody() }),
      waiting({ kind: 'requests.withdraw', body: {} }, { base: 1 }),
    );

    expect(view?.request).toMatchObject({ state: 'withdrawn', version: 2 });
  });

  it('stays in sight when the server holds it, with the reason', () => {
    const view = derive(
      undefined,
      waiting(
        { kind: 'requests.ask', body: askBody() },
        { waiting: false, needsAttention: true, reason: { outcome: 'held', code: 'enough_open_requests' } },
      ),
    );

    expect(view?.request.state).toBe('open');
    expect(view?.attention.map(({ reason }) => reason?.code)).toEqual(['enough_open_requests']);
  });

  it('once the server’s row is here, what is said of the asking does not change it', () => {
    const view = derive(aRequest({ state: 'answered' }), waiting({ kind: 'requests.ask', body: askBody() }));

    expect(view).toMatchObject({ unsent: false, attention: [], request: { state: 'answered' } });
  });
});

describe('a request on the phone of who was asked', () => {
  const cole = { author: 'cole' };
  const answer = waiting(
    { kind: 'feedback.give', body: giveBody({ request: 'request' }) },
    { ...cole, subject: 'one' },
  );

  it('is answered by an entry that waits to be sent', () => {
    expect(derive(aRequest(), answer)).toMatchObject({
      waiting: true,
      request: { state: 'answered', entries: ['one'] },
    });
  });

  it('is answered whatever had become of it, and stays so', () => {
    const late = derive(aRequest({ state: 'withdrawn' }), answer);
    const declined = derive(
      aRequest(),
      answer,
      waiting({ kind: 'requests.decline', body: { reason: 'not_now', other: null } }, cole),
    );

    expect(late?.request.state).toBe('answered');
    expect(declined?.request.state).toBe('answered');
  });

  it('is declined with a reason, and that can be undone for a moment', () => {
    const body = { reason: 'did_not_observe', other: 'fay' } as const;
    const view = derive(aRequest(), waiting({ kind: 'requests.decline', body }, { ...cole, base: 1, undoUntil: 5 }));

    expect(view?.request).toMatchObject({ state: 'declined', declined: body, version: 2 });
    expect(view?.undoUntil).toBe(5);
  });

  it('an answer the server refused did not happen; one that is held did', () => {
    const not = { waiting: false, needsAttention: true };

    expect(derive(aRequest(), { ...answer, ...not, reason: { outcome: 'refused' } })?.request.state).toBe('open');
    expect(derive(aRequest(), { ...answer, ...not, reason: { outcome: 'held' } })?.request.state).toBe('answered');
  });
});

describe('the form', () => {
  const whole: AskDraft = {
    ...emptyDraft('request'),
    who: { kind: 'member', id: 'cole' },
    set: 'acgme-im-2',
    subcompetency: 'ics2',
    question: '  What did I leave out? ',
  };

  it('needs somebody, a skill and a question, and nothing else', () => {
    expect(faults(emptyDraft('request'), TODAY).map(({ field }) => field)).toEqual(['who', 'skill', 'question']);
    expect(faults(whole, TODAY)).toEqual([]);
  });

  it('leaves out what is empty, as the code carries these bytes', () => {
    expect(toBody(whole, TODAY)).toEqual({
      assessor: 'cole',
      set: 'acgme-im-2',
      subcompetency: 'ics2',
      question: 'What did I leave out?',
    });
    expect(toBody({ ...whole, who: { kind: 'code' } }, TODAY)).not.toHaveProperty('assessor');
  });

  it('her own view goes along only with five minutes in person', () => {
    const draft = { ...whole, own_view: 'I lost the thread.' };

    expect(toBody(draft, TODAY)).not.toHaveProperty('own_view');
    expect(toBody({ ...draft, in_person: true }, TODAY)).toMatchObject({
      in_person: true,
      own_view: 'I lost the thread.',
    });
  });

  it.each([
    ['a question of 201 characters', { question: '¿'.repeat(201) }, 'question'],
    ['a day that has passed', { until: '2026-11-21' }, 'until'],
    ['an address that is none', { who: { kind: 'visitor', mail: 'ward 4', name: '' } }, 'mail'],
    ['a long goal', { goal: 'x'.repeat(301) }, 'goal'],
  ] as const)('says that %s is too much', (_, wrong, field) => {
    expect(faults({ ...whole, ...wrong } as AskDraft, TODAY).map((fault) => fault.field)).toEqual([field]);
  });

  it('begins with what the address names, or with the same question for somebody else', () => {
    const address = new URLSearchParams({ set: 'acgme-im-2', skill: 'pc3', assessor: 'fay', plan: 'plan' });

    expect(draftFromAddress('id', address)).toMatchObject({
      who: { kind: 'member', id: 'fay' },
      subcompetency: 'pc3',
      plan: 'plan',
    });
    expect(draftFromRequest('id', askBody())).toMatchObject({ who: null, subcompetency: 'ics2' });
  });

  it('knows whether whoever is asked from a plan looks again at it, or can', () => {
    const asks = (who: AskDraft['who'], reviewer: string | null) =>
      forPlan({ ...emptyDraft('id'), who, plan: 'plan-1' }, [{ plan: aPlan({ reviewer }) }])?.kind;

    expect(asks({ kind: 'member', id: 'fay' }, null)).toBe('may_look');
    expect(asks({ kind: 'member', id: 'fay' }, 'cole')).toBe('may_look');
    expect(asks({ kind: 'member', id: 'fay' }, 'fay')).toBe('looks');
    expect(asks({ kind: 'code' }, null)).toBeUndefined();
    expect(asks({ kind: 'visitor', mail: 'v@else.test', name: '' }, null)).toBeUndefined();
    expect(
      forPlan(draftFromAddress('id', new URLSearchParams({ assessor: 'fay' })), [{ plan: aPlan() }]),
    ).toBeUndefined();
  });
});

describe('whom Ben is offered', () => {
  it('those who wrote lately, then those on his rotation today; nobody twice', () => {
    const groups = groupAssessors(reference(), 'ben', TODAY, ['fay', 'fay', 'gone', 'ben']);

    expect(groups.recent.map(({ id }) => id)).toEqual(['fay']);
    expect(groups.rotation.map(({ id }) => id)).toEqual(['cole']);
  });

  it('somebody of another department on the days they are here, whatever the last snapshot said', () => {
    const [cole] = snapshot().members;
    if (!cole) throw new Error('Cole is a member');
    const lee = { ...cole, id: 'lee', active: false, starts_on: '2026-11-20', ends_on: '2026-11-21' };
    const members = [cole, lee];
    const program = reference(snapshot({ members }));
    const offered = (day: string) => assessorsFor(program, 'ben', day).some(({ id }) => id === 'lee');

    expect(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(offered)).toEqual([false, true, true, false]);
  });

  it('others, where somebody has enough questions', () => {
    const groups = groupAssessors(reference(snapshot()), 'ben', TODAY, ['fay', 'gus']);

    expect(othersThan('cole', groups, new Set(['cole', 'gus'])).map(({ id }) => id)).toEqual(['fay']);
  });
});
