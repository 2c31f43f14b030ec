/** The skills an entry can be about. */
import type { MilestoneSet, Reference, Subcompetency } from '../../db/reference';

/** A subcompetency together with the set that gives its code a meaning. */
export interface Skill {
  set: MilestoneSet;
  subcompetency: Subcompetency;
}

/** The skills of these sets, each set in its own order. */
export function skillsOf(sets: readonly MilestoneSet[]): Skill[] {
  return sets.flatMap((set) =>
    set.subcompetencies
      .toSorted((a, b) => a.ordinal - b.ordinal)
      .map((subcompetency): Skill => ({ set, subcompetency })),
  );
}

/** The sets that apply to a learner; the program's for somebody who is not on the list. */
export function setsFor(reference: Reference, learner: string | null): MilestoneSet[] {
  const ids = learner ? (reference.member(learner)?.sets ?? []) : [];
  const own = reference.snapshot.sets.filter(({ id }) => ids.includes(id));
  return own.length > 0 ? own : reference.snapshot.sets;
}
