/**
 * Which skills the form offers first, and why each. Pure: everything comes from this device.
 *
 * What the learner asked about and works on comes first. The others follow the observer's own entries, counted more where
 * they were about the same place; as long as there are few of those, the list of the rotation or the setting decides.
 */
import type { MilestoneSet, Reference, Setting } from '../../db/reference';
import { skillsOf, type Skill } from './skills';

/** What speaks most for a skill: the learner asked about it, has an open plan for it, the observer, or the place. */
export type Why = 'asked' | 'plan' | 'often' | 'lately' | 'place';

export interface Suggestion {
  skill: Skill;
  why: Why;
}

/** Where an encounter is; the rotation's own list speaks before the setting's. */
export interface Place {
  rotation: string | null;
  setting: Setting | null;
}

/** One of the observer's own entries. */
export interface Wrote extends Place {
  subcompetency: string;
}

/** A skill the learner asked this observer about, or has an open plan for that the observer knows of. */
export interface Wish {
  learner: string;
  /** Null where a plan to look at again names none. */
  subcompetency: string | null;
  why: 'asked' | 'plan';
  /** This observer is to look again. */
  look?: true;
}

/** How many are offered. */
export const FIRST = 5;

/** A wish outweighs any number of entries. */
const WISH = { asked: 2_000, plan: 1_000 } as const;
/** The first of the place's list counts more than one entry of the observer's own and less than two; each later one less. */
const LISTED = 1.5;
/** An entry about another place counts less, and each older one a little less than the next. */
const ELSEWHERE = 0.3;
const OLDER = 0.95;
/** Entries before the last so many say nothing any more. */
const LAST = 100;
/** So many entries about a skill are a habit. */
const OFTEN = 2;

/** The first few skills of these sets; `wrote` is newest first, `wishes` are the learner's. */
export function suggestSkills(
  reference: Reference,
  sets: readonly MilestoneSet[],
  known: { place: Place; wrote: readonly Wrote[]; wishes: readonly Pick<Wish, 'subcompetency' | 'why'>[] },
): Suggestion[] {
  const { place, wrote, wishes } = known;
  const listed = listOf(reference, place);

  const own = new Map<string, { points: number; times: number }>();
  wrote.slice(0, LAST).forEach((entry, n) => {
    const { points, times } = own.get(entry.subcompetency) ?? { points: 0, times: 0 };
    const more = OLDER ** n * (isHere(entry, place) ? 1 : ELSEWHERE);
    own.set(entry.subcompetency, { points: points + more, times: times + 1 });
  });

  const weigh = (id: string): { points: number; why: Why } => {
    const about = wishes.filter(({ subcompetency }) => subcompetency === id).map(({ why }) => why);
    const wish = about.includes('asked') ? 'asked' : about[0];
    const rank = listed.indexOf(id);
    const { points, times } = own.get(id) ?? { points: 0, times: 0 };
    return {
      points: points + (wish ? WISH[wish] : 0) + (rank < 0 ? 0 : LISTED * (1 - rank / listed.length)),
      why: wish ?? (times >= OFTEN ? 'often' : rank < 0 ? 'lately' : 'place'),
    };
  };
  return skillsOf(sets)
    .map((skill) => ({ skill, ...weigh(skill.subcompetency.id) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, FIRST)
    .map(({ skill, why }) => ({ skill, why }));
}

/** The skills that fit a place, most used first. */
function listOf(reference: Reference, { rotation, setting }: Place): readonly string[] {
  const own = (rotation && reference.rotation(rotation)?.subcompetencies) || [];
  return own.length > 0 ? own : ((setting && reference.snapshot.skills_by_setting[setting]) ?? []);
}

function isHere(entry: Place, place: Place): boolean {
  const same = (key: keyof Place) => entry[key] !== null && entry[key] === place[key];
  return same('rotation') || same('setting');
}
