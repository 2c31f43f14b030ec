/** The page's own words, in the language of the browser. Both languages together weigh less than a second round trip. */
import { filled, type MessageParams } from '../i18n/filled';
import { wishes } from '../i18n/language';
import { ownFormES } from '../i18n/own-form';
import { en } from './words/en';
import { es } from './words/es';

export type Key = keyof typeof en;

const wish = wishes.find((one) => /^(en|es)\b/.test(one)) ?? 'en';
export const spanish = wish.startsWith('es');
export const locale = wish;

const words: Record<Key, string> = spanish ? es : en;

export const say = (key: Key, params: MessageParams = {}): string => filled(words[key], params, locale);
export const isKey = (key: string): key is Key => key in words;

/** What the form asks: Waymark's own form in the rater's language, a program's wording as the program wrote it. */
export const asked = (text: string): string => (spanish ? (ownFormES[text] ?? text) : text);

/** A calendar day (`YYYY-MM-DD`). */
export function dayOf(day: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
