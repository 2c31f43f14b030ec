/** Who sees a check-in, in words; said before it is written as well as after. */
import type { Translate } from '../../i18n/t';
import { coachesOf, eachOnce, fullName, type People, type Seer } from '../members/people';
import { recipientsOf, type CheckInRow, type Towards } from './model';

/** Whoever asks, the learner, and those who are asked; each once, "you" first. */
export function seersOf(
  people: People,
  { program, asker, learner, to }: Pick<CheckInRow, 'program' | 'asker' | 'learner' | 'to'>,
  t: Translate,
): string[] {
  const reference = people.in(program);
  const who: Seer[] = [
    { id: learner, words: t('checkin.who.learner', { name: people.name(program, learner) }) },
    { id: asker, words: t('checkin.who.asker', { name: people.name(program, asker) }) },
    ...coachesOf(reference, learner).map((one) => ({
      id: one.id,
      words: t('checkin.who.coach', { name: fullName(one) }),
    })),
  ];
  if (to === 'director') {
    for (const one of reference?.withRole('director') ?? []) {
      who.push({ id: one.id, words: t('checkin.who.director', { name: fullName(one) }) });
    }
  }
  return eachOnce(who, people.me, t('checkin.who.you'));
}

/** To whom an asking of `me` about a learner goes today; nobody where there is neither coach nor director. */
export function goesTo(people: People, program: string, learner: string): { to: Towards; names: string[] } | null {
  const reference = people.in(program);
  const ids = (members: readonly { id: string }[]) => members.map(({ id }) => id);
  const found = recipientsOf(
    people.me,
    learner,
    ids(coachesOf(reference, learner)),
    ids(reference?.withRole('director') ?? []),
  );
  return found && { to: found.to, names: found.people.map((id) => people.name(program, id)) };
}
