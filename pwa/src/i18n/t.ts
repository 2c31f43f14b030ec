/** Messages in the person's language. One file per area; a key that does not exist does not compile. */
import { atOnce } from './at-once';
import type { en } from './en';
import { filled, type MessageParams } from './filled';
import { wishes } from './language';

export type { MessageParams };
export type MessageKey = keyof typeof en;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

let messages: Partial<Record<string, string>> = atOnce;
let english = true;

/** What dates and numbers are written in. */
export let locale = wishes.find((wish) => wish.startsWith('en-')) ?? 'en';

/** Resolves once the app can be said in the language wished for; English is part of the first load. */
export async function speak({ documentElement: root }: Document): Promise<void> {
  if (/^en(?!-XA)/.test(wishes[0] ?? 'en')) return;
  const other = await (await import('./other')).learn(wishes);
  ({ messages, locale } = other);
  Object.assign(root, { lang: locale, dir: other.dir });
  english = false;
}

/** Brings what Inbox and Plans say. */
export async function learnLists(): Promise<void> {
  if (english) messages = { ...(await import('./lists')).lists, ...messages };
}

/** Brings the messages that are not part of the first load. */
export async function learnTheRest(): Promise<void> {
  if (english) messages = (await import('./en')).en;
}

/** Whether there is such a message, for keys put together from a code. */
export function isMessage(key: string): key is MessageKey {
  return key in messages;
}

/** The message of that key, with its places filled in. */
export const t: Translate = (key, params = {}) => filled(messages[key] ?? key, params, locale);
