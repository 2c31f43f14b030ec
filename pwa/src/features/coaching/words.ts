/** Words that several pages of coaching use. */
import type { Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { Standing } from './queries';

/** "2 open plans, 1 overdue". */
export function plansWords({ open, overdue }: Standing, t: Translate): string {
  if (open === 0) return t('coaching.plans.none');
  return [t('coaching.plans', { n: open }), ...(overdue > 0 ? [t('coaching.overdue', { n: overdue })] : [])].join(', ');
}

export function unreadWords({ unread }: Standing, t: Translate): string {
  return unread > 0 ? t('coaching.unread', { n: unread }) : t('coaching.unread.none');
}

/** When they meet next, or whether they did. */
export function nextWords({ next }: Standing, today: string, t: Translate): string {
  if (next === null) return t('coaching.next.none');
  const day = when.day(next.on, today);
  return t(next.on < today ? 'coaching.next.passed' : 'coaching.next', { day });
}

export function contactWords({ contact }: Standing, today: string, t: Translate): string {
  if (contact === null) return t('coaching.contact.none');
  return t(`coaching.contact.${contact.how}`, { day: when.day(contact.on, today) });
}
