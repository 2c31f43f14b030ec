/** Messages in the person's language. One file per language; a key that does not exist does not compile. */
import { en } from './en';

export type MessageKey = keyof typeof en;
export type MessageParams = Record<string, string | number>;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

/**
 * The message of that key. `{name}` is replaced; `{n|one entry|# entries}` chooses by number, `#` being the number.
 */
export const t: Translate = (key, params = {}) => {
  const message: string = en[key];
  return message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_all, name: string, one?: string, other?: string) => {
    const value = params[name] ?? '';
    if (one === undefined) return String(value);
    return (plural.select(Number(value)) === 'one' ? one : (other ?? '')).replace('#', String(value));
  });
};

/** The language dates and numbers are written in. */
export const locale = 'en';

const plural = new Intl.PluralRules(locale);
