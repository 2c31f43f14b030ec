/**
 * Dates of a plan. Days are calendar days (`YYYY-MM-DD`) where the person is; nothing here knows a clock.
 */
import type { PlanRow, PlanStep } from './model';

const DAY = 86_400_000;

/** Whole days from `from` to `to`; negative when `to` lies before it. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** What a plan waits for next, and on which day. */
export interface NextDate {
  on: string;
  what: 'step' | 'review';
  text: string | null;
}

/** The earliest open step or the date somebody looks again; nothing for a closed plan. */
export function nextDate(plan: PlanRow): NextDate | null {
  if (plan.state === 'closed') return null;
  let next: NextDate | null = plan.review_on ? { on: plan.review_on, what: 'review', text: null } : null;
  for (const step of plan.steps) {
    if (step.due_on && !step.done_on && (!next || step.due_on <= next.on)) {
      next = { on: step.due_on, what: 'step', text: step.text };
    }
  }
  return next;
}

export type DateGroup = 'passed' | 'week' | 'later' | 'undated';

/** Where a date belongs in the list: what has passed comes first. */
export function groupOf(on: string | null, today: string): DateGroup {
  if (!on) return 'undated';
  const days = daysBetween(today, on);
  if (days < 0) return 'passed';
  return days <= 7 ? 'week' : 'later';
}

/** Steps in the order they are due; undated ones keep their place after the dated, done ones come last. */
export function stepsInOrder(steps: readonly PlanStep[]): PlanStep[] {
  const rank = (step: PlanStep): string => `${step.done_on ? 1 : 0}${step.due_on ?? '9999-99-99'}`;
  return steps
    .map((step, place) => ({ step, place, rank: rank(step) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.place - b.place))
    .map(({ step }) => step);
}
