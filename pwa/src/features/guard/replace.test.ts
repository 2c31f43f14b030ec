import { expect, it } from 'vitest';
import { marksIn, replaceMark } from './replace';

const replaced = (text: string, n: number, phrase: string) => {
  const mark = marksIn(text, [])[n];
  return mark && replaceMark(text, mark, phrase, []);
};

it('the same words are one mark, and are replaced wherever they stand', () => {
  const text = 'Mrs. Alvarez slept. mrs. alvarez’s labs were fine, and Mrs. Alvarez went home.';

  expect(marksIn(text, []).map(({ words }) => words)).toEqual(['Mrs. Alvarez']);
  expect(replaced(text, 0, 'the patient')).toBe(
    'The patient slept. The patient’s labs were fine, and the patient went home.',
  );
});

it('a phrase begins with a capital where a sentence begins, and nowhere else', () => {
  expect(replaced('You saw her daughter Anna.', 0, 'relative')).toBe('You saw her relative.');
  expect(replaced('On March 3 you led.', 0, 'that day')).toBe('On that day you led.');
  expect(replaced('Good.\nBed 7 was next.', 0, 'the patient')).toBe('Good.\nThe patient was next.');
});

it('the other marks stay where they are', () => {
  expect(replaced('Mr. Soto in room 412 on May 3.', 1, 'the room')).toBe('Mr. Soto in the room on May 3.');
});
