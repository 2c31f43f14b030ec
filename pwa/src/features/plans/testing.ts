/** Builders for tests of plans: a plan of Ana's, and operations as an outbox holds them. */
import type { PendingOp } from '../../sync/pending';
import { aPendingOp } from '../../sync/testing/pending';
import type { PlanChange, PlanRow, PlanStep } from './model';

export const ANA = 'person-ana';
export const COLE = 'person-cole';
export const DANA = 'person-dana';

export function aStep(id: string, more: Partial<PlanStep> = {}): PlanStep {
  return { id, text: `Step ${id}`, due_on: null, done_on: null, ...more };
}

export function aPlan(more: Partial<PlanRow> = {}): PlanRow {
  return {
    id: 'plan-1',
    program: 'program-1',
    learner: ANA,
    author: ANA,
    state: 'open',
    outcome: null,
    outcome_note: null,
    goal: 'Give handoffs in five sentences',
    set: 'acgme-im-2',
    subcompetency: 'skill-handoff',
    entries: ['entry-1'],
    goal_shown: false,
    steps: [],
    reviewer: null,
    review_on: null,
    versions: { goal: 1, steps: 1, review: 1, state: 1 },
    started_at: '2026-11-01T09:00:00.000Z',
    received_at: '2026-11-01T09:00:05.000Z',
    closed_at: null,
    ...more,
  };
}

/** An operation waiting in the outbox; `more` says what the server made of it, if it answered. */
export function waiting(change: PlanChange, more: Partial<PendingOp> = {}): PendingOp {
  const at = '2026-11-20T08:00:00.000Z';
  return aPendingOp(change, { subject: 'plan-1', program: 'program-1', author: ANA, at, ...more });
}
