/**
 * Jots: a few words about a learner, kept in ten seconds and finished later as feedback.
 *
 * - A jot is this person's own; nobody else ever has it.
 * - It keeps the moment it was observed, and goes by itself a month after the learner's rotation.
 */
import type { Reference } from '../../db/reference';
import { rfc3339 } from '../../lib/clock';
import { addDays } from '../../lib/days';
import type { PendingOp } from '../../sync/pending';
import { dropJot, keepJot, type KeepBody } from './operations';

/** In characters as people count them, and the server does. */
export const JOT_MAX = 500;

/** For how many days a jot is kept after the rotation it belongs to. */
const DAYS_KEPT = 30;

/** A jot as the wire has it. */
export interface JotRow {
  id: string;
  program: string;
  author: string;
  learner: string;
  text: string;
  observed_at: string;
  /** Null until the server has it. */
  received_at: string | null;
}

/** A jot as it is shown, with what this device did to it and the server has not taken yet. */
export interface JotView extends JotRow {
  /** Not yet at the server. */
  unsent: boolean;
  /** Operations the server refused. */
  refused: readonly string[];
}

/** The jots of a program that wait, newest first. One that is being dropped waits no more. */
export function waitingJots(rows: readonly JotRow[], ops: readonly PendingOp[], program: string): JotView[] {
  const views = new Map<string, JotView>(rows.map((row) => [row.id, { ...row, unsent: false, refused: [] }]));
  for (const op of ops) {
    const { subject, body, author, waiting, needsAttention } = op;
    if (op.kind === keepJot.kind && !views.has(subject)) {
      const row = { ...(body as KeepBody), id: subject, program: op.program, author, received_at: null };
      views.set(subject, { ...row, unsent: waiting, refused: needsAttention ? [op.id] : [] });
    }
    if (op.kind === dropJot.kind && !needsAttention) views.delete(subject);
  }
  return [...views.values()]
    .filter((view) => view.program === program)
    .sort((a, b) => Date.parse(b.observed_at) - Date.parse(a.observed_at) || (a.id < b.id ? 1 : -1));
}

export interface OfLearner {
  learner: string;
  jots: JotView[];
}

/** By learner; whoever has the newest jot first. */
export function byLearner(jots: readonly JotView[]): OfLearner[] {
  const groups = new Map<string, JotView[]>();
  for (const jot of jots) groups.set(jot.learner, [...(groups.get(jot.learner) ?? []), jot]);
  return [...groups].map(([learner, jots]) => ({ learner, jots }));
}

/**
 * The day (`YYYY-MM-DD`) on which a jot goes by itself: 30 days after the last of the learner's rotations that it was
 * observed in, and 30 days after the day itself where there was none. The server has the same rule, and the last word.
 */
export function goesOn(jot: JotRow, reference: Reference, now: number): string {
  const observed = Date.parse(jot.observed_at);
  const received = jot.received_at === null ? now : Date.parse(jot.received_at);
  const counts = received - DAYS_KEPT * 86_400_000 <= observed && observed <= received;
  const day = dayIn(counts ? observed : received, reference.snapshot.program.time_zone);
  const ends = reference.snapshot.assignments
    .filter(({ person, starts_on, ends_on }) => person === jot.learner && starts_on <= day && day <= ends_on)
    .map(({ ends_on }) => ends_on)
    .sort();
  return addDays(ends.at(-1) ?? day, DAYS_KEPT);
}

/** The calendar day of a moment in a program's time zone. */
function dayIn(at: number, zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  } catch {
    return rfc3339(at, 0).slice(0, 10); // a zone this browser does not know
  }
}
