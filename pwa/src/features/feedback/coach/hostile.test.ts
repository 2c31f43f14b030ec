import fc from 'fast-check';
import { expect, it } from 'vitest';
import { english } from './en/english';
import { MARKS, type Reading, type Texts } from './model';
import { read } from './read';
import { fold, LONGEST_SENTENCE, READ_AT_MOST, sentencesOf } from './text';

const texts = (went_well: string): Texts => ({ went_well, differently: '', next_step: '' });
const places = ({ marks, notices }: Reading) => [
  ...MARKS.flatMap((mark) => [...marks[mark]]),
  ...notices.flatMap(({ words }) => [...words]),
];

it('of 50,000 pasted characters no more is read than can be saved', () => {
  const pasted = 'you asked the nurse and then '.repeat(1_800);
  expect(pasted.length).toBeGreaterThan(50_000);

  expect(read(texts(pasted), english)).toEqual(read(texts(pasted.slice(0, READ_AT_MOST)), english));
});

it('a text without a full stop is read in pieces, so that looking back and ahead stays short', () => {
  const sentences = sentencesOf('went_well', 'asked '.repeat(600));

  expect(Math.max(...sentences.map(({ words }) => words.length))).toBe(LONGEST_SENTENCE);
  expect(sentences.flatMap(({ words }) => words)).toHaveLength(600);
});

it.each([
  ['emoji', '👍🏽 great 👩‍⚕️ you asked the nurse 🔥🔥'],
  ['right to left', 'سألت الممرضة you asked the nurse שלום'],
  ['zero width', 'you\u200basked\u200dthe\ufeff nurse\u0000 back'],
  ['markup', '<img src=x onerror="alert(1)"><b>you asked the nurse</b>'],
  ['combining marks', 'y\u0301o\u0301u\u0301 asked the Z\u0327\u030c\u0301algo nurse'],
  ['half a character', 'you asked \ud83d the nurse'],
])('%s is text like any other', (_name, text) => {
  const found = places(read(texts(text), english));

  for (const { from, to } of found) expect(text.slice(from, to).trim()).not.toBe('');
});

/** Letters of many kinds, halves of characters, marks without a letter, signs that turn a line, and what ends a word. */
const NASTY = [
  ...'aé ß İ ﷺ ن א 漢 ’ . ; \n < & - 9 ½',
  '\ud83d',
  '\ude00',
  '\u0301',
  '\u200b',
  '\u200f',
  '\u202e',
  '\0',
];

it('whatever is pasted, what is found lies in the text and on whole words', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...NASTY), maxLength: 120 }), (noise) => {
      const text = `You asked ${noise} the nurse. Next time say ${noise}`;
      for (const { field, from, to } of places(read(texts(text), english))) {
        expect(field).toBe('went_well');
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

it('folds what is spelt with and without marks to one', () => {
  expect(fold('Naïve')).toBe('naive');
  expect(fold('recognizes')).toBe(fold('recognises'));
  expect(fold('thorrough')).toBe(fold('thorough'));
  expect(fold('too')).not.toBe(fold('to'));
});
