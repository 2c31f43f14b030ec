/** Whom a learner can ask to look again: first who saw it, then the coaches, then everybody who works with learners. */
import { isHereOn, type Member, type Reference, type Role } from '../../db/reference';
import { byName } from '../members/people';

export interface ReviewerGroup {
  group: 'observers' | 'coaches' | 'others';
  people: Member[];
}

const WORKS_WITH_LEARNERS: readonly Role[] = ['faculty', 'team', 'coach', 'director', 'learner'];

export function reviewersFor(
  reference: Reference,
  learner: string,
  observers: readonly string[],
  coaches: readonly Member[],
  day: string,
): ReviewerGroup[] {
  const taken = new Set([learner]);
  const take = (members: readonly Member[]) =>
    members.filter((member) => isHereOn(member, day) && !taken.has(member.id) && taken.add(member.id));

  const groups: ReviewerGroup[] = [
    { group: 'observers', people: take(observers.flatMap((id) => reference.member(id) ?? [])) },
    { group: 'coaches', people: take(coaches) },
    {
      group: 'others',
      people: take(
        reference.snapshot.members.filter(({ roles }) => roles.some((role) => WORKS_WITH_LEARNERS.includes(role))),
      ),
    },
  ];
  for (const { people } of groups) people.sort(byName);
  return groups.filter(({ people }) => people.length > 0);
}

/** Whether somebody can be asked at all that day: they are in the program, and it is not the learner. */
export function canReview(reference: Reference | undefined, person: string, learner: string, day: string): boolean {
  const member = reference?.member(person);
  return person !== learner && member !== undefined && isHereOn(member, day);
}
