/** What a rater is asked, what they have answered so far, and what is sent. Pure. */
import { excess, stored } from '../ui/text';

export type Group = 'faculty' | 'peers' | 'nurses' | 'other_professions' | 'staff';

export interface Anchor {
  value: number;
  text: string;
}

export interface CampaignForm {
  version: number;
  anchors: readonly Anchor[];
  could_not_observe: string;
  items: readonly { id: string; text: string }[];
  questions: readonly { id: string; text: string }[];
}

export interface Listed {
  /** Of the learner in this campaign; who they are elsewhere it does not tell. */
  id: string;
  name: string;
  /** By this code; only ever true of a personal one. */
  answered: boolean;
}

/** `GET /rater/form`. */
export interface RaterForm {
  kind: 'personal' | 'unit';
  program: string;
  institution: string;
  closes_on: string;
  word_needed: boolean;
  learners: readonly Listed[];
  /** Fixed for a personal code; null where the rater chooses one of `groups`. */
  group: Group | null;
  groups: readonly Group[];
  form: CampaignForm;
  minimums: { total: number; group: number };
  sees: { facilitator: string; director: boolean };
  /** Every campaign has one; without, nothing is shown in its place. */
  named_route: NamedRoute | null;
  seal: { id: string; key: string };
}

/** Whom to turn to about safety, threats, discrimination or mistreatment. */
export interface NamedRoute {
  person: string;
  phone: string;
  hours: string;
  hotline: string;
}

/** What somebody has answered about one learner. */
export interface Draft {
  /** By item: an anchor's value, or null for "could not observe". */
  ratings: Record<string, number | null>;
  /** By question. */
  comments: Record<string, string>;
}

/** The body of `POST /rater/answers`. */
export interface Answer extends Draft {
  /** Random: it tells neither who nor when. */
  id: string;
  learner: string;
  group?: Group;
  form_version: number;
}

/** In characters as people count them, and the server does. */
export const COMMENT_LIMIT = 4_000;

export const emptyDraft = (): Draft => ({ ratings: {}, comments: {} });

export type Fault = 'group' | 'empty' | 'too_long';

/** What stands in the way of sending, in the order of the page. */
export function faultsOf(draft: Draft, group: Group | null): Fault[] {
  const faults: Fault[] = [];
  if (group === null) faults.push('group');
  const written = Object.values(draft.comments);
  const said = written.some((text) => stored(text) !== '');
  const rated = Object.values(draft.ratings).some((value) => value !== null);
  if (!said && !rated) faults.push('empty');
  if (written.some((text) => excess(text, COMMENT_LIMIT) > 0)) faults.push('too_long');
  return faults;
}

/** What is sent: only answers to this form, comments as they will be stored, empty ones left out. */
export function toAnswer(
  draft: Draft,
  asked: Pick<RaterForm, 'form' | 'kind'>,
  learner: string,
  group: Group | null,
  id: string,
): Answer {
  const { form } = asked;
  const comments = form.questions.flatMap(({ id }) => {
    const text = stored(draft.comments[id] ?? '');
    return text === '' ? [] : [[id, text] as const];
  });
  const ratings = form.items.flatMap(({ id }) => {
    const value = draft.ratings[id];
    return value === undefined ? [] : [[id, value] as const];
  });
  return {
    id,
    learner,
    ...(asked.kind === 'unit' && group ? { group } : {}),
    form_version: form.version,
    ratings: Object.fromEntries(ratings),
    comments: Object.fromEntries(comments),
  };
}
