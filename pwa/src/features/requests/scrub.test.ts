import { expect, it } from 'vitest';
import { giveBody } from '../feedback/testing/program';
import { applyToRequest } from './model';
import { scrubRequests } from './scrub';
import { aRequest, askBody } from './testing/request';

const op = (kind: string, body: unknown) => ({
  id: 'op',
  kind,
  v: 1,
  program: 'program',
  subject: 'request',
  base: null,
  at: '',
  body,
});
const redacted = {
  ...aRequest({ question: 'Did I hear [redacted] out?', goal: 'Two minutes', entries: ['entry'] }),
  redacted: ['question' as const],
};

it('a passage leaves the question that was asked, and only its part', () => {
  const asked = op('requests.ask', askBody({ question: 'Did I hear Mrs. Doe out?', goal: 'Two minutes' }));

  expect(scrubRequests.subjects(redacted)).toEqual([redacted.id, 'entry']);
  expect(scrubRequests.scrub(redacted, asked)).toMatchObject({
    question: 'Did I hear [redacted] out?',
    goal: 'Two minutes',
  });
  expect(scrubRequests.scrub(redacted, op('requests.withdraw', {}))).toBeNull();
});

it('it leaves the code in an entry that answers, which goes on naming its request', () => {
  const given = op('feedback.give', { ...giveBody({ request: 'request' }), request_code: 'AQ' });

  expect(scrubRequests.scrub(redacted, given)).toEqual(giveBody({ request: 'request' }));
  expect(scrubRequests.scrub(redacted, op('feedback.give', giveBody()))).toBeNull();
});

it('where nothing was redacted nothing is touched', () => {
  expect(scrubRequests.subjects({ ...aRequest() })).toEqual([]);
});

it('the learner sees the passage covered at once, whatever became of the request', () => {
  const row = aRequest({ question: 'Did I hear Mrs. Doe out?', state: 'answered' });
  const from = { subject: row.id, program: row.program, author: row.learner, at: row.asked_at, base: 1 };

  const shown = applyToRequest(
    row,
    { kind: 'requests.redact', body: { part: 'question', from: 11, to: 19 } },
    from,
    14,
  );

  expect(shown).toMatchObject({ question: 'Did I hear [redacted] out?', redacted: ['question'], text_version: 2 });
});
