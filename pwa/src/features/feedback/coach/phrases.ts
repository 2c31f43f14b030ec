/**
 * Phrases as a lexicon lists them, one a line: plain words; `:name` for any word of a class; `..` for up to three words
 * of any kind between two others.
 */
import { fold, type Word } from './text';

/** Whether a word, as it is looked up, belongs to a class. */
export type Classes = Readonly<Record<string, (key: string) => boolean>>;

/** How far `..` reaches. */
const GAP = 3;
/** So many words are remembered with the phrases they may begin. */
const REMEMBERED = 4_000;

export class Phrases {
  readonly #byFirstWord = new Map<string, string[][]>();
  readonly #byFirstClass: string[][] = [];
  /** What may begin with a word, for words that came up. */
  readonly #begin = new Map<string, readonly string[][]>();

  constructor(
    list: string,
    readonly classes: Classes = {},
  ) {
    for (const line of list.split('\n')) {
      const parts = line
        .trim()
        .split(/\s+/)
        .filter((part) => part !== '')
        .map((part) => (part === '..' || part.startsWith(':') ? part : fold(part)));
      const [first] = parts;
      if (first === undefined) continue;
      if (first.startsWith(':')) this.#byFirstClass.push(parts);
      else this.#byFirstWord.set(first, [...(this.#byFirstWord.get(first) ?? []), parts]);
    }
  }

  /** How many words from `at` on are one of the phrases, the longest counting; 0 where none is. */
  at(words: readonly Word[], at: number): number {
    const word = words[at];
    let longest = 0;
    for (const parts of word ? this.#beginning(word.key) : []) {
      longest = Math.max(longest, this.#fits(parts, words, at));
    }
    return longest;
  }

  #beginning(key: string): readonly string[][] {
    let found = this.#begin.get(key);
    if (!found) {
      if (this.#begin.size > REMEMBERED) this.#begin.clear();
      const byClass = this.#byFirstClass.filter(([first = '']) => this.#is(first, key));
      this.#begin.set(key, (found = [...(this.#byFirstWord.get(key) ?? []), ...byClass]));
    }
    return found;
  }

  /** Where one of the phrases stands, first word and word behind the last, without overlaps. */
  *in(words: readonly Word[]): Generator<[from: number, to: number]> {
    for (let at = 0; at < words.length;) {
      const length = this.at(words, at);
      if (length > 0) yield [at, at + length];
      at += Math.max(1, length);
    }
  }

  #fits(parts: readonly string[], words: readonly Word[], at: number): number {
    let place = at;
    for (let n = 0; n < parts.length; n += 1) {
      const part = parts[n] ?? '';
      if (part === '..') {
        const next = parts[n + 1] ?? '';
        let skipped = 0;
        while (skipped < GAP && !this.#is(next, words[place]?.key)) {
          place += 1;
          skipped += 1;
        }
      } else {
        if (!this.#is(part, words[place]?.key)) return 0;
        place += 1;
      }
    }
    return place - at;
  }

  #is(part: string, key: string | undefined): boolean {
    if (key === undefined) return false;
    return part.startsWith(':') ? (this.classes[part.slice(1)]?.(key) ?? false) : part === key;
  }
}

/** Words of a list, as they are looked up. */
export function wordSet(list: string): ReadonlySet<string> {
  return new Set(
    list
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(fold),
  );
}
