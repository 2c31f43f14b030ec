import { expect, it } from 'vitest';
import { pathOf, shownOf, UNREADABLE } from './message';

const HERE = 'https://waymark.test';
const said = (notification: object, web_push: unknown = 8030) =>
  shownOf(JSON.stringify({ web_push, notification }), HERE);

it('shows what the message says', () => {
  const navigate = `${HERE}/inbox/go/01931c7e`;
  expect(said({ title: 'You have new feedback', navigate, tag: 'topic', app_badge: '3' })).toEqual({
    title: 'You have new feedback',
    path: '/inbox/go/01931c7e',
    tag: 'topic',
    unread: 3,
  });
});

it.each([
  ['nothing', null],
  ['an empty text', ''],
  ['garbage', '\u0000\u0001 garbage'],
  ['JSON that is no message', '[8030]'],
  ['null', 'null'],
  ['another version', JSON.stringify({ web_push: 9000, notification: { title: 'From later', navigate: HERE } })],
  ['no version', JSON.stringify({ notification: { title: 'From whom?', navigate: HERE } })],
  ['no notification', JSON.stringify({ web_push: 8030 })],
  ['no title', JSON.stringify({ web_push: 8030, notification: { navigate: HERE } })],
  ['a title that is none', JSON.stringify({ web_push: 8030, notification: { title: { a: 1 } } })],
])('%s still says that there is something', (_name, text) => {
  expect(shownOf(text, HERE)).toEqual(UNREADABLE);
});

it('leads nowhere but into this app', () => {
  for (const address of [
    'https://elsewhere.test/inbox',
    '//elsewhere.test/inbox',
    'javascript:alert(1)',
    `${HERE}/api/v1/session`,
    'https://',
    7,
    undefined,
  ]) {
    expect(pathOf(address, HERE), String(address)).toBe('/inbox');
  }
  expect(pathOf('/plans/1?a=b#c', HERE)).toBe('/plans/1?a=b');
});

it('counts only what is a count', () => {
  expect(said({ title: 'One', app_badge: 0 }).unread).toBe(0);
  for (const app_badge of ['', '-1', 'many', 1.5, null]) expect(said({ title: 'One', app_badge }).unread).toBeNull();
});
