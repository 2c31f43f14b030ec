/** Finds what the learner was seen or heard to do: a verb for it, somebody who did it, and what it was done to. */
import type { Lexicon } from './lexicon';
import type { Part } from './suggestion';
import type { Word } from './text';

/** How many words of a behaviour are shown, unless a pause comes before. */
const SHOWN = 9;
/** How far back the one who did it may stand, over words such as "always". */
const BACK = 4;

/** What was done, in a part of a sentence that does not say what to do. */
export function behavioursIn({ sentence, from, to }: Part, lexicon: Lexicon): Part[] {
  const { words } = sentence;
  const found: Part[] = [];
  for (let at = from; at < to; at += 1) {
    const length = lexicon.behaviours.at(words, at);
    const lit = length > 0 || tells(words, at, from, to, lexicon);
    if (!lit) continue;
    const until = Math.max(at + length, shownUntil(words, at + 2, Math.min(to, at + SHOWN)));
    found.push({ sentence, from: at, to: until });
    at = until - 1;
  }
  return found;
}

function shownUntil(words: readonly Word[], from: number, to: number): number {
  for (let at = from; at < to; at += 1) if (words[at]?.pause) return at;
  return to;
}

function tells(words: readonly Word[], at: number, from: number, to: number, lexicon: Lexicon): boolean {
  const word = words[at];
  if (!word || !isDeed(words, at, from, lexicon)) return false;
  const rest = words.slice(at + 1, to);
  const named = rest.filter((one) => namesSomething(one, lexicon)).length;
  return named >= (lexicon.weak.has(word.key) ? 2 : 1);
}

function isDeed(words: readonly Word[], at: number, from: number, lexicon: Lexicon): boolean {
  const word = words[at];
  if (!word) return false;
  const forms = lexicon.verbs.get(word.key);
  const who = doerOf(words, at, from, lexicon);
  if (who === 'writer') return false;
  const past = forms ? forms.has('past') : lexicon.looksPast(word.key);
  if (past && !(forms?.has('base') ?? false)) return true;
  if (past && (who === 'learner' || lexicon.passive.has(words[at - 1]?.key ?? ''))) return true;
  if (forms?.has('present')) return who === 'learner' || who === 'start';
  if (forms?.has('base')) return who === 'learner';
  return (forms?.has('doing') ?? false) && (who === 'learner' || lexicon.deedFollows.has(words[at - 1]?.key ?? ''));
}

/** Who stands before a verb: the learner, the writer, nobody because a part of the sentence starts, or something else. */
function doerOf(words: readonly Word[], at: number, from: number, lexicon: Lexicon) {
  let place = at;
  for (let back = 0; back < BACK; back += 1) {
    if (place === from || words[place]?.pause) return 'start';
    place -= 1;
    const before = words[place];
    if (!before) return 'start';
    if (lexicon.writer.has(before.key)) return 'writer';
    if (lexicon.learner.has(before.key)) return 'learner';
    if (lexicon.continues.has(before.key)) return 'start';
    if (!lexicon.adverbs.has(before.key)) return before.capital ? 'learner' : 'other';
  }
  return 'other';
}

/** Whether a word names something one could watch. */
export function namesSomething({ key }: Word, { small, general }: Lexicon): boolean {
  return !small.has(key) && !general.has(key);
}
