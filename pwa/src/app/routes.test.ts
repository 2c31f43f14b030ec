import { expect, it } from 'vitest';
import { match } from './routes';

it('a page of one’s own goes before a page with an id', () => {
  expect(match('/plans/new')).toMatchObject({ route: { path: '/plans/new' }, params: {} });
  expect(match('/plans/0189')).toMatchObject({ route: { path: '/plans/:id' }, params: { id: '0189' } });
});

it('a slash at the end changes nothing, and an unknown path is none of ours', () => {
  expect(match('/inbox/')).toMatchObject({ route: { path: '/inbox' } });
  expect(match('/nowhere')).toBeUndefined();
  expect(match('/plans/a/b')).toBeUndefined();
});

it('a broken escape is taken as it is', () => {
  expect(match('/plans/%E0%A4%A')).toMatchObject({ params: { id: '%E0%A4%A' } });
});
