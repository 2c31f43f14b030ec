/**
 * Who will see an entry, by role and by today's names (domain rules, "Who sees what").
 *
 * Author and learner; the learner's coaches and the program's directors, now and later; the committee from the opening
 * of a cycle; coordinators only that it exists.
 */
import type { Member, Reference } from '../../db/reference';

export interface Audience {
  /** Null for somebody not on the list: then nobody but the author reads it until the coordinator has matched it. */
  learner: Member | null;
  coaches: Member[];
  directors: Member[];
  committee: Member[];
  coordinators: Member[];
}

/** Those who would see an entry about `learner` today. The author is left out: "you" is said apart. */
export function audienceOf(reference: Reference, learner: string | null, author: string): Audience {
  const others = (members: Member[]) => members.filter(({ id }) => id !== author && id !== learner);
  const coaches = reference.snapshot.coaching
    .filter((one) => one.learner === learner)
    .flatMap(({ coach }) => reference.member(coach) ?? []);
  const directors = others(reference.withRole('director'));
  const reading = new Set([...coaches, ...directors].map(({ id }) => id));
  return {
    learner: learner ? (reference.member(learner) ?? null) : null,
    coaches: others(coaches),
    directors,
    committee: others(reference.withRole('committee')).filter(({ id }) => !reading.has(id)),
    coordinators: others(reference.withRole('coordinator')).filter(({ id }) => !reading.has(id)),
  };
}
