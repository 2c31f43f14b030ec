/** A plan in a few words, for lists. */
import type { Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { NextDate } from './dates';
import type { PlanOutcome, PlanRow, PlanState } from './model';

/** "Open", "Proposed", or how it ended. */
export function stateWords(plan: { state: PlanState; outcome: PlanOutcome | null }, t: Translate): string {
  return plan.outcome ? t(`plans.outcome.${plan.outcome}`) : t(`plans.state.${plan.state}`);
}

/** What a plan waits for: "In 5 days: practise with Ben"; what has passed is said, and never more than said. */
export function nextWords(next: NextDate | null, today: string, reviewer: string | null, t: Translate): string {
  if (!next) return t('plans.next.none');
  const passed = next.on < today;
  const time = passed ? when.distanceWithin(next.on, today) : when.distance(next.on, today);
  if (next.what === 'step') {
    return t(passed ? 'plans.passed.step' : 'plans.next.step', { when: time, text: next.text ?? '' });
  }
  if (reviewer === null) return t(passed ? 'plans.passed.review' : 'plans.next.review', { when: time });
  return t(passed ? 'plans.passed.review_by' : 'plans.next.review_by', { when: time, name: reviewer });
}

/** How many steps are done; nothing where there are none. */
export function stepsWords(plan: PlanRow, t: Translate): string | undefined {
  if (plan.steps.length === 0) return undefined;
  const done = plan.steps.filter((step) => step.done_on).length;
  return t('plans.steps_done', { done, n: plan.steps.length });
}

/** Where a learner asks for feedback on a plan's skill: whoever looks again, where somebody does. */
export function askAbout(plan: Asking): string {
  return `/ask?${asking(plan).toString()}`;
}

/** Where a learner asks somebody to look again at a plan. */
export function askToLook(plan: Asking): string {
  const about = asking(plan);
  about.set('look', '1');
  return `/ask?${about.toString()}`;
}

type Asking = Pick<PlanRow, 'id' | 'set' | 'subcompetency' | 'reviewer'>;

function asking({ id, set, subcompetency, reviewer }: Asking): URLSearchParams {
  const about = new URLSearchParams({ plan: id });
  if (set && subcompetency) {
    about.set('set', set);
    about.set('skill', subcompetency);
  }
  if (reviewer) about.set('assessor', reviewer);
  return about;
}
