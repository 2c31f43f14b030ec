/**
 * Requests: a learner asks one person one question about one skill.
 *
 * - Only its two people know of a request. It is open until it is answered, declined, withdrawn, or its day has passed.
 * - An answer is always an entry. It answers the request whatever had become of it, and whichever of the two arrives
 *   first; nothing else changes a request that was answered, but that a passage of it can be redacted.
 * - The server's row is never edited here: what is shown is that row with the waiting operations applied to a copy.
 */
import { addDays } from '../../lib/days';
import type { Origin } from '../../sync/pending';
import { coverPassage } from '../feedback/model';

/** In characters as people count them, and the server does. */
export const LIMITS = { question: 200, goal: 300, context: 300, own_view: 600 } as const;

/** How long a request is open where the program does not say. */
export const USUAL_DAYS = 14;

export type RequestState = 'open' | 'answered' | 'declined' | 'withdrawn' | 'expired';

export type DeclineReason = 'did_not_observe' | 'not_now' | 'not_the_right_person';
export const DECLINE_REASONS: readonly DeclineReason[] = ['did_not_observe', 'not_now', 'not_the_right_person'];

/**
 * What a learner says by asking: the body of `requests.ask`. What is empty is left out, as a QR code carries these bytes.
 * Without an assessor and without a visitor it is handed over in person: whoever scans its code is asked.
 */
export interface AskBody {
  assessor?: string;
  visiting?: { mail: string; name?: string };
  set: string;
  subcompetency: string;
  question: string;
  goal?: string;
  context?: string;
  /** `YYYY-MM-DD`; without one, the program's days after its arrival. */
  until?: string;
  /** Five minutes of talking are asked for. */
  in_person?: true;
  /** How the learner sees it, said first. */
  own_view?: string;
}

export interface DeclineBody {
  reason: DeclineReason;
  /** Who would be better to ask. */
  other: string | null;
}

export type RequestPart = 'question' | 'goal' | 'context' | 'own_view';
export const REQUEST_PARTS: readonly RequestPart[] = ['question', 'goal', 'context', 'own_view'];

/** The passage by its place, so that the text itself travels no more. */
export interface RedactRequestBody {
  part: RequestPart;
  /** Unicode scalar offsets: the first that goes, and the first that stays again. */
  from: number;
  to: number;
}

/** A request as the wire has it. */
export interface RequestRow {
  id: string;
  program: string;
  learner: string;
  assessor: string | null;
  visiting: { name: string | null; profession: string | null } | null;
  set: string;
  subcompetency: string;
  question: string;
  goal: string | null;
  context: string | null;
  own_view: string | null;
  in_person: boolean;
  /** The last day it is open. */
  until: string;
  asked_at: string;
  received_at: string | null;
  state: RequestState;
  version: number;
  /** How often a passage was redacted, from 1 for never; and in which parts. */
  text_version?: number;
  redacted?: RequestPart[];
  declined: DeclineBody | null;
  /** The entries that answer it. */
  entries: string[];
  handed_over: boolean;
}

/** One operation on a request. `feedback.give` is one where it answers; its subject is then the entry. */
export type RequestChange =
  | { kind: 'requests.ask'; body: AskBody }
  | { kind: 'requests.decline'; body: DeclineBody }
  | { kind: 'requests.withdraw'; body: Record<string, never> }
  | { kind: 'requests.redact'; body: RedactRequestBody }
  | { kind: 'feedback.give'; body: unknown };

/** What is shown after one operation. `days` is the program's, for a request the server has not dated yet. */
export function applyToRequest(
  row: RequestRow | undefined,
  change: RequestChange,
  from: Origin,
  days: number,
): RequestRow | undefined {
  if (change.kind === 'requests.ask') return row ?? asked(change.body, from, days);
  if (!row) return undefined;
  if (change.kind === 'feedback.give') {
    const entries = row.entries.includes(from.subject) ? row.entries : [...row.entries, from.subject];
    return { ...row, state: 'answered', entries };
  }
  if (change.kind === 'requests.redact') return redacted(row, change.body);
  // An answer outlives whatever else is said of the request.
  if (row.state === 'answered') return row;
  const version = Math.max(row.version, (from.base ?? row.version) + 1);
  if (change.kind === 'requests.decline') return { ...row, version, state: 'declined', declined: change.body };
  return { ...row, version, state: 'withdrawn' };
}

function redacted(row: RequestRow, { part, from, to }: RedactRequestBody): RequestRow {
  const text = row[part];
  if (text === null) return row;
  const parts = row.redacted?.includes(part) ? row.redacted : [...(row.redacted ?? []), part];
  const text_version = (row.text_version ?? 1) + 1;
  return { ...row, [part]: coverPassage(text, from, to), redacted: parts, text_version };
}

/** Where it stands on a day: open ends with its day, also before the server says so. */
export function stateOn(row: RequestRow, today: string): RequestState {
  return row.state === 'open' && row.until < today ? 'expired' : row.state;
}

/** What a request asks, for asking it of somebody else. */
export function bodyOf({ set, subcompetency, question, goal, context, in_person, own_view }: RequestRow): AskBody {
  return {
    set,
    subcompetency,
    question,
    ...(goal ? { goal } : {}),
    ...(context ? { context } : {}),
    ...(in_person ? { in_person } : {}),
    ...(own_view ? { own_view } : {}),
  };
}

function asked(body: AskBody, from: Origin, days: number): RequestRow {
  return {
    id: from.subject,
    program: from.program,
    learner: from.author,
    assessor: body.assessor ?? null,
    visiting: body.visiting ? { name: body.visiting.name ?? body.visiting.mail, profession: null } : null,
    set: body.set,
    subcompetency: body.subcompetency,
    question: body.question,
    goal: body.goal ?? null,
    context: body.context ?? null,
    own_view: body.own_view ?? null,
    in_person: body.in_person ?? false,
    until: body.until ?? addDays(from.at.slice(0, 10), days),
    asked_at: from.at,
    received_at: null,
    state: 'open',
    version: 1,
    declined: null,
    entries: [],
    handed_over: !body.assessor && !body.visiting,
  };
}
