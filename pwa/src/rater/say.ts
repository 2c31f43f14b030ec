/** The page's own words, in the language of the browser: English comes with the page, Spanish beside what it opens. */
import { filled, type MessageParams } from '../i18n/filled';
import { wishes } from '../i18n/language';
import { en } from './words/en';

export type Key = keyof typeof en;

const wish = wishes.find((one) => /^(en|es)\b/.test(one)) ?? 'en';
export const spanish = wish.startsWith('es');
export const locale = wish;

let words: Record<Key, string> = en;
/** Waymark's own form, by its English. */
let form: Readonly<Record<string, string>> = {};

/** Resolves once the page can be said in the language wished for; words in English are better than none. */
export async function speak(): Promise<void> {
  if (!spanish) return;
  try {
    const [{ es }, { ownFormES }] = await Promise.all([import('./words/es'), import('../i18n/own-form')]);
    [words, form] = [es, ownFormES];
  } catch {
    // no network: what is here is said in English
  }
}

export const say = (key: Key, params: MessageParams = {}): string => filled(words[key], params, locale);
export const isKey = (key: string): key is Key => key in words;

/** What the form asks: Waymark's own form in the rater's language, a program's wording as the program wrote it. */
export const asked = (text: string): string => form[text] ?? text;

/** A calendar day (`YYYY-MM-DD`). */
export function dayOf(day: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
