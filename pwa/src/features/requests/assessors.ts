/** Whom the form offers to ask: those who wrote lately, those on the rotation today, and everybody by name. */
import type { WaymarkDb } from '../../db/schema';
import { isHereOn, type Member, type Reference, type Role } from '../../db/reference';
import { placementOf } from '../feedback/defaults';
import { newest } from '../inbox/tables';
import { byName } from '../members/people';
import { askedBy } from './queries';

const OBSERVE: readonly Role[] = ['faculty', 'team', 'coach', 'director', 'committee', 'learner'];
/** Whom one asks first; peers are found by name. */
const OFTEN: readonly Role[] = ['faculty', 'team', 'coach', 'director'];
const RECENT = 4;

const any = (member: Member, roles: readonly Role[]) => member.roles.some((role) => roles.includes(role));

/** Everybody who may be asked on that day: members who may give feedback, but oneself. */
export function assessorsFor(reference: Reference, learner: string, day: string): Member[] {
  return reference.snapshot.members
    .filter((member) => isHereOn(member, day) && member.id !== learner && any(member, OBSERVE))
    .sort(byName);
}

export interface AssessorGroups {
  /** Who wrote about this learner, or was asked, last; newest first. */
  recent: Member[];
  /** Who works on the learner's rotation today. */
  rotation: Member[];
}

/** The groups of the first screen; nobody stands in two. `recent` are ids, newest first. */
export function groupAssessors(
  reference: Reference,
  learner: string,
  day: string,
  recent: readonly string[],
): AssessorGroups {
  const all = assessorsFor(reference, learner, day);
  const byId = new Map(all.map((member) => [member.id, member]));
  const first = [...new Set(recent)].flatMap((id) => byId.get(id) ?? []).slice(0, RECENT);
  const mine = placementOf(reference, learner, day)?.rotation.id;
  const beside = all.filter(
    (member) =>
      mine !== undefined &&
      !first.includes(member) &&
      any(member, OFTEN) &&
      placementOf(reference, member.id, day)?.rotation.id === mine,
  );
  return { recent: first, rotation: beside };
}

/** Others to ask in place of somebody who has enough questions: the rotation's first, then who wrote lately. */
export function othersThan(person: string, { recent, rotation }: AssessorGroups, busy: ReadonlySet<string>): Member[] {
  return [...rotation, ...recent].filter(({ id }) => id !== person && !busy.has(id)).slice(0, 3);
}

/** Who wrote about `me` in this program, or was asked, lately: ids, newest first. Use it inside a live query. */
export async function recentAssessors(db: WaymarkDb, me: string, program: string): Promise<string[]> {
  const [entries, asked] = await Promise.all([newest(db, 'learner', me, 30), askedBy(db, me)]);
  const wrote = entries.map(({ program, author, given_at }) => ({ program, who: author, at: given_at }));
  const were = asked.map(({ request }) => ({ program: request.program, who: request.assessor, at: request.asked_at }));
  const lately = [...wrote, ...were].filter((one) => one.program === program);
  lately.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return [...new Set(lately.flatMap(({ who }) => who ?? []))];
}

/** Skills this learner asked about, or was written to about, lately: ids, newest first. */
export async function recentSkills(db: WaymarkDb, me: string, program: string): Promise<string[]> {
  const [entries, asked] = await Promise.all([newest(db, 'learner', me, 10), askedBy(db, me)]);
  const all = [...asked.map(({ request }) => request), ...entries].filter((one) => one.program === program);
  return [...new Set(all.map(({ subcompetency }) => subcompetency))];
}
