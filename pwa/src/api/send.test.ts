import { expect, it } from 'vitest';
import { retryAfter } from './send';

const response = (headers: Record<string, string>) => ({
  status: 429,
  text: '',
  header: (name: string) => headers[name] ?? null,
});

it('Retry-After in seconds', () => {
  expect(retryAfter(response({ 'retry-after': '120' }))).toBe(120_000);
});

it('Retry-After as a date is read against the server’s clock, not the phone’s', () => {
  const headers = { 'retry-after': 'Sun, 22 Nov 2026 14:02:00 GMT', date: 'Sun, 22 Nov 2026 14:00:00 GMT' };

  expect(retryAfter(response(headers))).toBe(120_000);
  expect(retryAfter(response({ 'retry-after': 'Sun, 22 Nov 2026 14:02:00 GMT' }))).toBeNull();
});

it('no word is no word', () => {
  expect(retryAfter(response({}))).toBeNull();
  expect(retryAfter(response({ 'retry-after': 'soon' }))).toBeNull();
});
