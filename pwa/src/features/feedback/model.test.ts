import { describe, expect, it } from 'vitest';
import { apply, coverPassage, type Amendment, type Origin } from './model';
import { entry, giveBody } from './testing/program';

const cole: Origin = { subject: 'entry', program: 'program', author: 'cole', at: '2026-11-22T09:12:00.000-05:00' };

describe('an operation on an entry', () => {
  it('gives it, once', () => {
    const after = apply(undefined, { kind: 'feedback.give', body: giveBody() }, cole);

    expect(after?.entry).toMatchObject({
      id: 'entry',
      author: 'cole',
      given_at: cole.at,
      received_at: null,
      state: 'given',
    });
    expect(apply(after, { kind: 'feedback.give', body: giveBody({ level: 4 }) }, cole)).toBe(after);
  });

  it('adds an amendment beside it and leaves the entry alone', () => {
    const before = { entry: entry(), amendments: [] };

    const after = apply(before, { kind: 'feedback.amend', body: { id: 'a', text: 'For example, bed 4.' } }, cole);

    expect(after?.entry).toBe(before.entry);
    expect(after?.amendments).toMatchObject([{ id: 'a', entry: 'entry', text: 'For example, bed 4.' }]);
    expect(apply(after, { kind: 'feedback.amend', body: { id: 'a', text: 'again' } }, cole)).toBe(after);
  });

  it('withdraws it with everything that was said in it', () => {
    const amendments = [{ id: 'a', text: 'More' } as Amendment];
    const before = { entry: entry({ level: 6, next_step: 'Try', next_step_due: '2026-12-01' }), amendments };

    const after = apply(before, { kind: 'feedback.withdraw', body: { reason: 'wrong person' } }, cole);

    expect(after?.entry).toMatchObject({ state: 'withdrawn', went_well: null, next_step: null, level: null });
    expect(after?.entry.withdrawn).toEqual({ at: cole.at, by: 'author', reason: 'wrong person' });
    expect(after?.amendments).toEqual([]);
  });

  it('withdrawn by somebody else is withdrawn by the director', () => {
    const before = { entry: entry(), amendments: [] };
    const after = apply(before, { kind: 'feedback.withdraw', body: { reason: 'x' } }, { ...cole, author: 'gus' });
    expect(after?.entry.withdrawn?.by).toBe('director');
  });

  it('covers a passage and says in which part', () => {
    const before = { entry: entry({ went_well: 'Calmed Mrs. Doe 👏 well.' }), amendments: [] };
    const body = { part: 'went_well' as const, amendment: null, from: 7, to: 15 };

    const after = apply(before, { kind: 'feedback.redact', body }, cole);

    expect(after?.entry.went_well).toBe('Calmed [redacted] 👏 well.');
    expect(after?.entry.redacted).toEqual(['went_well']);
  });
});

it('offsets of a covered passage count whole characters', () => {
  expect(coverPassage('👩🏽 Doe', 2, 6)).toBe('👩🏽[redacted]');
});
