import type { Lexicon } from './lexicon';

/** Each language's lexicon, loaded when somebody writes in it. */
const lexicons: Partial<Record<string, () => Promise<Lexicon>>> = {
  en: () => import('./en/english').then(({ english }) => english),
};

/** The lexicon of a language such as `en`, of whatever region; null where there is none yet, and then no coach. */
export async function lexiconOf(locale: string): Promise<Lexicon | null> {
  return (await lexicons[locale.replace(/-.*/, '')]?.()) ?? null;
}
