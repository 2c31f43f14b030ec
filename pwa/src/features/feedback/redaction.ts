/** A passage chosen in a text area, as the server counts it. */

export interface Passage {
  /** Unicode scalar offsets: the first that goes, and the first that stays again. */
  from: number;
  to: number;
  text: string;
}

/**
 * The passage between two positions of a text area (UTF-16 units). Half of a character counts as the whole of it, and
 * spaces at the edges stay. Nothing when nothing is chosen.
 */
export function passageOf(text: string, start: number, end: number): Passage | undefined {
  const before = scalarsUpTo(text, unitIn(text, start), 'down');
  const after = scalarsUpTo(text, unitIn(text, end), 'up');
  const letters = Array.from(text);
  let from = before;
  let to = after;
  while (from < to && /\s/u.test(letters[from] ?? '')) from += 1;
  while (to > from && /\s/u.test(letters[to - 1] ?? '')) to -= 1;
  return from < to ? { from, to, text: letters.slice(from, to).join('') } : undefined;
}

/** The passage between two places in the text itself (UTF-16 units). */
export function passageAt(text: string, start: number, end: number): Passage {
  return { from: scalarsUpTo(text, start, 'down'), to: scalarsUpTo(text, end, 'up'), text: text.slice(start, end) };
}

function scalarsUpTo(text: string, unit: number, half: 'up' | 'down'): number {
  let units = 0;
  let count = 0;
  for (const letter of text) {
    if (units + letter.length > unit) return half === 'up' && units < unit ? count + 1 : count;
    units += letter.length;
    count += 1;
  }
  return count;
}

/** Where a position of the text area lies in the text: a text area has one line feed for each "\r\n". */
function unitIn(text: string, position: number): number {
  let unit = position;
  for (let pair = text.indexOf('\r\n'); pair >= 0 && pair < unit; pair = text.indexOf('\r\n', pair + 2)) unit += 1;
  return unit;
}
