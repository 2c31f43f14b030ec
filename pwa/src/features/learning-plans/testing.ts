/** Builders for tests of learning plans: a plan of Ana's that Fay coaches, and operations as an outbox holds them. */
import { aPendingOp } from '../../sync/testing/pending';
import type { PendingOp } from '../../sync/pending';
import { PROGRAM } from '../feedback/testing/program';
import { textOf, type LearningChange, type LearningGoal, type LearningPlanRow, type SignatureRow } from './model';

export function aGoal(id: string, more: Partial<LearningGoal> = {}): LearningGoal {
  return {
    id,
    text: `Goal ${id}`,
    skills: [{ set: 'acgme-im-2', subcompetency: 'ics2' }],
    strategies: 'Every morning.',
    evidence: 'A log of ten.',
    projected_on: '2027-02-01',
    entries: [],
    ...more,
  };
}

export function aLearningPlan(more: Partial<LearningPlanRow> = {}): LearningPlanRow {
  return {
    id: 'learning-1',
    program: PROGRAM,
    learner: 'ana',
    half_from: '2026-07-01',
    edition: 1,
    goals: [aGoal('one'), aGoal('two')],
    career_goals: null,
    obstacles: null,
    helpers: null,
    discussed_on: '2026-11-20',
    next_review_on: '2027-04-01',
    learner_comment: 'Two are enough.',
    coach_comment: 'I agree.',
    coach_comment_by: 'fay',
    work: [],
    versions: { goals: 1, about: 1, dates: 2, learner_comment: 2, coach_comment: 2, work: 1 },
    started_at: '2026-11-01T09:00:00.000Z',
    received_at: '2026-11-01T09:00:05.000Z',
    ...more,
  };
}

export function aSignature(as: 'learner' | 'coach', more: Partial<SignatureRow> = {}): SignatureRow {
  return {
    id: `signature-${as}`,
    learning_plan: 'learning-1',
    program: PROGRAM,
    edition: 1,
    as,
    person: as === 'learner' ? 'ana' : 'fay',
    signed_at: '2026-11-21T16:00:00.000Z',
    received_at: '2026-11-21T16:00:05.000Z',
    text: textOf(aLearningPlan()),
    ...more,
  };
}

export const anOp = (change: LearningChange, more: Partial<PendingOp> = {}): PendingOp =>
  aPendingOp(change, {
    subject: 'learning-1',
    program: PROGRAM,
    author: 'ana',
    at: '2026-11-22T09:30:00.000-05:00',
    ...more,
  });
