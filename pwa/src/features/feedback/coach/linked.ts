/**
 * Finds whether a suggestion is about what was seen: it shares a word with it, points back at it, or stands beside it
 * and speaks of nothing else.
 */
import { namesSomething } from './behaviour';
import type { Lexicon } from './lexicon';
import type { Part } from './suggestion';
import type { Word } from './text';

/** The words that tie a suggestion to a behaviour. */
export function linksOf(suggestion: Part, behaviours: readonly Part[], lexicon: Lexicon): Part[] {
  if (behaviours.length === 0) return [];
  const words = wordsOf(suggestion);
  const shared = sharedWith(suggestion, behaviours, lexicon);
  if (shared.length > 0) return shared;
  if (words.some(({ key }) => lexicon.elsewhere.has(key))) return [];
  for (const [from, to] of lexicon.pointers.in(words)) {
    return [{ ...suggestion, from: suggestion.from + from, to: suggestion.from + to }];
  }
  return [suggestion];
}

const wordsOf = ({ sentence, from, to }: Part) => sentence.words.slice(from, to);

/** Words of the suggestion whose beginning is also in the sentence of a behaviour. */
function sharedWith(suggestion: Part, behaviours: readonly Part[], lexicon: Lexicon): Part[] {
  const told = new Set(behaviours.flatMap(({ sentence }) => sentence.words.filter(outside(suggestion)).flatMap(stems)));
  const { sentence, from, to } = suggestion;
  const found: Part[] = [];
  for (let at = from; at < to; at += 1) {
    const word = sentence.words[at];
    if (word && namesSomething(word, lexicon) && stems(word).some((stem) => told.has(stem))) {
      found.push({ sentence, from: at, to: at + 1 });
    }
  }
  return found;
}

const outside = ({ sentence, from, to }: Part) => {
  const inside = new Set(sentence.words.slice(from, to));
  return (word: Word) => !inside.has(word);
};

/** What two forms of a word have in common; short words only as they are. */
function stems({ key }: Word): string[] {
  if (key.length < 4) return [key];
  const stem = key.replace(/(?:ing|ed|es|s|e)$/, '');
  return stem.length < 3 ? [key] : [stem];
}
