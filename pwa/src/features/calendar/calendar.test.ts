// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Calendar from './Calendar.svelte';
import type { Feed } from './model';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const ADDRESS = 'https://waymark.example.org/api/v1/calendar?key=secret';

/** What the server would say, with a feed of its own. */
async function open(feed: Feed = { made_at: null, shows_goal: false }) {
  const { app } = await phoneOf(db, 'ana', ['learner']);
  const asked: [string, unknown][] = [];
  app.session.fetch = vi.fn((method: string, _path: string, body?: unknown) => {
    if (method !== 'GET') asked.push([method, body]);
    if (method === 'GET') return Promise.resolve({ status: 200, body: { ...feed } });
    if (method === 'DELETE') feed = { made_at: null, shows_goal: false };
    else feed = { made_at: '2026-11-22T14:00:00Z', ...(body as { shows_goal: boolean }) };
    return Promise.resolve(method === 'POST' ? { status: 201, body: { url: ADDRESS } } : { status: 204 });
  }) as never;
  render(Page, { app, page: Calendar as never });
  return asked;
}

const press = async (name: string) => fireEvent.click(await screen.findByText(name, { selector: 'button span' }));

it('Ana makes an address, sees it once, and copies it', async () => {
  const asked = await open();
  const copied: string[] = [];
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: (text: string) => void copied.push(text) } });

  await press('Make my calendar address');
  await screen.findByText(ADDRESS);
  await press('Copy the address');

  await screen.findByText('Copied.');
  expect(copied).toEqual([ADDRESS]);
  expect(asked).toEqual([['POST', { shows_goal: false }]]);
  expect(screen.getByText('Open in my calendar app').closest('a')?.getAttribute('href')).toBe(
    'webcal://waymark.example.org/api/v1/calendar?key=secret',
  );
});

it('she renews it and ends it only after she was told what that does', async () => {
  const asked = await open({ made_at: '2026-11-01T14:00:00Z', shows_goal: true });

  await press('Renew the address');
  await screen.findByText(/stops working at once. Your calendar app needs the new one/);
  expect(asked).toEqual([]);
  await press('Renew the address');
  await screen.findByText('Renewed. The address from before leads nowhere now.');
  await press('End the calendar');
  await press('End the calendar');

  await screen.findByText('Ended. The address leads nowhere now.');
  expect(asked.map(([method]) => method)).toEqual(['POST', 'DELETE']);
  expect(screen.queryByText(ADDRESS)).toBeNull();
});

it('her goals are in it only where she chose so', async () => {
  const asked = await open({ made_at: '2026-11-01T14:00:00Z', shows_goal: false });

  await fireEvent.click(await screen.findByLabelText('Show my goals in my calendar'));

  await vi.waitFor(() => expect(asked).toEqual([['PUT', { shows_goal: true }]]));
});
