import { expect, it } from 'vitest';
import { isMessage, t } from './t';

it('one thing is said in the singular, more by number', () => {
  expect(t('sync.status.attention', { n: 1 })).toBe('One needs attention');
  expect(t('sync.status.attention', { n: 3 })).toBe('3 need attention');
});

it('a name goes where its place is', () => {
  expect(t('sync.status.sent', { at: '09:41' })).toBe('Sent 09:41');
});

it('a code nobody has words for is known to be none', () => {
  expect(isMessage('why.window_closed')).toBe(true);
  expect(isMessage('why.something_new')).toBe(false);
});
