/** Words that several pages of reading use. */
import { en } from '../../i18n/en';
import type { MessageKey, Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { DayGroup } from './days';

/** Why something was refused or is held, to stand after a colon; the codes are the server's. */
export function whyWords(code: string | null | undefined, t: Translate): string {
  const key = `why.${code ?? ''}`;
  return key in en ? t(key as MessageKey) : t('why.other', { code: code ?? '?' });
}

/** The heading of a group of days: "Today", "October 2026". */
export function dayHeading(group: DayGroup, t: Translate): string {
  return group.kind === 'month' ? when.month(group.month) : t(`inbox.group.${group.kind}`);
}
