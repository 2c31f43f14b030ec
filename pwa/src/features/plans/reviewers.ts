/**
 * Whom a learner can ask to look again: the coaches, everybody who works with learners, and last whoever saw it before. A
 * second pair of eyes says more.
 */
import { isHereOn, type Member, type Reference, type Role } from '../../db/reference';
import { byName } from '../members/people';

/** Who teaches on the learner's rotation that day, besides those who saw it before: they can look soonest. */
export function nearby(reference: Reference, learner: string, observers: readonly string[], day: string): Member[] {
  const today = reference.snapshot.assignments.filter(({ starts_on, ends_on }) => starts_on <= day && day <= ends_on);
  const places = new Set(today.flatMap(({ person, rotation }) => (person === learner ? [rotation] : [])));
  const there = new Set(today.flatMap(({ person, rotation }) => (places.has(rotation) ? [person] : [])));
  return [...there]
    .flatMap((id) => reference.member(id) ?? [])
    .filter((member) => isHereOn(member, day) && member.roles.includes('faculty') && !observers.includes(member.id))
    .filter(({ id }) => id !== learner)
    .sort(byName);
}

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
  const here = (members: readonly Member[]) =>
    members.filter((member) => member.id !== learner && isHereOn(member, day)).sort(byName);
  const taken = new Set(observers);
  const others = (members: readonly Member[]) => here(members.filter(({ id }) => !taken.has(id) && taken.add(id)));

  const groups: ReviewerGroup[] = [
    { group: 'coaches', people: others(coaches) },
    {
      group: 'others',
      people: others(
        reference.snapshot.members.filter(({ roles }) => roles.some((role) => WORKS_WITH_LEARNERS.includes(role))),
      ),
    },
    { group: 'observers', people: here([...new Set(observers)].flatMap((id) => reference.member(id) ?? [])) },
  ];
  return groups.filter(({ people }) => people.length > 0);
}

/** Whether somebody can be asked at all that day: they are in the program, and it is not the learner. */
export function canReview(reference: Reference | undefined, person: string, learner: string, day: string): boolean {
  const member = reference?.member(person);
  return person !== learner && member !== undefined && isHereOn(member, day);
}
