/** Languages other than the English of the first load. */
import type { en } from './en';
import type { Translation } from './translation';

/** The last two are English made long, and made long and mirrored: for finding what was forgotten (pseudo.ts). */
const languages = ['en', 'es', 'en-XA', 'ar-XB'] as const;
export type Language = (typeof languages)[number];
export type Messages = Translation<typeof en>;

/** The first wish that there are words in, whatever its region; English where there is none. */
export function spoken(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const found = languages.find((one) => one === wish) ?? languages.find((one) => one === wish.split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

/**
 * The language as it is written where the person is: days in Spanish as in Mexico, or as in the United States, whose
 * region the browser names with another language.
 */
export function regional(language: Language, wishes: readonly string[]): string {
  const region = wishes.map((wish) => /-[A-Z]{2}$/.exec(wish)?.[0]).find(Boolean) ?? '';
  return (
    wishes.find((wish) => wish.startsWith(`${language}-`)) ?? (language.includes('-') ? language : language + region)
  );
}

const words: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en')).en,
  es: async () => (await import('./es')).es,
  'en-XA': async () => (await import('./pseudo')).pseudo,
  'ar-XB': async () => (await import('./pseudo')).pseudo,
};

/** The messages of the best language for these wishes, what its dates are written in, and how it is read. */
export async function learn(wishes: readonly string[]) {
  const language = spoken(wishes);
  const messages = await words[language]();
  return { messages, locale: regional(language, wishes), dir: language === 'ar-XB' ? 'rtl' : 'ltr' };
}
