// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Writable } from '../lib/readable';
import type { SyncStatus } from '../sync/sync';
import { tellNews } from './news';

let status: Writable<SyncStatus>;
/** Everything that a screen reader was given to say, in order. */
let said: string[];
let region: HTMLElement;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-02T14:00:00Z') });
  status = new Writable<SyncStatus>({
    waiting: 0,
    attention: 0,
    held: 0,
    lastSent: Date.now() - 60_000,
    running: false,
    obstacle: null,
  });
  region = document.createElement('p');
  said = [];
  stop = tellNews(status, region, () => '2026-03-02');
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function becomes(change: Partial<SyncStatus>, forMs = 5_000) {
  status.set({ ...status.get(), ...change });
  vi.advanceTimersByTime(forMs);
  const words = region.textContent;
  if (words && words !== said.at(-1)) said.push(words);
}

it('an attending who saves without a network hears once that it waits, and once that it was sent', () => {
  becomes({});
  expect(said).toEqual([]);
  becomes({ waiting: 1, obstacle: 'no_answer' });
  becomes({ waiting: 2 });
  becomes({ running: true });
  becomes({ waiting: 3, running: false });
  becomes({ waiting: 0, lastSent: Date.now(), obstacle: null });

  expect(said).toEqual(['1 waiting to send', expect.stringMatching(/^Sent /)]);
});

it('a resident who opens one entry after the other hears nothing of the marks that are sent', () => {
  for (let opened = 0; opened < 3; opened++) {
    becomes({ waiting: 1 }, 400);
    becomes({ waiting: 0, lastSent: Date.now() });
  }

  expect(said).toEqual([]);
});

it('each thing that needs attention is said', () => {
  becomes({ attention: 1 });
  becomes({ attention: 2 });

  expect(said).toHaveLength(2);
});
