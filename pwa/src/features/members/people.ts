/** People as the pages name them, over every program a person has things from. */
import type { Member, Reference, ReferenceStore } from '../../db/reference';
import type { MessageKey, Translate } from '../../i18n/t';

/** The snapshots of several programs, as far as this device has them. */
export class People {
  constructor(
    readonly references: ReadonlyMap<string, Reference>,
    readonly me: string,
    readonly t: Translate,
  ) {}

  in(program: string): Reference | undefined {
    return this.references.get(program);
  }

  /** Given and family name; "you" is said by the sentence around it, never by this. */
  name(program: string, person: string): string {
    return this.in(program)?.name(person) ?? this.t('person.unknown');
  }

  /** The title of a skill; nothing where none was chosen. */
  skill(program: string, subcompetency: string | null): string | undefined {
    if (!subcompetency) return undefined;
    return this.in(program)?.subcompetency(subcompetency)?.title ?? this.t('person.unknown_skill');
  }

  /** Whether `me` coaches that learner today. */
  coaches(program: string, learner: string): boolean {
    return coachesOf(this.in(program), learner).some(({ id }) => id === this.me);
  }
}

/** Loads the snapshots of these programs. Use it inside a live query. */
export async function peopleOf(
  app: { reference: ReferenceStore; session: { person: { id: string } }; t: Translate },
  programs: Iterable<string>,
): Promise<People> {
  const found = new Map<string, Reference>();
  for (const program of new Set(programs)) {
    const reference = await app.reference.of(program);
    if (reference) found.set(program, reference);
  }
  return new People(found, app.session.person.id, app.t);
}

/** The learner's coaches of today. */
export function coachesOf(reference: Reference | undefined, learner: string): Member[] {
  if (!reference) return [];
  return reference.snapshot.coaching
    .filter((one) => one.learner === learner)
    .flatMap(({ coach }) => reference.member(coach) ?? []);
}

/** The learners somebody coaches today, by family name. */
export function coachedBy(reference: Reference | undefined, coach: string): Member[] {
  if (!reference) return [];
  return reference.snapshot.coaching
    .filter((one) => one.coach === coach)
    .flatMap(({ learner }) => reference.member(learner) ?? [])
    .sort(byName);
}

/** What somebody is in the program, in a word or two: "year 2" tells learners of like name apart. */
export function describe(member: Member, t: Translate): string {
  if (member.roles.includes('learner') && member.training_year !== null) {
    return t('person.year', { year: member.training_year });
  }
  if (member.roles.includes('team') && member.profession) {
    return t(`person.profession.${member.profession}` as MessageKey);
  }
  const [first] = member.roles;
  return first ? t(`person.role.${first}`) : '';
}

/** Family name first, as a list is read. */
export function byName(a: Member, b: Member): number {
  return a.family_name.localeCompare(b.family_name) || a.given_name.localeCompare(b.given_name);
}

export const fullName = (member: Member) => `${member.given_name} ${member.family_name}`;

/** Names in a sentence: "Ana Ruiz, Ben Okoro and Dana Price". */
export function listed(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

/** Somebody who may see a thing, and the words that say why. */
export interface Seer {
  id: string;
  words: string;
}

/** The words for everybody who may see a thing: "you" first, each person once, under the first reason given. */
export function eachOnce(who: readonly Seer[], me: string, you: string): string[] {
  const others = new Map<string, string>();
  for (const { id, words } of who) if (id !== me && !others.has(id)) others.set(id, words);
  return [...(who.some(({ id }) => id === me) ? [you] : []), ...others.values()];
}
