/**
 * A text as it is stored everywhere: without null characters, in NFC and trimmed, so that lengths and offsets mean the same
 * on both sides. What nobody can see, such as a zero-width space alone, is no text.
 */
export function stored(text: string): string {
  const plain = text.replaceAll('\0', '').normalize('NFC').trim();
  return /[^\s\p{Cc}\p{Cf}]/u.test(plain) ? plain : '';
}

/** How many bytes of UTF-8 a text may have for each character it may have; writing in any language needs less. */
const CHARACTER_BYTES = 16;

/** A piece of text that is taken apart at once: the segmenter's time grows faster than its text. */
const PIECE = 128;

let segmenter: Intl.Segmenter | undefined; // made with the first text that needs it

/**
 * Length as people count it and the server does: extended grapheme clusters of what will be stored, so that a letter with
 * its accents is one. Past the bytes that `limit` characters may have, a character is counted for so many bytes. Exact up
 * to twice `limit`; what follows is counted by scalar values, which nobody would check.
 */
export function textLength(text: string, limit: number): number {
  const counted = stored(text).replaceAll('\r\n', '\n');
  const bytes = utf8Length(counted);
  const length = /[^\0-\u02ff]/.test(counted) ? clusters(counted, 2 * limit) : counted.length;
  return bytes > limit * CHARACTER_BYTES ? Math.max(length, Math.ceil(bytes / CHARACTER_BYTES)) : length;
}

/** By how many characters a text is too long; 0 where it fits. */
export function excess(text: string, limit: number): number {
  return text.length <= limit ? 0 : Math.max(0, textLength(text, limit) - limit);
}

/** How much of a limited text to speak of: nothing until a fifth is left, then what is left, below zero when over. */
export function remaining(text: string, limit: number): number | undefined {
  // A text of fewer UTF-16 units than the mark cannot have passed it.
  if (text.length < limit * 0.8) return undefined;
  const left = limit - textLength(text, limit);
  return left <= limit * 0.2 ? left : undefined;
}

function clusters(text: string, most: number): number {
  if (!('Segmenter' in Intl)) return scalars(text); // never fewer: what is taken here the server takes
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let count = 0;
  let from = 0;
  let piece = PIECE;
  while (count < most) {
    // a pair of surrogates stays whole, and the last cluster of a piece is looked at again with what follows it
    const to = from + piece + (/[\ud800-\udbff]/.test(text.charAt(from + piece - 1)) ? 1 : 0);
    let begun = 0;
    let last = 0;
    for (const { index } of segmenter.segment(text.slice(from, to))) {
      begun += 1;
      last = index;
    }
    if (to >= text.length) return count + begun;
    if (begun > 1) {
      count += begun - 1;
      from += last;
      piece = PIECE;
    } else piece *= 2; // marks without end on one letter
  }
  return count + scalars(text.slice(from));
}

function scalars(text: string): number {
  let length = 0;
  // a loop, because a list of 50,000 pasted characters would be made at every keystroke
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only counted
  for (const _ of text) length += 1;
  return length;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // half of a pair is two bytes of four
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
