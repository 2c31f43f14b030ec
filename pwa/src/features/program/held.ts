/** Held entries as a coordinator sees them: who, why and when, never the text. */
import type { Member } from '../../db/reference';
import { nearly, plain } from '../feedback/plain';
import { byName, fullName } from '../members/people';

export interface HeldEntry {
  id: string;
  author: string;
  typed_learner: { name: string; service: string } | null;
  code: string;
  field: string | null;
  kind: string;
  received_at: string;
  state: 'held' | 'matched' | 'returned' | 'discarded';
}

/** Learners whose name is like the typed one, likeliest first; then nobody. */
export function likely(typed: string, learners: readonly Member[]): Member[] {
  const words = plain(typed).split(' ').filter(Boolean);
  return learners
    .map((member) => ({ member, score: score(words, plain(fullName(member)).split(' ')) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byName(a.member, b.member))
    .map(({ member }) => member);
}

/** Learners that match what is typed into the search: every word begins a word of the name. */
export function search(typed: string, learners: readonly Member[]): Member[] {
  const words = plain(typed).split(' ').filter(Boolean);
  return learners
    .filter((member) => {
      const name = plain(fullName(member)).split(' ');
      return words.every((word) => name.some((part) => part.startsWith(word)));
    })
    .sort(byName);
}

// A whole word counts most, a slip of one letter less, an initial least; one initial alone says nothing.
function score(typed: readonly string[], name: readonly string[]): number {
  let points = 0;
  for (const word of typed) {
    if (name.includes(word)) points += word.length > 1 ? 4 : 1;
    else if (word.length > 2 && name.some((part) => nearly(part, word))) points += 3;
    else if (word.length > 2 && name.some((part) => part.startsWith(word))) points += 2;
    else if (word.length === 1 && name.some((part) => part.startsWith(word))) points += 1;
  }
  return points > 1 ? points : 0;
}
