/**
 * Feedback: what one member observed about another.
 *
 * - An entry never changes once given. A correction is an amendment beside it; taking back is a withdrawal, and a
 *   passage can be redacted. Nothing else touches it.
 * - Three times are kept: `observed_at` (the encounter), `given_at` (this device, on Save), `received_at` (the server).
 * - The server's rows are never edited here: what is shown is those rows with the waiting operations applied to copies.
 */
import type { Setting } from '../../db/reference';

export type { Setting } from '../../db/reference';

export const SETTINGS: readonly Setting[] = ['ward', 'clinic', 'ed', 'or', 'icu', 'procedure', 'handoff', 'other'];

/** How the observer knows. */
export type Basis = 'watched' | 'discussed' | 'results' | 'reported' | 'not_said';
export const BASES: readonly Basis[] = ['watched', 'discussed', 'results', 'reported', 'not_said'];

/** Whether it was talked about in person. */
export type Conversation = 'had' | 'planned' | 'written_only' | 'not_said';
export const CONVERSATIONS: readonly Conversation[] = ['had', 'planned', 'written_only', 'not_said'];

/** What a second look found. */
export type LookAgain = 'better' | 'not_yet' | 'not_observed';
export const LOOKS: readonly LookAgain[] = ['better', 'not_yet', 'not_observed'];

/** The texts of an entry that can be redacted. */
export type Part = 'went_well' | 'differently' | 'next_step';
export const PARTS: readonly Part[] = ['went_well', 'differently', 'next_step'];

/** In characters as people count them, and the server does. */
export const LIMITS = { went_well: 4000, differently: 4000, next_step: 1000, amendment: 4000, reason: 4000 } as const;

/** Somebody the giver's list does not have; the coordinator matches them. */
export interface TypedLearner {
  name: string;
  service: string;
}

/** What stands in place of a redacted passage. */
export const REDACTED = '[redacted]';

/** What an author says by giving: the body of `feedback.give`. */
export interface GiveBody {
  learner: string | null;
  typed_learner: TypedLearner | null;
  set: string;
  subcompetency: string;
  went_well: string | null;
  differently: string | null;
  next_step: string | null;
  /** `YYYY-MM-DD`; only with a next step. */
  next_step_due: string | null;
  /** "I will look again": an offer to the learner; only with a next step. */
  will_look?: boolean;
  /** Half-steps 0, 2, 3 … 10. */
  level: number | null;
  cannot_judge: boolean;
  setting: Setting;
  rotation: string | null;
  observed_at: string;
  basis: Basis;
  conversation: Conversation;
  /** The request this answers. */
  request: string | null;
  /** The code by which that request was handed over in person. */
  request_code?: string;
  plan: string | null;
  look_again: LookAgain | null;
}

export interface AmendBody {
  id: string;
  text: string;
}
export interface WithdrawBody {
  reason: string | null;
}
export interface RedactBody {
  part: Part | 'amendment';
  /** Which amendment, where `part` is one. */
  amendment: string | null;
  /** Unicode scalar offsets: the first that goes, and the first that stays again. */
  from: number;
  to: number;
}

/** An entry as the wire has it. A withdrawn one has no texts and no level. */
export interface FeedbackEntry extends Omit<GiveBody, 'typed_learner' | 'request_code'> {
  id: string;
  program: string;
  author: string;
  given_at: string;
  /** Null until the server has it. */
  received_at: string | null;
  clock_doubtful: boolean;
  state: 'given' | 'withdrawn';
  withdrawn: Withdrawal | null;
  /** Of an author without a membership: as they said who they are. */
  visiting?: { name: string; profession: string } | null;
  /** Why the code it was given by does not count; the server judges it after the entry has arrived. */
  code_problem?: string | null;
  /** The parts in which something was redacted. */
  redacted: Part[];
  /** Of the server's row, for `base` of a redaction; none before the server has it. */
  version?: number;
}

export interface Withdrawal {
  at: string;
  by: 'author' | 'director';
  reason: string | null;
}

/** A correction beside an entry, as the wire has it. */
export interface Amendment {
  id: string;
  entry: string;
  program: string;
  author: string;
  text: string;
  redacted: boolean;
  given_at: string;
  received_at: string | null;
}

/** One operation on an entry, with the body its kind carries. */
export type FeedbackChange =
  | { kind: 'feedback.give'; body: GiveBody }
  | { kind: 'feedback.amend'; body: AmendBody }
  | { kind: 'feedback.withdraw'; body: WithdrawBody }
  | { kind: 'feedback.redact'; body: RedactBody };

/** Where an operation comes from: whose it is, and when they did it. */
export interface Origin {
  subject: string;
  program: string;
  author: string;
  at: string;
}

/** An entry and what was added to it, before and after an operation. */
export interface EntryWithAmendments {
  entry: FeedbackEntry;
  amendments: Amendment[];
}

/** What is shown after one operation. What the server already has is not applied again. */
export function apply(
  before: EntryWithAmendments | undefined,
  change: FeedbackChange,
  from: Origin,
): EntryWithAmendments | undefined {
  if (change.kind === 'feedback.give') return before ?? { entry: given(change.body, from), amendments: [] };
  if (!before) return undefined;
  const { entry, amendments } = before;
  switch (change.kind) {
    case 'feedback.amend':
      if (amendments.some(({ id }) => id === change.body.id)) return before;
      return { entry, amendments: [...amendments, amendment(change.body, from)] };
    case 'feedback.withdraw':
      return entry.state === 'withdrawn' ? before : withdrawn(before, change.body, from);
    case 'feedback.redact':
      return redacted(before, change.body);
  }
}

function given({ typed_learner: _, request_code: _code, ...body }: GiveBody, from: Origin): FeedbackEntry {
  return {
    ...body,
    id: from.subject,
    program: from.program,
    author: from.author,
    given_at: from.at,
    received_at: null,
    clock_doubtful: false,
    state: 'given',
    withdrawn: null,
    redacted: [],
  };
}

function amendment(body: AmendBody, from: Origin): Amendment {
  return {
    ...body,
    entry: from.subject,
    program: from.program,
    author: from.author,
    redacted: false,
    given_at: from.at,
    received_at: null,
  };
}

function withdrawn({ entry }: EntryWithAmendments, body: WithdrawBody, from: Origin): EntryWithAmendments {
  const by = from.author === entry.author ? 'author' : 'director';
  const blank = { went_well: null, differently: null, next_step: null, next_step_due: null, level: null };
  return {
    entry: { ...entry, ...blank, state: 'withdrawn', withdrawn: { at: from.at, by, reason: body.reason } },
    amendments: [],
  };
}

function redacted({ entry, amendments }: EntryWithAmendments, body: RedactBody): EntryWithAmendments {
  if (body.part === 'amendment') {
    const cover = (one: Amendment) =>
      one.id === body.amendment ? { ...one, text: coverPassage(one.text, body.from, body.to), redacted: true } : one;
    return { entry, amendments: amendments.map(cover) };
  }
  const text = entry[body.part];
  if (text === null) return { entry, amendments };
  const parts = entry.redacted.includes(body.part) ? entry.redacted : [...entry.redacted, body.part];
  return { entry: { ...entry, [body.part]: coverPassage(text, body.from, body.to), redacted: parts }, amendments };
}

/** The text with a passage covered; offsets count Unicode scalar values. */
export function coverPassage(text: string, from: number, to: number): string {
  const letters = Array.from(text);
  return [...letters.slice(0, from), REDACTED, ...letters.slice(to)].join('');
}
