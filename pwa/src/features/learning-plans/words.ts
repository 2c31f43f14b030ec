/** A learning plan in a few words, for lists. */
import { locale, type Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { People } from '../members/people';
import { halfName } from './half';
import { sideOf, signedBy } from './model';
import { missingFor } from './signing';
import { signedState, type LearningView } from './view';

/** A day with its year, as a document has it. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

export const halfWords = (from: string): string => halfName(from, locale);

/** "Waits for your signature", or how far it is. */
export function stateWords(view: LearningView, people: People, t: Translate): string {
  const state = signedState(view);
  if (state === 'both' || !mayWrite(view, people)) return t(`learning.state.${state}`);
  const side = sideOf(view.plan, people.me);
  const signed = signedBy(view).some(({ as }) => as === side);
  const ready = !signed && missingFor(view.plan, side).length === 0;
  return t(ready ? 'learning.state.you' : `learning.state.${state}`);
}

const mayWrite = ({ plan }: LearningView, people: People) =>
  plan.learner === people.me || people.coaches(plan.program, plan.learner);

/** "3 goals · next review in 4 months". */
export function aboutWords({ plan }: LearningView, today: string, t: Translate): string {
  const goals = t('learning.meta.goals', { n: plan.goals.length });
  const next = plan.next_review_on && t('learning.meta.next', { when: when.day(plan.next_review_on, today) });
  return [goals, next].filter(Boolean).join('\u00a0· ');
}
