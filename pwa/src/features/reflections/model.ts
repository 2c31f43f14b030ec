/**
 * What a learner does with an entry: acknowledge it, thank, ask once, see it differently, reflect.
 *
 * - Each answer can be given once per entry; it belongs to the entry and is seen by whoever sees the entry.
 * - A reflection is private until its writer shares it, and then seen by exactly the people named.
 */

export type ResponseKind = 'acknowledged' | 'thanked' | 'asked' | 'differs';

export const RESPONSE_KINDS: readonly ResponseKind[] = ['acknowledged', 'thanked', 'asked', 'differs'];

/** The operation that says each answer. */
export const OPERATION: Readonly<Record<ResponseKind, string>> = {
  acknowledged: 'reflections.acknowledge',
  thanked: 'reflections.thank',
  asked: 'reflections.ask',
  differs: 'reflections.differ',
};

/** The answer an operation says, or nothing when it says none. */
export function responseKindOf(operation: string): ResponseKind | null {
  return RESPONSE_KINDS.find((kind) => OPERATION[kind] === operation) ?? null;
}

export interface ResponseRow {
  id: string;
  entry: string;
  program: string;
  author: string;
  kind: ResponseKind;
  text: string | null;
  given_at: string;
  received_at: string | null;
}

export interface ReflectionRow {
  id: string;
  entry: string | null;
  program: string;
  author: string;
  text: string;
  given_at: string;
  received_at: string | null;
  shared_with: string[];
}

export interface ReadMarkRow {
  id: string;
  at: string;
}

export interface ResponseBody {
  id: string;
  text: string | null;
}
export interface ReflectBody {
  entry: string | null;
  text: string;
}
export interface ShareBody {
  with: string[];
}

/** A question and a different view need words; an acknowledgement and thanks may go without. */
export function needsText(kind: ResponseKind): boolean {
  return kind === 'asked' || kind === 'differs';
}

/** Answers the learner has not given yet, in the order the screen offers them. */
export function stillOpen(given: readonly { kind: ResponseKind }[]): ResponseKind[] {
  const said = new Set(given.map(({ kind }) => kind));
  return RESPONSE_KINDS.filter((kind) => !said.has(kind));
}

/** People a reflection can be shared with: each once, in the order of how close they are to it. */
export interface Circle {
  coaches: readonly string[];
  directors: readonly string[];
  entryAuthor: string | null;
}

export interface Confidant {
  person: string;
  as: 'coach' | 'director' | 'author';
}

/** Whom a writer may choose. Somebody in two places stands under the first; the writer is never offered. */
export function confidants(circle: Circle, me: string): Confidant[] {
  const all: Confidant[] = [
    ...circle.coaches.map((person) => ({ person, as: 'coach' as const })),
    ...circle.directors.map((person) => ({ person, as: 'director' as const })),
    ...(circle.entryAuthor ? [{ person: circle.entryAuthor, as: 'author' as const }] : []),
  ];
  const seen = new Set([me]);
  return all.filter(({ person }) => !seen.has(person) && seen.add(person));
}

/** The people named now, and nobody who can no longer be chosen. */
export function sameCircle(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((person) => b.includes(person));
}
