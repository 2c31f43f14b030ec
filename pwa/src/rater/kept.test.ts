import { beforeEach, expect, it } from 'vitest';
import { deviceName, ERASED_AFTER_MS, Tab, Waiting } from './kept';

let now = 0;
let stored: Map<string, string>;
const shelf = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
const full = {
  ...shelf,
  setItem: () => {
    throw new Error('quota');
  },
};
const written = { ratings: { listens: 4 }, comments: { keep: 'You say who does what.' } };
const nothing = { ratings: {}, comments: {} };

beforeEach(() => {
  now = 1_000_000;
  stored = new Map();
});

function tabOf(kind: 'personal' | 'unit') {
  const tab = new Tab(shelf, () => now);
  tab.begin({ token: 'session', kind });
  tab.keep('rosa', written);
  return tab;
}

it('what is written on a unit’s code is erased 15 minutes after the last touch', () => {
  const tab = tabOf('unit');

  now += ERASED_AFTER_MS - 1;
  expect(tab.draft('rosa')).toEqual(written);
  tab.keep('rosa', written);
  now += ERASED_AFTER_MS - 1;
  expect(tab.eraseOld()).toBe(false);
  now += 1;

  expect(tab.eraseOld()).toBe(true);
  expect(tab.draft('rosa')).toEqual(nothing);
  expect([...stored.values()].join('')).not.toContain('who does what');
});

it('what is written on somebody’s own link stays in their tab', () => {
  const tab = tabOf('personal');

  now += 10 * ERASED_AFTER_MS;

  expect(tab.draft('rosa')).toEqual(written);
});

it('the link opened once more in the same tab finds what was written, and asks for the group again', () => {
  const tab = tabOf('unit');
  tab.group = 'nurses';

  tab.begin({ token: 'another', kind: 'unit' });

  expect(tab.group).toBeNull();
  expect(tab.draft('rosa')).toEqual(written);
  expect(tab.draft('ben')).toEqual(nothing);
});

it('an answer that was sent leaves nothing, and others stay', () => {
  const tab = tabOf('unit');
  tab.keep('ben', written);

  tab.forget('rosa');

  expect(tab.draft('rosa')).toEqual(nothing);
  expect(tab.draft('ben')).toEqual(written);
});

it('sealed answers wait in their order, and one that cannot be kept is said not to be', () => {
  const waiting = new Waiting(shelf);
  expect(waiting.add('first')).toBe(true);
  waiting.add('second');

  waiting.remove('first');

  expect(waiting.all()).toEqual(['second']);
  waiting.remove('second');
  expect(stored.size).toBe(0);
  expect(new Waiting(full).add('first')).toBe(false);
});

it('what is no list of ours is no list', () => {
  stored.set(Waiting.key, '{"not": "ours"}');

  expect(new Waiting(shelf).all()).toEqual([]);
});

it('a device keeps its name, and has one also where nothing can be kept', () => {
  const random = { bytes: (count: number) => new Uint8Array(count).fill(stored.size) };

  const name = deviceName(shelf, random);

  expect(name).toHaveLength(22);
  expect(deviceName(shelf, random)).toBe(name);
  expect(deviceName(full, random)).toHaveLength(22);
});
