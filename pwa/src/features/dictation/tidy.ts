/** Putting what was recognised behind what is written. Pure; English. */

/** Spoken marks, the longer ones first. "Colon" is no mark here: in a hospital it is an organ. */
const MARKS: readonly (readonly [words: readonly string[], mark: string])[] = [
  [['exclamation', 'mark'], '!'],
  [['exclamation', 'point'], '!'],
  [['question', 'mark'], '?'],
  [['full', 'stop'], '.'],
  [['new', 'paragraph'], '\n\n'],
  [['new', 'line'], '\n'],
  [['semicolon'], ';'],
  [['newline'], '\n'],
  [['period'], '.'],
  [['comma'], ','],
];

/** Behind these, "period" is a time and "mark" or "stop" are what they say. */
const OF_TIME = new Set(
  'a the this that each every per same first second last next long longer short time waiting recovery rest grace trial operative postoperative perioperative preoperative post-op neonatal postnatal postpartum menstrual follow-up incubation observation'.split(
    ' ',
  ),
);

const SENTENCE_ENDED = /(?:^|\n|[.?!]["'’”)]*)\s*$/u;

/** `before` as it is, with what was said behind it: marks for spoken ones, capitals after a full stop, single spaces. */
export function addSpoken(before: string, said: string): string {
  const words = said.split(/\s+/u).filter(Boolean);
  let added = '';
  for (let at = 0; at < words.length;) {
    const found = MARKS.find(([spoken]) => isSpokenAt(words, at, spoken));
    if (found) {
      added = withMark(added, found[1]);
      at += found[0].length;
    } else {
      added = withWord(before, added, words[at] ?? '');
      at += 1;
    }
  }
  return before + added;
}

function isSpokenAt(words: readonly string[], at: number, spoken: readonly string[]): boolean {
  if (!spoken.every((word, n) => bare(words[at + n]) === word)) return false;
  return !(spoken[0] === 'period' && OF_TIME.has(bare(words[at - 1])));
}

/** Some recognition writes the mark and its name. */
const bare = (word: string | undefined) => (word ?? '').toLowerCase().replace(/[.,;?!]+$/u, '');

function withMark(added: string, mark: string): string {
  const trimmed = added.replace(/ +$/u, '');
  // of two marks one behind the other the last one counts
  return (mark.startsWith('\n') ? trimmed : trimmed.replace(/[.,;?!]+$/u, '')) + mark;
}

function withWord(before: string, added: string, word: string): string {
  const all = before + added;
  const space = all === '' || /\s$/u.test(all) || /^[.,;?!]/u.test(word) ? '' : ' ';
  return added + space + (SENTENCE_ENDED.test(all) ? capital(word) : word);
}

/** "pH" and "mRNA" stay as they are. */
function capital(word: string): string {
  const [first = '', second = ''] = word;
  return second !== second.toLowerCase() ? word : first.toLocaleUpperCase() + word.slice(first.length);
}
