/** The browser behind the ports: time, chance, locks, timers. The only place that calls them directly. */
import type { OpenStream } from '../sync/events';
import type { After, WithLock } from '../sync/ports';
import type { Clock } from '../lib/clock';
import type { Random } from '../lib/random';
import type { TokenChannel, TokenMessage } from '../session/session';
import { API } from '../api/send';
import type { Shelf } from '../session/memory';

export const clock: Clock = {
  now: () => Date.now(),
  offset: (at) => -new Date(at).getTimezoneOffset(),
};

export const random: Random = {
  unit: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

export const after: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** Runs something once the page has been drawn, and soon in any case; the answer takes it back. */
export function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) return after(200, run);
  const asked = requestIdleCallback(run, { timeout: 1_000 });
  return () => cancelIdleCallback(asked);
}

/** Without Web Locks every tab works on its own, which is slower and as correct. */
export const withLock: WithLock = async (name, run) => {
  if (!('locks' in navigator)) return run();
  return await navigator.locks.request(name, run);
};

/** `localStorage`, or a shelf for this visit where the browser refuses one. */
export function shelf(): Shelf {
  try {
    return localStorage;
  } catch {
    const held = new Map<string, string>();
    return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) };
  }
}

const HERE = 'waymark-here=1';

/** A mark beside the refresh cookie, which cannot be read here: somebody was signed in on this device. */
export function wasHere(): boolean {
  return document.cookie.includes(HERE);
}

export function markHere(): void {
  document.cookie = `${HERE}; Path=/; SameSite=Strict; Max-Age=${60 * 86_400}`;
}

export function tokenChannel(): TokenChannel {
  if (!('BroadcastChannel' in globalThis)) return { post: () => {}, listen: () => {} };
  const channel = new BroadcastChannel('waymark-session');
  return {
    post: (message) => channel.postMessage(message),
    listen: (hear) => channel.addEventListener('message', ({ data }) => hear(data as TokenMessage)),
  };
}

export const openStream: OpenStream = async (token, signal) => {
  const response = await fetch(`${API}/sync/events`, {
    headers: { Accept: 'text/event-stream', Authorization: `Bearer ${token}` },
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  return response.ok && isStream && response.body ? response.body : response.ok ? 502 : response.status;
};

/** What this device is called in the list of sessions: "Chrome on Android". */
export function deviceLabel(agent = navigator.userAgent): string {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = find([
    [/Edg/, 'Edge'],
    [/OPR/, 'Opera'],
    [/SamsungBrowser/, 'Samsung Internet'],
    [/Firefox|FxiOS/, 'Firefox'],
    [/Chrome|CriOS/, 'Chrome'],
    [/Safari/, 'Safari'],
  ]);
  const system = find([
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'Mac'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser ?? 'Browser', system && `on ${system}`].filter(Boolean).join(' ');
}
