/** Finds what somebody is told to do: by a phrase such as "next time", by a command, or by standing in the next step. */
import type { Lexicon } from './lexicon';
import type { Sentence, Word } from './text';

/** Words of a sentence: from the first one to behind the last one. */
export interface Part {
  sentence: Sentence;
  from: number;
  to: number;
}

/** The part of a sentence that says what to do, if there is one. */
export function suggestionIn(sentence: Sentence, lexicon: Lexicon): Part | undefined {
  const { words, field } = sentence;
  if (saysNothing(words, lexicon)) return undefined;
  if (field === 'next_step') {
    return lexicon.empty.at(words, 0) > 0 ? undefined : { sentence, from: 0, to: words.length };
  }
  for (let at = 0; at < words.length;) {
    const skipped = lexicon.empty.at(words, at);
    if (skipped > 0) at += skipped;
    else if (lexicon.suggestions.at(words, at) > 0 || isCommand(words, at, lexicon)) {
      return { sentence, from: at, to: endOf(words, at, lexicon) };
    } else at += 1;
  }
  return undefined;
}

/** Whether a text is only a way to fill a field, such as "none". */
function saysNothing(words: readonly Word[], { nothing }: Lexicon): boolean {
  return words.length <= 2 && words.every(({ key }) => nothing.has(key));
}

/** A verb's plain form where nobody is named before it who does it. */
function isCommand(words: readonly Word[], at: number, lexicon: Lexicon): boolean {
  const word = words[at];
  if (!word || !lexicon.verbs.get(word.key)?.has('base')) return false;
  if (lexicon.unclear.has(word.key) && !lexicon.determiners.has(words[at + 1]?.key ?? '')) return false;
  if (at === 0) return true;
  const someone = ({ key }: Word) => lexicon.learner.has(key) || lexicon.writer.has(key);
  if (lexicon.leads.has(words[at - 1]?.key ?? '')) return !words.slice(Math.max(0, at - 3), at - 1).some(someone);
  const goesOn = word.pause !== '' || lexicon.continues.has(words[at - 1]?.key ?? '');
  if (!goesOn || tellsBefore(words, at, lexicon)) return false;
  return lexicon.conditions.has(words[0]?.key ?? '') || !words.slice(0, at).some(someone);
}

/** "Knocks, waits": a list of what somebody does goes on behind the comma. */
function tellsBefore(words: readonly Word[], at: number, { verbs }: Lexicon): boolean {
  return words.slice(0, at).some(({ key }) => {
    const forms = verbs.get(key);
    return forms !== undefined && !forms.has('base') && !forms.has('doing');
  });
}

function endOf(words: readonly Word[], from: number, { joins }: Lexicon): number {
  const join = words.findIndex(({ key }, at) => at > from + 1 && joins.has(key));
  return join < 0 ? words.length : join;
}
