import { expect, it } from 'vitest';
import { takingBack } from './takeback';
import { entry } from './testing/program';

const received = Date.parse('2026-11-22T14:13:00.000Z');
const hours = (n: number) => received + n * 3_600_000;
const view = { entry: entry(), unsent: false };

it('an author can add, cover, and for 72 hours withdraw', () => {
  expect(takingBack(view, 'cole', ['faculty'], hours(72))).toEqual({ amend: true, redact: true, withdraw: 'author' });
  expect(takingBack(view, 'cole', ['faculty'], hours(73))).toEqual({ amend: true, redact: true, withdraw: null });
});

it('the window does not run before the server has the entry', () => {
  const waiting = { entry: entry({ received_at: null }), unsent: true };
  expect(takingBack(waiting, 'cole', ['faculty'], hours(1000)).withdraw).toBe('author');
});

it('a director can cover, and withdraw with a reason, but adds nothing to what somebody else wrote', () => {
  expect(takingBack(view, 'gus', ['director'], hours(1000))).toEqual({
    amend: false,
    redact: true,
    withdraw: 'director',
  });
  expect(takingBack(view, 'cole', ['faculty', 'director'], hours(73)).withdraw).toBe('director');
});

it('a learner can take nothing back', () => {
  expect(takingBack(view, 'ana', ['learner'], hours(1))).toEqual({ amend: false, redact: false, withdraw: null });
});

it('what was withdrawn is over', () => {
  const over = { entry: entry({ state: 'withdrawn' }), unsent: false };
  expect(takingBack(over, 'cole', ['director'], hours(1))).toEqual({ amend: false, redact: false, withdraw: null });
});
