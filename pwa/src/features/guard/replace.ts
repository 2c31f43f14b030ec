/** Findings as the person sees them: the same words once, however often they stand there, and replaced together. */
import type { Finding, Roster } from './find';
import { find } from './find';
import { plainWord } from './fold';
import type { Kind, Phrase } from './rules';

export interface Mark {
  /** The words as they stand in the text. */
  words: string;
  /** The same however they are written: small letters, no accents. */
  key: string;
  kind: Kind;
  phrase: Phrase;
  /** Where they stand first. */
  from: number;
  to: number;
}

/** What is marked in a text, in its order. */
export function marksIn(text: string, roster: Roster): Mark[] {
  const marks = new Map<string, Mark>();
  for (const finding of find(text, roster)) {
    const words = text.slice(finding.from, finding.to);
    const key = plainWord(words);
    if (!marks.has(key)) marks.set(key, { ...finding, words, key });
  }
  return [...marks.values()];
}

/** The text with `phrase` wherever the mark's words were found; with a capital where a sentence begins. */
export function replaceMark(text: string, mark: Pick<Mark, 'key'>, phrase: string, roster: Roster): string {
  const same = ({ from, to }: Finding) => plainWord(text.slice(from, to)) === mark.key;
  return find(text, roster)
    .filter(same)
    .reverse()
    .reduce((now, { from, to }) => now.slice(0, from) + atPlace(now, from, phrase) + now.slice(to), text);
}

function atPlace(text: string, at: number, phrase: string): string {
  const begins = /(^|[.!?]["”’)]?\s|\n)\s*$/.test(text.slice(Math.max(0, at - 12), at));
  return begins ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
}
