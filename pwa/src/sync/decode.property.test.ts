import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeOf, decodePull, decodePush } from './decode';
import type { PullAnswer, PushAnswer } from './protocol';

const OUTCOMES = ['applied', 'repeated', 'held', 'conflict', 'refused', 'retry'];

const result = fc.record(
  {
    id: fc.option(fc.uuid()),
    outcome: fc.constantFrom(...OUTCOMES),
    first: fc.constantFrom(...OUTCOMES),
    hash: fc.string(),
    seq: fc.nat(),
    code: fc.string(),
    field: fc.string(),
    version: fc.nat(),
    current: fc.jsonValue(),
    after: fc.nat(),
  },
  { requiredKeys: ['id', 'outcome'] },
);
const change = fc.record(
  {
    seq: fc.nat(),
    kind: fc.constantFrom('feedback_entry', 'plan', 'held_item', 'something_newer'),
    id: fc.uuid(),
    version: fc.nat(),
    gone: fc.boolean(),
    data: fc.option(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })),
  },
  { requiredKeys: ['seq', 'kind', 'id'] },
);
const now = fc.constant('2026-11-22T14:00:00.000Z');
const pushAnswer = fc.record({ epoch: fc.uuid(), now, results: fc.array(result, { maxLength: 4 }) });
const pullAnswer = fc.record({
  epoch: fc.uuid(),
  now,
  cursor: fc.nat(),
  more: fc.boolean(),
  reset: fc.boolean(),
  changes: fc.array(change, { maxLength: 4 }),
});

/** An answer as it may arrive: whole, with something of it replaced or left out, cut off, with other letters in it. */
function mutated(answer: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const whole = answer.map((value) => JSON.stringify(value));
  const nested = fc.nat(20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth));
  const odd = fc.constantFrom('1e400', '-0', '9007199254740993', '"\\ud800"', '"__proto__"', '{"__proto__":null}');
  const value = fc.oneof(fc.json(), odd, nested, fc.constant(''));
  const replaced = fc.tuple(whole, fc.nat(), value).map(([text, which, other]) => {
    const values = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|-?\d+|true|false|null|\[\]|\{\})/g)];
    const found = values[which % Math.max(1, values.length)];
    return found ? `${text.slice(0, found.index + 1)}${other}${text.slice(found.index + found[0].length)}` : other;
  });
  const cut = fc.tuple(whole, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const hurt = fc.tuple(whole, fc.nat(), fc.string({ unit: 'binary' })).map(([text, at, other]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + other + text.slice(place + 1);
  });
  return fc.oneof(whole, replaced, cut, hurt, fc.json(), fc.string({ unit: 'binary' }), fc.constant('<html></html>'));
}

const isReason = (reason: Record<string, unknown>) =>
  ['refused', 'conflict', 'held'].includes(String(reason.outcome)) &&
  ['undefined', 'string'].includes(typeof reason.code) &&
  ['undefined', 'string'].includes(typeof reason.field) &&
  (reason.version === undefined || Number.isSafeInteger(reason.version));

function expectWellFormedPush(answer: PushAnswer): void {
  expect(typeof answer.epoch).toBe('string');
  expect(Number.isFinite(answer.now)).toBe(true);
  for (const { id, hash, outcome, seq } of answer.results) {
    expect(id === null || typeof id === 'string').toBe(true);
    expect(hash === null || typeof hash === 'string').toBe(true);
    expect(seq === null || Number.isSafeInteger(seq)).toBe(true);
    if (outcome.kind === 'retry') expect(outcome.after === null || outcome.after >= 0).toBe(true);
    else if (outcome.kind !== 'applied') expect(isReason({ ...outcome.reason })).toBe(true);
  }
}

function expectWellFormedPull(answer: PullAnswer): void {
  expect(typeof answer.epoch).toBe('string');
  expect(Number.isFinite(answer.now) && Number.isSafeInteger(answer.cursor)).toBe(true);
  expect(typeof answer.more).toBe('boolean');
  for (const { seq, kind, id, version, data } of answer.changes) {
    expect(Number.isSafeInteger(seq) && Number.isSafeInteger(version)).toBe(true);
    expect(typeof kind === 'string' && typeof id === 'string').toBe(true);
    expect(data === null || (typeof data === 'object' && !Array.isArray(data))).toBe(true);
  }
}

it('whatever answers a push, it is read as an answer of the right shape or as none', () => {
  fc.assert(
    fc.property(mutated(pushAnswer), (text) => {
      const answer = decodePush(text);
      if (answer) expectWellFormedPush(answer);
    }),
    { numRuns: 500 },
  );
});

it('whatever answers a pull, it is read as an answer of the right shape or as none', () => {
  fc.assert(
    fc.property(mutated(pullAnswer), (text) => {
      const answer = decodePull(text);
      if (answer) expectWellFormedPull(answer);
    }),
    { numRuns: 500 },
  );
});

it('an answer as the server writes it is read, but for a change without its thing or a repeated repetition', () => {
  fc.assert(
    fc.property(pushAnswer, pullAnswer, (pushed, pulled) => {
      const odd = pushed.results.some(({ outcome, first }) => outcome === 'repeated' && first === 'repeated');
      const empty = pulled.changes.some(({ gone, data }) => gone !== true && !data);
      expect(decodePush(JSON.stringify(pushed)) === null).toBe(odd);
      expect(decodePull(JSON.stringify(pulled)) === null).toBe(empty);
    }),
  );
});

it('no text at all makes a problem’s code anything but a word', () => {
  fc.assert(
    fc.property(mutated(fc.record({ code: fc.string() })), (text) => {
      expect(['undefined', 'string']).toContain(typeof codeOf(text));
    }),
  );
});
