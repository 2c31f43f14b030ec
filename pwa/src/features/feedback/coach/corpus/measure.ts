/** How well the rules light the marks a person would light. */
import type { Lexicon } from '../lexicon';
import { MARKS, type Mark } from '../model';
import { read } from '../read';
import type { Labelled } from './corpus';

export interface Measured {
  precision: number;
  recall: number;
  f1: number;
}

/** Shares from 0 to 1, for each mark over all comments. */
export function measure(comments: readonly Labelled[], lexicon: Lexicon): Record<Mark, Measured> {
  const readings = comments.map((comment) => ({ comment, reading: read(comment.texts, lexicon) }));
  const of = (mark: Mark): Measured => {
    let [both, found, wanted] = [0, 0, 0];
    for (const { comment, reading } of readings) {
      const isFound = reading.marks[mark].length > 0;
      if (isFound) found += 1;
      if (comment.lit[mark]) wanted += 1;
      if (isFound && comment.lit[mark]) both += 1;
    }
    return { precision: both / found, recall: both / wanted, f1: (2 * both) / (found + wanted) };
  };
  return Object.fromEntries(MARKS.map((mark) => [mark, of(mark)])) as Record<Mark, Measured>;
}
