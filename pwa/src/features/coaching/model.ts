/**
 * Coaching: a coach and a learner meet, the coach takes notes, and somebody asks the coach to check in.
 *
 * - A meeting is a day, seen by its two people. A note is its coach's until it is shared with the learner.
 * - Asking to check in is one sentence, seen by whoever asked, the learner and whoever is asked.
 * - The server's rows are never edited here: what is shown is those rows with the waiting operations applied to copies.
 */

export type MeetingState = 'planned' | 'held' | 'cancelled';

export interface MeetingRow {
  id: string;
  program: string;
  coach: string;
  learner: string;
  /** `YYYY-MM-DD`. */
  on: string;
  state: MeetingState;
  version: number;
}

/** The parts of the conversation, R2C2, in their order. */
export type NotePart = 'relationship' | 'reaction' | 'content' | 'coaching';
export const PARTS: readonly NotePart[] = ['relationship', 'reaction', 'content', 'coaching'];

export interface NoteRow {
  id: string;
  program: string;
  author: string;
  learner: string;
  meeting: string | null;
  check_in: string | null;
  part: NotePart | null;
  text: string;
  /** Since when the learner sees it, too. */
  shared_at: string | null;
  given_at: string;
  received_at: string | null;
}

/** Who is asked: the learner's coaches, or the directors where there is no other coach than whoever asks. */
export type Towards = 'coach' | 'director';

export interface CheckInRow {
  id: string;
  program: string;
  learner: string;
  asker: string;
  to: Towards;
  text: string;
  asked_at: string;
  received_at: string | null;
  /** When it was taken up; by whom is not told. */
  taken_up_at: string | null;
}

export interface PlanMeetingBody {
  learner: string;
  on: string;
}
export interface ChangeMeetingBody {
  on: string;
  state: MeetingState;
}
export interface NoteBody {
  learner: string;
  text: string;
  shared: boolean;
  part: NotePart | null;
  meeting: string | null;
  check_in: string | null;
}
export interface AskBody {
  learner: string;
  text: string;
  to: Towards;
}

/** In characters as people count them, and the server does. */
export const NOTE_MAX = 4000;
export const SENTENCE_MAX = 300;

/** The last time a coach and a learner were in contact, and how. */
export interface Contact {
  on: string;
  how: 'meeting' | 'entry' | 'note' | 'check_in';
}

/** What counts as contact, each with its day where the person is. */
export interface Contacts {
  /** Meetings that were held, by their day. */
  meetings: readonly string[];
  /** Entries the coach gave. */
  entries: readonly string[];
  /** Notes the coach shared. */
  notes: readonly string[];
  /** Check-ins that were taken up. */
  check_ins: readonly string[];
}

/** The latest of them; of one day, the first of these in this order. */
export function lastContact({ meetings, entries, notes, check_ins }: Contacts): Contact | null {
  const all: Contact[] = [
    ...meetings.map((on) => ({ on, how: 'meeting' as const })),
    ...check_ins.map((on) => ({ on, how: 'check_in' as const })),
    ...entries.map((on) => ({ on, how: 'entry' as const })),
    ...notes.map((on) => ({ on, how: 'note' as const })),
  ];
  return all.reduce<Contact | null>((last, one) => (last === null || one.on > last.on ? one : last), null);
}

/** The planned meeting that is next: one whose day has passed without a word of it comes first. */
export function nextMeeting(meetings: readonly MeetingRow[]): MeetingRow | null {
  const planned = meetings.filter(({ state }) => state === 'planned');
  return planned.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))[0] ?? null;
}

/** For how many days what a coach has not opened counts as unread: a new coach is not met by years of it. */
export const UNREAD_DAYS = 90;

/** Whom an asking goes to, and what is said before it is written. `coaches` and `directors` are those of today. */
export function recipientsOf(
  me: string,
  learner: string,
  coaches: readonly string[],
  directors: readonly string[],
): { to: Towards; people: string[] } | null {
  const others = (people: readonly string[]) => people.filter((one) => one !== me && one !== learner);
  if (others(coaches).length > 0) return { to: 'coach', people: others(coaches) };
  if (others(directors).length > 0) return { to: 'director', people: others(directors) };
  return null;
}
