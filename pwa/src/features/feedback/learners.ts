/** Whom the form offers: recent people, today's team, and everybody by name. */
import type { Member, Reference } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import { placementOf } from './defaults';
import { nearly, plain } from './plain';

export interface LearnerGroups {
  /** Whom this person wrote about last, newest first. */
  recent: Member[];
  /** Pinned people, then those on this person's rotation today. */
  team: Member[];
  /** Learners this person coaches and who are in neither of the others. */
  coached: Member[];
}

const RECENT = 4;

/** The people pinned on this device, the last one first. */
export async function pinnedIn(db: WaymarkDb): Promise<string[]> {
  const pins = await db.pins.toArray();
  return pins.sort((a, b) => b.pinnedAt - a.pinnedAt).map(({ person }) => person);
}

/** Everybody somebody may write about: active learners but oneself, by family name. */
export function learnersFor(reference: Reference, giver: string): Member[] {
  return reference.withRole('learner').filter(({ id }) => id !== giver);
}

/** The groups of the first screen; nobody stands in two. `recent` and `pins` are ids, newest first. */
export function groupLearners(
  reference: Reference,
  giver: string,
  day: string,
  recent: readonly string[],
  pins: readonly string[],
): LearnerGroups {
  const learners = learnersFor(reference, giver);
  const byId = new Map(learners.map((learner) => [learner.id, learner]));
  const taken = new Set<string>();
  const take = (ids: Iterable<string>, most = Infinity): Member[] => {
    const members: Member[] = [];
    for (const id of ids) {
      const member = byId.get(id);
      if (!member || taken.has(id) || members.length >= most) continue;
      taken.add(id);
      members.push(member);
    }
    return members;
  };

  const mine = placementOf(reference, giver, day)?.rotation.id;
  const beside = learners.filter(
    ({ id }) => mine !== undefined && placementOf(reference, id, day)?.rotation.id === mine,
  );
  const coached = new Set(
    reference.snapshot.coaching.filter(({ coach }) => coach === giver).map(({ learner }) => learner),
  );
  return {
    recent: take(recent, RECENT),
    team: take([...pins, ...beside.map(({ id }) => id)]),
    coached: take(learners.map(({ id }) => id).filter((id) => coached.has(id))),
  };
}

/** Learners whose names hold every word typed, the beginning of a name first. */
export function searchLearners(learners: readonly Member[], query: string): Member[] {
  const words = plain(query).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return learners
    .map((learner) => ({ learner, score: nameScore(learner, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score) // stable: by family name within a score
    .map(({ learner }) => learner);
}

function nameScore(learner: Member, words: readonly string[]): number {
  const names = plain(`${learner.given_name} ${learner.family_name}`).split(' ');
  let score = 0;
  for (const word of words) {
    const best = Math.max(...names.map((name) => wordScore(name, word)));
    if (best === 0) return 0;
    score += best;
  }
  return score / words.length;
}

function wordScore(name: string, word: string): number {
  if (name === word) return 4;
  if (name.startsWith(word)) return 3;
  if (word.length >= 3 && name.includes(word)) return 2;
  return word.length >= 4 && nearly(name.slice(0, Math.max(word.length, name.length - 1)), word) ? 1 : 0;
}

/** Learners somebody could take for another: the same given or family name, or nearly the same whole name. */
export function likeNamed(learners: readonly Member[]): ReadonlySet<string> {
  const like = new Set<string>();
  const names = learners.map(({ id, given_name, family_name }) => ({
    id,
    given: plain(given_name),
    family: plain(family_name),
  }));
  names.forEach((one, i) => {
    for (const other of names.slice(i + 1)) {
      const same = one.given === other.given || one.family === other.family;
      const near = nearly(one.given, other.given) && nearly(one.family, other.family);
      if (same || near) like.add(one.id).add(other.id);
    }
  });
  return like;
}
