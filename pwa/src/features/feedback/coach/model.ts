/**
 * The feedback coach: reads what somebody writes about a learner and says which of four things are there.
 *
 * - It marks by rules a person could explain, and shows the words that lit each mark.
 * - It never writes, never counts, never judges the writer; what it finds is shown to the one who writes and kept nowhere.
 * - Pure: no screen, no database, no messages. Words of a language are in that language's lexicon.
 */

/** The texts it reads, by their names in an entry. */
export const FIELDS = ['went_well', 'differently', 'next_step'] as const;
export type Field = (typeof FIELDS)[number];
export type Texts = Readonly<Record<Field, string>>;

/** A specific behaviour; its occasion; something to do; that it is about what was seen. In the order they are asked for. */
export const MARKS = ['behaviour', 'context', 'suggestion', 'linked'] as const;
export type Mark = (typeof MARKS)[number];

/** Words of a field: UTF-16 units from the first one to behind the last one. */
export interface Found {
  field: Field;
  from: number;
  to: number;
}

/** What the writer may want to look at once more. */
export type NoticeKind = 'only_praise' | 'only_criticism' | 'trait' | 'gendered' | 'long';

export interface Notice {
  kind: NoticeKind;
  /** The words it is about; none where it is about the whole. */
  words: readonly Found[];
}

export interface Reading {
  /** The words that lit each mark; a mark without any is not lit. */
  marks: Readonly<Record<Mark, readonly Found[]>>;
  notices: readonly Notice[];
}

/** The first mark that is not lit, which is the one to ask for. */
export function firstMissing({ marks }: Reading): Mark | undefined {
  return MARKS.find((mark) => marks[mark].length === 0);
}
