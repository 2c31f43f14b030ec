/** A plan from start to end: what happened, today, and what is still to come. */
import type { PlanRow } from './model';
import type { ProgressView } from './view';

export type Moment =
  | { kind: 'started'; on: string }
  | { kind: 'step_done'; on: string; text: string; late: boolean }
  | { kind: 'progress'; on: string; progress: ProgressView }
  | { kind: 'today'; on: string }
  | { kind: 'step_due'; on: string; text: string; passed: boolean }
  | { kind: 'review'; on: string; passed: boolean }
  | { kind: 'closed'; on: string };

const ORDER: Record<Moment['kind'], number> = {
  started: 0,
  step_done: 1,
  progress: 2,
  closed: 3,
  today: 4,
  step_due: 5,
  review: 6,
};

/** Moments by day. `dayOf` turns a time into the calendar day where the person is. */
export function timeline(
  plan: PlanRow,
  progress: readonly ProgressView[],
  today: string,
  dayOf: (time: string) => string,
): Moment[] {
  const open = plan.state !== 'closed';
  const moments: Moment[] = [{ kind: 'started', on: dayOf(plan.started_at) }];

  for (const step of plan.steps) {
    if (step.done_on) {
      const late = step.due_on !== null && step.done_on > step.due_on;
      moments.push({ kind: 'step_done', on: step.done_on, text: step.text, late });
    } else if (step.due_on && open) {
      moments.push({ kind: 'step_due', on: step.due_on, text: step.text, passed: step.due_on < today });
    }
  }
  for (const view of progress) moments.push({ kind: 'progress', on: dayOf(view.row.given_at), progress: view });
  if (open) {
    if (plan.review_on) moments.push({ kind: 'review', on: plan.review_on, passed: plan.review_on < today });
    moments.push({ kind: 'today', on: today });
  } else if (plan.closed_at) {
    moments.push({ kind: 'closed', on: dayOf(plan.closed_at) });
  }
  return moments.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : ORDER[a.kind] - ORDER[b.kind]));
}
