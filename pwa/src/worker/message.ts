/**
 * What a push message says, and where it leads. Pure.
 *
 * Whatever arrives is shown: a push without a notification is held against the app by browsers, and three of them end
 * the subscription on iOS. What cannot be read says only that there is something.
 */

/** Declarative web push; the same text is shown by browsers that do not ask this worker. */
const VERSION = 8030;

/** A notification's title is one line of a lock screen. */
const MOST = 120;

export interface Shown {
  title: string;
  /** A path of this app. */
  path: string;
  /** A later one of the same tag takes its place. */
  tag: string;
  /** How much is unread; null where the message does not say. */
  unread: number | null;
}

/** For what cannot be read; the words are here because no other file may be needed to say them. */
export const UNREADABLE: Shown = { title: 'Something new in Waymark', path: '/inbox', tag: 'waymark', unread: null };

/** What to show for a message of these words, or of none. */
export function shownOf(text: string | null, origin: string): Shown {
  const message = fields(parsed(text));
  const notification = message?.web_push === VERSION ? fields(message.notification) : null;
  const title = notification?.title;
  if (!notification || typeof title !== 'string' || title.trim() === '') return UNREADABLE;
  const tag = typeof notification.tag === 'string' && notification.tag !== '' ? notification.tag : UNREADABLE.tag;
  return {
    title: title.slice(0, MOST),
    path: pathOf(notification.navigate, origin),
    tag,
    unread: countOf(notification.app_badge),
  };
}

/** A path of this app, whatever address is named: never another origin, never the server's own pages. */
export function pathOf(address: unknown, origin: string): string {
  const url = typeof address === 'string' ? urlOf(address, origin) : null;
  if (url?.origin !== origin || url.pathname.startsWith('/api/')) return UNREADABLE.path;
  return url.pathname + url.search;
}

function urlOf(address: string, origin: string): URL | null {
  try {
    return new URL(address, origin);
  } catch {
    return null;
  }
}

function countOf(value: unknown): number | null {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : null;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return null;
  }
}

function fields(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
