/**
 * A text as the rules read it: plain ASCII, one character for one, with the place each came from. What people cannot see
 * (zero-width and directional characters, accents, soft hyphens) is left out, digits of every script become 0 to 9, a
 * letter of another script an x or X. The server's `features/guard/fold.rs` does the same.
 */
export interface Folded {
  text: string;
  /** Where each character begins and ends in the original, in UTF-16 units. */
  from: number[];
  to: number[];
}

/** The zero of digits that compatibility decomposition leaves as they are. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0];
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\p{Mark}/u;
const DASH = /[\u2010-\u2015\u2212]/;
const QUOTE = /[\u2018\u2019\u201b\u02bc\u2032]/;

/** Folds a text; a run of spaces becomes one. */
export function fold(original: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] };
  let at = 0;
  let text = '';
  for (const character of original) {
    const end = at + character.length;
    const plain = asciiOf(character);
    if (plain !== '' && !(plain === ' ' && text.endsWith(' '))) {
      text += plain;
      folded.from.push(at);
      folded.to.push(end);
    }
    at = end;
  }
  return { ...folded, text };
}

/** A word of a name as it is compared: folded, in small letters. */
export function plainWord(word: string): string {
  return fold(word).text.toLowerCase();
}

function asciiOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 10) return '\n';
  if (code < 128) return code < 32 || code === 127 ? ' ' : character;
  if (UNSEEN.test(character)) return '';
  if (DASH.test(character)) return '-';
  if (QUOTE.test(character)) return "'";
  const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
  if (zero !== undefined) return String(code - zero);
  const first = character.normalize('NFKD').charCodeAt(0);
  if (first >= 32 && first < 127) return String.fromCharCode(first);
  if (/\p{Uppercase}/u.test(character)) return 'X';
  if (/\p{Alphabetic}/u.test(character)) return 'x';
  return /\p{White_Space}/u.test(character) ? ' ' : '~';
}
