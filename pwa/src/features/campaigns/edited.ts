/** A program's form while it is edited. Pure. */
import type { MilestoneSet } from '../../db/reference';
import { stored } from '../../ui/text';
import type { EditedForm } from './line';
import type { CampaignForm } from './model';

export const MOST_ITEMS = 20;
export const MOST_QUESTIONS = 4;

export interface EditedLine {
  id: string;
  text: string;
  /** Of an item: the theme the specialties share. */
  theme: string | null;
}

export interface FormDraft {
  items: EditedLine[];
  questions: EditedLine[];
}

export const draftOf = ({ items, questions }: CampaignForm): FormDraft => ({
  items: items.map(({ id, text, theme }) => ({ id, text, theme })),
  questions: questions.map(({ id, text }) => ({ id, text, theme: null })),
});

/** The lines with one of them a place further up (-1) or down (1); as they are where there is no such place. */
export function moved<Line>(lines: readonly Line[], from: number, by: -1 | 1): Line[] {
  const to = from + by;
  const line = lines[from];
  if (line === undefined || to < 0 || to >= lines.length) return [...lines];
  const others = lines.filter((_, n) => n !== from);
  return [...others.slice(0, to), line, ...others.slice(to)];
}

/** An id that no line of the form has, now or as it was begun: an old id would claim the old meaning. */
export function freshId(prefix: 'item' | 'question', known: Iterable<string>): string {
  const taken = new Set(known);
  let n = 1;
  while (taken.has(`${prefix}-${String(n)}`)) n += 1;
  return `${prefix}-${String(n)}`;
}

/** Whether every line says something. */
export const isWhole = ({ items, questions }: FormDraft) =>
  [...items, ...questions].every(({ text }) => stored(text) !== '') && items.length > 0;

export const toEdited = (base: number, { items, questions }: FormDraft): EditedForm => ({
  base,
  items: items.map(({ id, text, theme }) => ({ id, text: stored(text), theme })),
  questions: questions.map(({ id, text }) => ({ id, text: stored(text) })),
});

/** What a line can belong to: each theme the specialties share, by the title of the first skill that has it. */
export function themesOf(sets: readonly Pick<MilestoneSet, 'subcompetencies'>[]): { id: string; title: string }[] {
  const found = new Map<string, string>();
  for (const { theme, title } of sets.flatMap(({ subcompetencies }) => subcompetencies)) {
    if (theme !== null && !found.has(theme)) found.set(theme, title);
  }
  return [...found].map(([id, title]) => ({ id, title }));
}
