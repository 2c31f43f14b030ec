/** What learners wish to hear about, as far as this observer's device knows. Fetched once Give is shown. */
import type { WaymarkDb } from '../../db/schema';
import type { PlanGoalRow } from '../plans/model';
import { allPlans } from '../plans/queries';
import { stateOn } from '../requests/model';
import { askedOf } from '../requests/queries';
import type { FeedbackEntry } from './model';
import type { Wish } from './suggest';

/**
 * Open requests with `me`, open plans that `me` may read, and open plans that came from an entry of `me` and whose goal
 * the learner shows; such a goal names no skill, so that of the entry speaks for it. Use it inside a live query.
 */
export async function wishesOf(
  db: WaymarkDb,
  { me, program, today }: { me: string; program: string; today: string },
): Promise<Wish[]> {
  const [asked, plans, shown] = await Promise.all([askedOf(db, me, today), allPlans(db), withShownGoal(db)]);
  const requests = asked.map(({ request }) => request).filter((request) => stateOn(request, today) === 'open');
  const open = plans.map(({ plan }) => plan).filter((plan) => plan.state === 'open' && plan.learner !== me);
  const wish =
    (why: Wish['why']) =>
    (about: Record<'program' | 'learner' | 'subcompetency', string | null> & { reviewer?: string | null }): Wish[] => {
      const { learner, subcompetency } = about;
      const look = about.reviewer === me;
      if (about.program !== program || learner === null || (subcompetency === null && !look)) return [];
      return [{ learner, subcompetency, why, ...(look ? { look } : {}) }];
    };
  return [...requests.flatMap(wish('asked')), ...open.flatMap(wish('plan')), ...shown.flatMap(wish('plan'))];
}

/** Entries of this person that became an open plan whose goal they may see. */
async function withShownGoal(db: WaymarkDb): Promise<FeedbackEntry[]> {
  const rows = (await db.planGoals.toArray()) as unknown as PlanGoalRow[];
  const open = rows.filter(({ goals }) => goals.some(({ state }) => state === 'open'));
  const entries = await db.feedbackEntries.bulkGet(open.map(({ id }) => id));
  return entries.filter((entry) => entry !== undefined) as unknown as FeedbackEntry[];
}
