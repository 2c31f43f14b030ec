import { expect, it } from 'vitest';
import { scrubAmendments, scrubEntries } from './scrub';
import { entry, giveBody } from './testing/program';

const op = (kind: string, body: unknown) => ({
  id: 'op',
  kind,
  v: 1,
  program: 'program',
  subject: 'entry',
  base: null,
  at: '',
  body,
});

it('a redacted part leaves the operation that gave it, and only that part', () => {
  const data = { ...entry({ went_well: 'Calmed [redacted].', redacted: ['went_well'] }) };
  const given = op('feedback.give', giveBody({ went_well: 'Calmed Mrs. Doe.', differently: 'Sit down.' }));

  expect(scrubEntries.subjects(data)).toEqual(['entry']);
  expect(scrubEntries.scrub(data, given)).toMatchObject({ went_well: 'Calmed [redacted].', differently: 'Sit down.' });
  expect(scrubEntries.scrub(data, op('feedback.amend', { id: 'a', text: 'x' }))).toBeNull();
});

it('where nothing was redacted nothing is touched', () => {
  expect(scrubEntries.subjects({ ...entry() })).toEqual([]);
});

it('a redacted amendment leaves the operation that added it', () => {
  const data = { id: 'a', entry: 'entry', text: '[redacted] said so.', redacted: true };

  expect(scrubAmendments.subjects(data)).toEqual(['entry']);
  expect(scrubAmendments.scrub(data, op('feedback.amend', { id: 'a', text: 'Doe said so.' }))).toEqual({
    id: 'a',
    text: '[redacted] said so.',
  });
  expect(scrubAmendments.scrub(data, op('feedback.amend', { id: 'b', text: 'Else.' }))).toBeNull();
});

it('a retained redaction is moved over its mark, so that doing it again changes nothing', () => {
  const data = { ...entry({ went_well: '🙂 [redacted] was calm.', redacted: ['went_well'] }) };
  const redaction = op('feedback.redact', { part: 'went_well', amendment: null, from: 2, to: 25 });

  expect(scrubEntries.scrub(data, redaction)).toEqual({ part: 'went_well', amendment: null, from: 2, to: 12 });
  const moved = op('feedback.redact', { part: 'went_well', amendment: null, from: 2, to: 12 });
  expect(scrubEntries.scrub(data, moved)).toBeNull();
});
