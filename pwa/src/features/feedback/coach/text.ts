/** A text as words in sentences, with where each stands. Linear in the text, of which no more is read than can be saved. */
import type { Field } from './model';

/** One word as written, and as it is looked up. */
export interface Word {
  /** See {@link fold}. */
  key: string;
  field: Field;
  from: number;
  to: number;
  /** Written with a capital. */
  capital: boolean;
  /** The comma, colon, dash or bracket before it; empty where none is. */
  pause: string;
}

export interface Sentence {
  field: Field;
  words: readonly Word[];
}

/** As long as the longest text of an entry; what is beyond cannot be saved. In UTF-16 units. */
export const READ_AT_MOST = 4_000;

/** Words after which a sentence without an end is read as another: the rules look back and ahead within one. */
export const LONGEST_SENTENCE = 80;

// each alternative begins with another kind of character, so nothing is tried twice
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*|[.!?;\n…•]|[,:()–—/&-]/gu;
const WORD = /^[\p{L}\p{N}]/u;
const BREAKS = /^[.!?;\n…•]$/;

/**
 * The word to look up: lower case, without accents and apostrophes, `z` as `s`; in longer words doubled letters count
 * once, so that British, American and hasty spelling are one.
 */
export function fold(word: string): string {
  let key = folded.get(word);
  if (key === undefined) {
    if (folded.size > FOLDED_AT_MOST) folded.clear();
    folded.set(word, (key = foldAnew(word)));
  }
  return key;
}

/** A text is read at every keystroke, and nearly all its words are those of the keystroke before. */
const folded = new Map<string, string>();
const FOLDED_AT_MOST = 4_000;

function foldAnew(word: string): string {
  const plain = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]+/gu, '')
    .replaceAll('z', 's');
  return plain.length < 5 ? plain : plain.replace(/(\p{L})\1+/gu, '$1');
}

const ENDINGS = ['ing', 'ed', 'es', 's', 'e'];

/** What the forms of a word have in common, at least three letters. */
export function stem(key: string): string {
  const ending = ENDINGS.find((one) => key.endsWith(one));
  return ending === undefined || key.length - ending.length < 3 ? key : key.slice(0, -ending.length);
}

/** Stands behind a shortened title or time, where a full stop ends no sentence. */
const SHORTENED = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'vs', 'a', 'p', 'm', 'approx']);

export function sentencesOf(field: Field, text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let words: Word[] = [];
  let pause = '';
  const close = () => {
    if (words.length > 0) sentences.push({ field, words });
    words = [];
    pause = '';
  };
  for (const { 0: written, index } of text.slice(0, READ_AT_MOST).matchAll(TOKEN)) {
    if (words.length === LONGEST_SENTENCE) close();
    if (WORD.test(written)) {
      const capital = written[0] !== written[0]?.toLowerCase();
      words.push({ key: fold(written), field, from: index, to: index + written.length, capital, pause });
      pause = '';
    } else if (!BREAKS.test(written)) {
      pause = written;
    } else if (written !== '.' || !shortened(words.at(-1))) {
      close();
    }
  }
  close();
  return sentences;
}

function shortened(last: Word | undefined): boolean {
  return last !== undefined && SHORTENED.has(last.key);
}
