/** A plan that takes up where another ended: the same goal, what is still to do, and two more weeks. Pure. */
import { addDays } from '../../lib/days';
import type { FeedbackEntry } from '../feedback/model';
import type { PlanRow, StartBody } from './model';

/** What the last second look found; "could not see it" says nothing. */
export function lastLook(looks: readonly { entry: FeedbackEntry }[]): FeedbackEntry | undefined {
  return looks.map(({ entry }) => entry).find(({ look_again }) => look_again === 'better' || look_again === 'not_yet');
}

/** Whether the learner is offered to go on: "not yet" was seen, or it ended so, and nothing has come after it. */
export function wantsSuccessor(plan: PlanRow, last: FeedbackEntry | undefined, after: readonly PlanRow[]): boolean {
  if (after.length > 0) return false;
  if (plan.state === 'open') return last?.look_again === 'not_yet';
  return plan.state === 'closed' && plan.outcome === 'not_reached';
}

/** The successor, with the second look among what it came from. Everything in it can be changed afterwards. */
export function successorOf(
  plan: PlanRow,
  {
    last,
    today,
    newId,
    mayReview,
  }: { last: FeedbackEntry | undefined; today: string; newId: () => string; mayReview: boolean },
): StartBody {
  const { learner, goal, set, subcompetency, goal_shown } = plan;
  const open = plan.steps.filter(({ done_on }) => done_on === null);
  const looked = last && last.received_at !== null ? [last.id] : []; // one that waits is not at the server yet
  return {
    learner,
    goal,
    set,
    subcompetency,
    entries: [...new Set([...plan.entries, ...looked])],
    goal_shown,
    steps: open.map(({ text }) => ({ id: newId(), text, due_on: null, done_on: null })),
    reviewer: mayReview ? plan.reviewer : null,
    review_on: addDays(today, 14),
    follows: plan.id,
  };
}
