/** The state of sending, in words. */
import type { SyncStatus } from '../sync/sync';
import { t } from './t';
import { when } from './when';

/** One line: what needs a person first, then what waits, then when something was last sent. Empty on a fresh phone. */
export function statusText({ waiting, attention, held, lastSent, obstacle }: SyncStatus, today: string): string {
  if (attention > 0) return t('sync.status.attention', { n: attention });
  if (waiting > 0 && obstacle === 'sign_in') return t('sync.status.sign_in', { n: waiting });
  if (waiting > 0) return t('sync.status.waiting', { n: waiting });
  if (held > 0) return t('sync.status.held', { n: held });
  if (lastSent === null) return '';
  const at = when.dayOf(lastSent) === today ? when.time(lastSent) : when.moment(lastSent, today);
  return t('sync.status.sent', { at });
}
