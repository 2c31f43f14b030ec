/**
 * Replays a program's entries in the order they were given, and asks before each what its author's own device would have
 * offered: the author's earlier entries, the requests with them and the plans they may know of, and nothing from later.
 * Pure.
 */
import type { Setting } from '../../src/db/reference';
import type { FeedbackEntry } from '../../src/features/feedback/model';
import { LATELY_MS } from '../../src/features/feedback/recent';
import { setsFor } from '../../src/features/feedback/skills';
import { suggestSkills, type Place, type Why, type Wish } from '../../src/features/feedback/suggest';
import type { PlanRow } from '../../src/features/plans/model';
import type { RequestRow } from '../../src/features/requests/model';
import type { History } from './demo';

/** One moment at which somebody chose a skill. */
export interface Choice {
  author: string;
  wanted: string;
  /** Of the learner's rotation; null where they had none. */
  setting: Setting | null;
  /** How many entries the author had on the device. */
  before: number;
  offered: { id: string; why: Why }[];
  hit: boolean;
  /** Whether the first five of the place's own list have it. */
  listed: boolean;
}

/**
 * Every choice of a skill. An answer to a request and a second look are left out: there the form has the skill already,
 * and nothing is chosen.
 */
export function replay(history: History): Choice[] {
  const { reference } = history;
  const given = history.entries.toSorted((a, b) => Date.parse(a.given_at) - Date.parse(b.given_at));
  return given
    .filter(({ learner, request, plan }) => learner !== null && request === null && plan === null)
    .map((entry) => {
      const at = Date.parse(entry.given_at);
      const own = given.filter((one) => one.author === entry.author && isThere(one, at)).reverse();
      const place = placeOf(history, entry);
      const sets = setsFor(reference, entry.learner);
      const wishes = wishesAt(history, entry, own, at);
      const offered = suggestSkills(reference, sets, { place, wrote: own, wishes });
      const ids = offered.map(({ skill }) => skill.subcompetency.id);
      const list = suggestSkills(reference, sets, { place, wrote: [], wishes: [] });
      return {
        author: entry.author,
        wanted: entry.subcompetency,
        setting: place.setting,
        before: own.length,
        offered: offered.map(({ skill, why }) => ({ id: skill.subcompetency.id, why })),
        hit: ids.includes(entry.subcompetency),
        listed: list.some(({ skill }) => skill.subcompetency.id === entry.subcompetency),
      };
    });
}

/** Whether an author's device counts their own entry at that moment. */
function isThere({ given_at, withdrawn }: FeedbackEntry, at: number): boolean {
  const given = Date.parse(given_at);
  return given < at && given > at - LATELY_MS && (withdrawn === null || Date.parse(withdrawn.at) > at);
}

/** What the form knows of the place before the skill is chosen: the rotation and its setting, not what is said later. */
function placeOf({ reference }: History, { rotation }: FeedbackEntry): Place {
  return { rotation, setting: (rotation && reference.rotation(rotation)?.setting) || null };
}

/** What the author's device knew, at that moment, of the learner's requests and plans. */
function wishesAt(history: History, entry: FeedbackEntry, own: readonly FeedbackEntry[], at: number): Wish[] {
  const { author, learner } = entry;
  if (learner === null) return [];
  const requests = history.requests.filter(
    (one) => one.learner === learner && one.assessor === author && wasOpen(one, history.entries, at),
  );
  const coached = history.reference.snapshot.coaching.some((one) => one.coach === author && one.learner === learner);
  const plans = history.plans.filter((plan) => plan.learner === learner && wasWorkedOn(plan, at));
  return [
    ...requests.map(({ subcompetency }): Wish => ({ learner, subcompetency, why: 'asked' })),
    ...plans.flatMap((plan): Wish[] => {
      const read = coached || plan.reviewer === author ? [plan.subcompetency] : [];
      const shown = plan.goal_shown ? own.filter(({ id }) => plan.entries.includes(id)) : [];
      return [...read, ...shown.map(({ subcompetency }) => subcompetency)].flatMap((subcompetency) =>
        subcompetency === null ? [] : { learner, subcompetency, why: 'plan' as const },
      );
    }),
  ];
}

/** When a request was declined or withdrawn is not told, so that those never count. */
function wasOpen(request: RequestRow, entries: readonly FeedbackEntry[], at: number): boolean {
  if (request.state === 'declined' || request.state === 'withdrawn') return false;
  const answered = entries.filter(({ id }) => request.entries.includes(id)).map(({ given_at }) => Date.parse(given_at));
  return (
    arrived(request, at) &&
    request.until >= new Date(at).toISOString().slice(0, 10) &&
    !answered.some((when) => when < at)
  );
}

/** Open at that moment. When a proposal was accepted is not told: it counts from its start. */
function wasWorkedOn(plan: PlanRow, at: number): boolean {
  return plan.state !== 'proposed' && arrived(plan, at) && (plan.closed_at === null || Date.parse(plan.closed_at) > at);
}

function arrived({ received_at }: { received_at: string | null }, at: number): boolean {
  return received_at !== null && Date.parse(received_at) < at;
}
