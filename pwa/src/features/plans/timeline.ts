/** A plan from start to end: what happened, today, and what is still to come. */
import type { FeedbackEntry } from '../feedback/model';
import type { PlanRow } from './model';
import type { ProgressView } from './view';

export type Moment =
  | { kind: 'started'; on: string }
  | { kind: 'step_done'; on: string; text: string; late: boolean }
  | { kind: 'moved'; on: string; text: string | null; from: string; to: string | null }
  | { kind: 'progress'; on: string; progress: ProgressView }
  | { kind: 'looked'; on: string; entry: FeedbackEntry }
  | { kind: 'today'; on: string }
  | { kind: 'step_due'; on: string; text: string; passed: boolean }
  | { kind: 'review'; on: string; passed: boolean }
  | { kind: 'closed'; on: string };

const ORDER: Record<Moment['kind'], number> = {
  started: 0,
  moved: 1,
  step_done: 2,
  progress: 3,
  looked: 4,
  closed: 5,
  today: 6,
  step_due: 7,
  review: 8,
};

/** What stands beside a plan: its notes, and the entries that were a second look at it. */
export interface Happened {
  progress: readonly ProgressView[];
  looks: readonly { entry: FeedbackEntry }[];
}

/** Moments by day. `dayOf` turns a time into the calendar day where the person is. */
export function timeline(
  plan: PlanRow,
  { progress, looks }: Happened,
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
  for (const { step, from, to, at } of plan.moves ?? []) {
    const text = step === null ? null : plan.steps.find(({ id }) => id === step)?.text;
    // of a step that was taken away nothing is left to say
    if (text !== undefined) moments.push({ kind: 'moved', on: dayOf(at), text, from, to });
  }
  for (const view of progress) moments.push({ kind: 'progress', on: dayOf(view.row.given_at), progress: view });
  for (const { entry } of looks) moments.push({ kind: 'looked', on: dayOf(entry.given_at), entry });
  if (open) {
    if (plan.review_on) moments.push({ kind: 'review', on: plan.review_on, passed: plan.review_on < today });
    moments.push({ kind: 'today', on: today });
  } else if (plan.closed_at) {
    moments.push({ kind: 'closed', on: dayOf(plan.closed_at) });
  }
  return moments.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : ORDER[a.kind] - ORDER[b.kind]));
}
