/**
 * Finds whether a suggestion is about what was seen: it shares a word with it, points back at it, or stands beside it
 * and speaks of nothing else.
 */
import { namesSomething } from './behaviour';
import type { Lexicon } from './lexicon';
import type { Part } from './suggestion';
import { stem } from './text';

/** The words that tie suggestions to what was seen, in sentences with a behaviour. */
export function linksOf(suggestions: readonly Part[], behaviours: readonly Part[], lexicon: Lexicon): Part[] {
  if (behaviours.length === 0) return [];
  const told = stemsTold(suggestions, behaviours, lexicon);
  return suggestions.flatMap((suggestion) => linkOf(suggestion, told, lexicon));
}

function linkOf(suggestion: Part, told: ReadonlySet<string>, lexicon: Lexicon): Part[] {
  const { sentence, from, to } = suggestion;
  const words = sentence.words.slice(from, to);
  const shared: Part[] = [];
  for (const [at, word] of words.entries()) {
    if (!namesSomething(word, lexicon) || !told.has(stem(word.key))) continue;
    shared.push({ sentence, from: from + at, to: from + at + 1 });
  }
  if (shared.length > 0) return shared;
  if (words.some(({ key }) => lexicon.elsewhere.has(key))) return [];
  for (const [first, last] of lexicon.pointers.in(words)) {
    return [{ sentence, from: from + first, to: from + last }];
  }
  return [suggestion];
}

/** The words around the behaviours that are no suggestion themselves. */
function stemsTold(suggestions: readonly Part[], behaviours: readonly Part[], lexicon: Lexicon): ReadonlySet<string> {
  const told = new Set<string>();
  for (const sentence of new Set(behaviours.map(({ sentence }) => sentence))) {
    const suggestion = suggestions.find((one) => one.sentence === sentence);
    for (const [at, word] of sentence.words.entries()) {
      const inside = suggestion && at >= suggestion.from && at < suggestion.to;
      if (!inside && namesSomething(word, lexicon)) told.add(stem(word.key));
    }
  }
  return told;
}
