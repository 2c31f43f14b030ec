/** What became of something given, in words. */
import type { Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import { whyWords } from '../writing/why';
import type { Became } from './model';

export function becameWords(one: Became, today: string, t: Translate): string {
  switch (one.kind) {
    case 'returned':
      return one.note ? t('given.became.returned_note', { note: one.note }) : t('given.became.returned');
    case 'held':
      return one.name && one.code === 'learner_not_listed'
        ? t('given.became.held_name', { name: one.name })
        : t('given.became.held', { why: whyWords(one.code, t) });
    case 'refused':
      return t('given.became.refused', { why: whyWords(one.code, t) });
    case 'waiting':
      return t('given.became.waiting');
    case 'marked':
      return t('given.became.marked');
    case 'withdrawn':
      return t('given.became.withdrawn');
    case 'asked':
      return one.answered ? t('given.became.asked.answered') : t('given.became.asked', { text: one.text });
    case 'differs':
      return one.answered ? t('given.became.differs.answered') : t('given.became.differs', { text: one.text });
    case 'plan':
      return t(one.outcome ? `given.became.plan.${one.outcome}` : 'given.became.plan', { goal: one.goal });
    case 'thanked':
      return one.text ? t('given.became.thanked_text', { text: one.text }) : t('given.became.thanked');
    case 'acknowledged':
      return t('given.became.acknowledged');
    case 'sent':
      return one.at ? t('given.became.sent_at', { when: when.moment(one.at, today) }) : t('given.became.sent');
  }
}
