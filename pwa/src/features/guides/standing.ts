/** Where somebody stands with a skill, as far as their own device knows: what was said, and what comes next. Pure. */
import type { Subcompetency } from '../../db/reference';
import type { FeedbackEntry } from '../feedback/model';

/** So much of what was said is shown. */
const SHOWN = 5;

/** What was said about me and that skill, newest first; about any skill where none is chosen. */
export function saidAbout(
  entries: readonly FeedbackEntry[],
  { me, program, skill }: { me: string; program: string; skill: string | null },
): FeedbackEntry[] {
  return entries
    .filter((entry) => entry.learner === me && entry.program === program && entry.state === 'given')
    .filter((entry) => skill === null || entry.subcompetency === skill)
    .sort((a, b) => Date.parse(b.given_at) - Date.parse(a.given_at))
    .slice(0, SHOWN);
}

export interface NextLevel {
  /** The last level somebody observed, in half-steps; null where nobody did. */
  observed: number | null;
  /** The whole level after it, 1 to 5. */
  next: number;
  descriptor: string | undefined;
}

/** What comes after the last observed level. An observation is not a rating, and the page says so. */
export function nextLevel(said: readonly FeedbackEntry[], skill: Subcompetency): NextLevel {
  const observed = said.find(({ level }) => level !== null)?.level ?? null;
  const next = observed === null ? 1 : Math.min(5, Math.floor(observed / 2) + 1);
  return { observed, next, descriptor: skill.descriptors[next - 1] };
}

/** The address of a form that begins with this skill. */
export function withSkill(path: string, set: string | null, skill: string | null): string {
  return set && skill ? `${path}?${new URLSearchParams({ set, skill }).toString()}` : path;
}
