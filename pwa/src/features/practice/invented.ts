/**
 * The program a practice form is filled in for: the sets are the person's own, everybody and every place in it is
 * invented. It is made for one form, and no table knows it.
 */
import { Reference, type Member, type MilestoneSet, type ReferenceSnapshot } from '../../db/reference';
import { addDays } from '../../lib/days';
import type { Encounter } from './encounters';

export const PROGRAM = 'practice';
export const LEARNER = 'practice-learner';
const ROTATION = 'practice-rotation';

interface Words {
  /** Given and family name of the invented learner. */
  name: string;
  /** What the place is called. */
  place: string;
}

/** With the sets of `own` that its learners are assessed by; `giver` is the id of whoever practices. */
export function inventedFor(
  own: Reference,
  encounter: Encounter,
  { giver, today, words }: { giver: string; today: string; words: Words },
): Reference {
  const sets = setsOf(own.snapshot);
  const [given_name = '', ...rest] = words.name.split(' ');
  const member = (id: string, more: Partial<Member>): Member => ({
    id,
    given_name: '',
    family_name: '',
    roles: [],
    training_year: null,
    profession: null,
    sets: [],
    active: true,
    ...more,
  });
  const learner = member(LEARNER, {
    given_name,
    family_name: rest.join(' '),
    roles: ['learner'],
    training_year: encounter.year,
    sets: sets.slice(0, 1).map(({ id }) => id),
  });
  const here = { rotation: ROTATION, starts_on: today, ends_on: addDays(today, 21) };
  return new Reference({
    ...own.snapshot,
    program: { ...own.snapshot.program, id: PROGRAM },
    sets,
    members: [learner, member(giver, { roles: ['faculty'] })],
    coaching: [],
    rotations: [
      { id: ROTATION, name: words.place, setting: encounter.setting, subcompetencies: skillsFor(own, sets, encounter) },
    ],
    assignments: [LEARNER, giver].map((person) => ({ ...here, person })),
  });
}

/** The sets of learners, the most usual first; a set for educators has none of the six competencies. */
function setsOf({ sets, members }: ReferenceSnapshot): MilestoneSet[] {
  const learners = (set: MilestoneSet) => members.filter((member) => member.sets.includes(set.id)).length;
  const ofLearners = sets.filter(({ competencies }) => competencies.some(({ code }) => code === 'PC'));
  return (ofLearners.length > 0 ? ofLearners : [...sets]).toSorted((a, b) => learners(b) - learners(a));
}

/** How many that fit the encounter are offered before those of the setting. */
const FITTING = 2;

/** What is offered first: some that fit, and between them what the setting offers anyway. */
function skillsFor(own: Reference, [set]: readonly MilestoneSet[], { competency, setting }: Encounter): string[] {
  const fitting = fittingIn(set, competency).slice(0, FITTING);
  const usual = (own.snapshot.skills_by_setting[setting] ?? []).filter((id) => !fitting.includes(id));
  return [...usual.slice(0, 1), ...fitting, ...usual.slice(1)];
}

function fittingIn(set: MilestoneSet | undefined, competency: string): string[] {
  return (set?.subcompetencies ?? [])
    .filter((skill) => skill.competency === competency)
    .toSorted((a, b) => a.ordinal - b.ordinal)
    .map(({ id }) => id);
}

/** The name of the competency that fits the encounter, in the set's own words. */
export function competencyOf(reference: Reference, { competency }: Encounter): string | undefined {
  return reference.snapshot.sets[0]?.competencies.find(({ code }) => code === competency)?.title;
}
