import { behavioursIn } from './behaviour';
import { linksOf } from './linked';
import type { Lexicon } from './lexicon';
import { FIELDS, type Reading, type Texts } from './model';
import { noticesOf } from './notices';
import { placeOf } from './place';
import { suggestionIn, type Part } from './suggestion';
import { sentencesOf, type Sentence } from './text';

/** Reads what was written, in one language. The same texts give the same reading. */
export function read(texts: Texts, lexicon: Lexicon): Reading {
  const sentences = FIELDS.flatMap((field) => sentencesOf(field, texts[field]));
  const suggestions: Part[] = [];
  const behaviours: Part[] = [];
  const contexts: Part[] = [];
  for (const sentence of sentences) {
    const suggestion = suggestionIn(sentence, lexicon);
    if (suggestion) suggestions.push(suggestion);
    if (sentence.field === 'next_step') continue;
    for (const part of besides(sentence, suggestion)) {
      behaviours.push(...behavioursIn(part, lexicon));
      contexts.push(...contextsIn(part, lexicon));
    }
    contexts.push(...headingIn(sentence, lexicon));
  }
  return {
    marks: {
      behaviour: behaviours.map(placeOf),
      context: behaviours.length > 0 ? contexts.map(placeOf) : [], // the occasion of a behaviour, so none without one
      suggestion: suggestions.map(placeOf),
      linked: linksOf(suggestions, behaviours, lexicon).map(placeOf),
    },
    notices: noticesOf(sentences, suggestions, lexicon),
  };
}

/** What of a sentence does not say what to do. */
function besides(sentence: Sentence, suggestion: Part | undefined): Part[] {
  const { length } = sentence.words;
  if (!suggestion) return [{ sentence, from: 0, to: length }];
  const parts = [
    { sentence, from: 0, to: suggestion.from },
    { sentence, from: suggestion.to, to: length },
  ];
  return parts.filter(({ from, to }) => to > from);
}

/** So many words at most are a heading, as in "Peds clinic: forgot the vaccines". */
const HEADING = 4;

function headingIn(sentence: Sentence, { headings }: Lexicon): Part[] {
  const { words } = sentence;
  const end = words.findIndex(({ pause }) => /[:–—-]/.test(pause));
  const isHeading = end > 0 && end <= HEADING && words.slice(0, end).some(({ key }) => headings.has(key));
  return isHeading ? [{ sentence, from: 0, to: end }] : [];
}

function contextsIn({ sentence, from, to }: Part, { contexts }: Lexicon): Part[] {
  return [...contexts.in(sentence.words.slice(from, to))].map(([first, last]) => ({
    sentence,
    from: from + first,
    to: from + last,
  }));
}
