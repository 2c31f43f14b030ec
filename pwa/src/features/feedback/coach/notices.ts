/** What the writer may want to look at once more. It is said gently, and never stands in the way. */
import type { Lexicon } from './lexicon';
import type { Found, Notice } from './model';
import type { Phrases } from './phrases';
import type { Part } from './suggestion';
import type { Sentence } from './text';
import { placeOf } from './place';

/** So many words somebody has to have written before praise or criticism alone is spoken of. */
const ENOUGH = 8;
/** More words than these are seldom read to the end. */
const LONG = 180;

export function noticesOf(sentences: readonly Sentence[], suggestions: readonly Part[], lexicon: Lexicon): Notice[] {
  const notices: Notice[] = [];
  const about = (kind: Notice['kind'], words: readonly Found[]) => {
    if (words.length > 0) notices.push({ kind, words });
  };
  const words = sentences.reduce((total, { words }) => total + words.length, 0);
  about('trait', all(lexicon.traits, sentences));
  about('gendered', all(lexicon.gendered, sentences));
  if (words >= ENOUGH) {
    const balance = onlyOne(sentences, suggestions, lexicon);
    if (balance) notices.push({ kind: balance, words: [] });
  }
  if (words > LONG) notices.push({ kind: 'long', words: [] });
  return notices;
}

/** Whether the text has one side only; what stands in a field of its own is on that side. */
function onlyOne(sentences: readonly Sentence[], suggestions: readonly Part[], lexicon: Lexicon) {
  const inField = (field: Sentence['field']) => sentences.some((one) => one.field === field);
  const written = sentences.filter(({ field }) => field !== 'next_step');
  const praised = all(lexicon.praise, written).length > 0;
  const faulted = all(lexicon.criticism, written).length > 0;
  if (!inField('differently') && suggestions.length === 0 && praised && !faulted) return 'only_praise';
  if (inField('differently') && !inField('went_well') && !praised) return 'only_criticism';
  return undefined;
}

function all(phrases: Phrases, sentences: readonly Sentence[]): Found[] {
  return sentences.flatMap((sentence) =>
    [...phrases.in(sentence.words)].map(([from, to]) => placeOf({ sentence, from, to })),
  );
}
