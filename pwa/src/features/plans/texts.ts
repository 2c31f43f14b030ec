/** Texts of plans as the server takes them. */
import { stored } from '../../ui/text';

export const GOAL_LIMIT = 300;
export const STEP_LIMIT = 300;

/** A text as a goal, cut at a word where it is too long for one. */
export function shorten(text: string, limit = GOAL_LIMIT): string {
  const scalars = [...stored(text)];
  if (scalars.length <= limit) return scalars.join('');
  const cut = scalars.slice(0, limit - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${word > limit / 2 ? cut.slice(0, word) : cut}…`;
}
