/** What the coach says of a reading, in words. */
import type { Translate } from '../../../i18n/t';
import { FIELDS, MARKS, type Found, type Mark, type NoticeKind, type Reading, type Texts } from '../coach/model';

/** So many of somebody's own words are shown again, and no longer than so many characters each. */
const QUOTES = 3;
const QUOTE_LENGTH = 70;

/** What to ask for a mark that is not lit; `who` is the learner's name, if one is chosen. */
export function questionFor(mark: Mark, who: string | undefined, t: Translate): string {
  if (mark === 'context' || mark === 'linked') return t(`coach.ask.${mark}`);
  return who === undefined ? t(`coach.ask.${mark}.them`) : t(`coach.ask.${mark}`, { who });
}

/** Somebody's own words between quotation marks; each keeps its own direction. */
export function quoted(words: readonly Found[], texts: Texts): string {
  const all = words.map(({ field, from, to }) => shortened(texts[field].slice(from, to)));
  return [...new Set(all)]
    .slice(0, QUOTES)
    .map((text) => `“\u2068${text}\u2069”`)
    .join(', ');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const scalars = [...line];
  return scalars.length <= QUOTE_LENGTH ? line : `${scalars.slice(0, QUOTE_LENGTH - 1).join('')}…`;
}

/** In the order in which one is said where there are several: the one that hurts most first. */
const NOTICES: readonly NoticeKind[] = ['gendered', 'trait', 'only_criticism', 'only_praise', 'long'];

/** The one notice to show, or none. */
export function noticeOf({ notices }: Reading, texts: Texts, t: Translate): string | undefined {
  for (const kind of NOTICES) {
    const found = notices.find((notice) => notice.kind === kind);
    if (found) return t(`coach.notice.${kind}`, { words: quoted(found.words.slice(0, 1), texts) });
  }
  return undefined;
}

/** The state of all marks, for somebody who does not see them. */
export function spoken(reading: Reading, next: string, t: Translate): string {
  const lit = MARKS.filter((mark) => reading.marks[mark].length > 0).map((mark) => t(`coach.mark.${mark}`));
  return lit.length === 0 ? next : `${t('coach.spoken', { marks: lit.join(', ') })} ${next}`;
}

export const isBlank = (texts: Texts) => FIELDS.every((field) => texts[field].trim() === '');
