// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { WaymarkDb } from '../db/schema';
import { entry, PROGRAM } from '../features/feedback/testing/program';
import Page from '../features/members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../features/members/testing/page';
import { phoneOf } from '../features/members/testing/person';
import { markRead } from '../features/reflections/mutations';
import Nav from './Nav.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

async function open() {
  const { app } = await phoneOf(db, 'ana', ['learner']);
  render(Page, { app, page: Nav as never, params: { path: '/', roles: ['learner'] as never } });
  return app;
}

it('says beside the inbox how much Ana has not read, in a number and in words', async () => {
  await db.feedbackEntries.bulkPut([entry({ id: 'one' }), entry({ id: 'two' })] as never);
  await open();

  await screen.findByRole('link', { name: /^Inbox ?, 2 things to read$/ });
  expect(screen.getByText('2')).toBeTruthy();
});

it('counts anew when something comes, and when she opens one', async () => {
  const app = await open();
  await db.feedbackEntries.put(entry({ id: 'one' }) as never);
  await screen.findByText('1');

  await markRead(app, { id: 'one', program: PROGRAM });

  await waitFor(() => expect(screen.queryByText('1')).toBeNull());
  expect(screen.getByRole('link', { name: 'Inbox' })).toBeTruthy();
});
