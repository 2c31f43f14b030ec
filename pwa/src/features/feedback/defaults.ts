/** What the form fills in by itself, from where people are assigned today. */
import type { Reference, Rotation } from '../../db/reference';
import { addDays } from '../../lib/days';
import type { Defaults } from './draft';

/** Where somebody works on a day, and until when. */
export interface Placement {
  rotation: Rotation;
  ends_on: string;
}

/** A person's rotation on that day; the one that began last where there are two. */
export function placementOf(reference: Reference, person: string, day: string): Placement | undefined {
  const current = reference.snapshot.assignments
    .filter((one) => one.person === person && one.starts_on <= day && day <= one.ends_on)
    .sort((a, b) => (a.starts_on < b.starts_on ? 1 : -1));
  for (const one of current) {
    const rotation = reference.rotation(one.rotation);
    if (rotation) return { rotation, ends_on: one.ends_on };
  }
  return undefined;
}

/** Two weeks, or the rotation's last day if that comes sooner and is still ahead. */
export function defaultDue(today: string, rotationEnds: string | undefined): string {
  const twoWeeks = addDays(today, 14);
  return rotationEnds && rotationEnds > today && rotationEnds < twoWeeks ? rotationEnds : twoWeeks;
}

/** The defaults of an entry about `learner`; the learner's rotation speaks before the giver's own. */
export function defaultsFor(
  reference: Reference | undefined,
  people: { giver: string; learner: string | null },
  today: string,
): Defaults {
  if (!reference) return { setting: null, rotation: null, due: defaultDue(today, undefined) };
  const theirs = people.learner ? placementOf(reference, people.learner, today) : undefined;
  const mine = placementOf(reference, people.giver, today);
  return {
    setting: (theirs ?? mine)?.rotation.setting ?? null,
    rotation: theirs?.rotation.id ?? null,
    due: defaultDue(today, theirs?.ends_on),
  };
}
