/** Messages in the person's language. One file per area; a key that does not exist does not compile. */
import { atOnce } from './at-once';
import type { en } from './en';

export type MessageKey = keyof typeof en;
export type MessageParams = Record<string, string | number>;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

/** The language dates and numbers are written in. */
export const locale = 'en';

let messages: Partial<Record<string, string>> = atOnce;

/** Brings the messages that are not part of the first load. */
export async function learnTheRest(): Promise<void> {
  messages = (await import('./en')).en;
}

/** Whether there is such a message, for keys put together from a code. */
export function isMessage(key: string): key is MessageKey {
  return key in messages;
}

let plural: Intl.PluralRules | undefined; // made when it is first needed

/**
 * The message of that key. `{name}` is replaced; `{n|one entry|# entries}` chooses by number, `#` being the number.
 */
export const t: Translate = (key, params = {}) =>
  (messages[key] ?? key).replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_all, name: string, one?: string, other = '') => {
      const value = params[name] ?? '';
      if (one === undefined) return String(value);
      return ((plural ??= new Intl.PluralRules(locale)).select(Number(value)) === 'one' ? one : other).replace(
        '#',
        String(value),
      );
    },
  );
