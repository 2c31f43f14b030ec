// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import Page from '../members/testing/Page.svelte';
import { phoneOf, standInForTheBrowser } from '../members/testing/person';
import SignOut from './SignOut.svelte';

configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
vi.setConfig({ testTimeout: 30_000 });

let db: WaymarkDb;
beforeEach(async () => {
  db = new WaymarkDb('sign-out');
  standInForTheBrowser();
  await learnTheRest();
});
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  await db.delete();
});

async function open(signOut: () => Promise<void>) {
  const { app, visited } = await phoneOf(db, '01931c7e-0000-7000-8000-00000000000a', ['learner']);
  Object.assign(app, { signOut });
  render(Page, { app, page: SignOut as unknown as Component<Record<string, string>> });
  return visited;
}

const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Sign out' });

it('on a phone that cannot clear its copy Ana reads that she is still signed in, and tries again', async () => {
  const signOut = vi.fn<() => Promise<void>>();
  signOut.mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError')).mockResolvedValueOnce();
  const visited = await open(signOut);

  await fireEvent.click(button());

  expect((await screen.findByRole('alert')).textContent).toContain('You are still signed in');
  expect(visited).toEqual([]);

  await fireEvent.click(button());

  await waitFor(() => expect(visited).toEqual(['/']));
  expect(screen.queryByRole('alert')).toBeNull();
});
