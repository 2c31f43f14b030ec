/** Builders for tests of requests: a question of Ana's to Cole, and operations as an outbox holds them. */
import type { PendingOp } from '../../../sync/pending';
import { aPendingOp } from '../../../sync/testing/pending';
import { PROGRAM } from '../../feedback/testing/program';
import type { AskBody, RequestChange, RequestRow } from '../model';

export function askBody(more: Partial<AskBody> = {}): AskBody {
  return {
    assessor: 'cole',
    set: 'acgme-im-2',
    subcompetency: 'ics2',
    question: 'What did the night team still have to ask me?',
    ...more,
  };
}

export function aRequest(more: Partial<RequestRow> = {}): RequestRow {
  return {
    id: 'request',
    program: PROGRAM,
    learner: 'ana',
    assessor: 'cole',
    visiting: null,
    set: 'acgme-im-2',
    subcompetency: 'ics2',
    question: 'What did the night team still have to ask me?',
    goal: null,
    context: null,
    own_view: null,
    in_person: false,
    until: '2026-12-06',
    asked_at: '2026-11-22T09:00:00.000-05:00',
    received_at: '2026-11-22T14:00:05.000Z',
    state: 'open',
    version: 1,
    declined: null,
    entries: [],
    handed_over: false,
    ...more,
  };
}

/** An operation waiting in the outbox; `more` says what the server made of it, if it answered. */
export function waiting(change: RequestChange, more: Partial<PendingOp> = {}): PendingOp {
  const at = '2026-11-22T09:00:00.000-05:00';
  return aPendingOp(change, { subject: 'request', program: PROGRAM, author: 'ana', at, ...more });
}
