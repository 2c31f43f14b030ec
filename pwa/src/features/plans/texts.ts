/** Texts of plans as the server takes them. */
export const GOAL_LIMIT = 300;
export const STEP_LIMIT = 300;

/** Text as the server stores it: trimmed and in one Unicode form. */
export function tidy(text: string): string {
  return text.trim().normalize('NFC');
}

/** Length as the server counts it: Unicode scalar values. */
export function length(text: string): number {
  return [...text].length;
}

/** A text as a goal, cut at a word where it is too long for one. */
export function shorten(text: string, limit = GOAL_LIMIT): string {
  const scalars = [...tidy(text)];
  if (scalars.length <= limit) return scalars.join('');
  const cut = scalars.slice(0, limit - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${word > limit / 2 ? cut.slice(0, word) : cut}…`;
}
