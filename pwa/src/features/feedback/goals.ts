/** The one-line goals that learners chose to show to those who observe them. */
import type { WaymarkDb } from '../../db/schema';
import type { PlanGoalRow, ShownGoal } from '../plans/model';
import { allPlans } from '../plans/queries';
import type { FeedbackEntry } from './model';

/** Entries of this person that became open plans whose goals they may see, with these goals. Use it inside a live query. */
export async function entriesWithShownGoals(
  db: WaymarkDb,
): Promise<{ entry: FeedbackEntry; goals: readonly ShownGoal[] }[]> {
  const rows = (await db.planGoals.toArray()) as unknown as PlanGoalRow[];
  const open = rows
    .map(({ id, goals }) => ({ id, goals: goals.filter(({ state }) => state === 'open') }))
    .filter(({ goals }) => goals.length > 0);
  const entries = (await db.feedbackEntries.bulkGet(open.map(({ id }) => id))) as unknown as (
    FeedbackEntry | undefined
  )[];
  return open.flatMap(({ goals }, n) => (entries[n] ? [{ entry: entries[n], goals }] : []));
}

/**
 * What a learner works on in one skill, each open plan once, as far as they show it: also somebody who may read the
 * whole plan is reminded only of a shown goal. Of a plan that is not here the entry it came from says which skill.
 */
export async function shownGoalsOn(
  db: WaymarkDb,
  { program, learner, subcompetency }: { program: string; learner: string; subcompetency: string },
): Promise<string[]> {
  const [plans, shown] = await Promise.all([allPlans(db), entriesWithShownGoals(db)]);
  const isAbout = (thing: { program: string; learner: string | null; subcompetency: string | null }) =>
    thing.program === program && thing.learner === learner && thing.subcompetency === subcompetency;
  const readable = plans
    .map(({ plan }) => plan)
    .filter((plan) => plan.state === 'open' && plan.goal_shown && isAbout(plan))
    .map(({ id, goal }) => [id, goal] as const);
  const told = shown
    .filter(({ entry }) => isAbout(entry))
    .flatMap(({ goals }) => goals.map(({ plan, goal }) => [plan, goal] as const));
  return [...new Map([...told, ...readable]).values()];
}
