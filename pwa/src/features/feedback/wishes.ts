/** What learners wish to hear about, as far as this observer's device knows. Fetched once Give is shown. */
import type { WaymarkDb } from '../../db/schema';
import { allPlans } from '../plans/queries';
import { stateOn } from '../requests/model';
import { askedOf } from '../requests/queries';
import { entriesWithShownGoals } from './goals';
import type { Wish } from './suggest';

/**
 * Open requests with `me`, open plans that `me` may read, and open plans that came from an entry of `me` and whose goal
 * the learner shows; such a goal names no skill, so that of the entry speaks for it. Use it inside a live query.
 */
export async function wishesOf(
  db: WaymarkDb,
  { me, program, today }: { me: string; program: string; today: string },
): Promise<Wish[]> {
  const [asked, plans, shown] = await Promise.all([askedOf(db, me, today), allPlans(db), entriesWithShownGoals(db)]);
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
  return [
    ...requests.flatMap(wish('asked')),
    ...open.flatMap(wish('plan')),
    ...shown.map(({ entry }) => entry).flatMap(wish('plan')),
  ];
}
