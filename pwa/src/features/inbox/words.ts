/** Words that several pages of reading use. */
import type { Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { DayGroup } from './days';

/** The heading of a group of days: "Today", "October 2026". */
export function dayHeading(group: DayGroup, t: Translate): string {
  return group.kind === 'month' ? when.month(group.month) : t(`inbox.group.${group.kind}`);
}
