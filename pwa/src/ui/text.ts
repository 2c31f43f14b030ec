/**
 * A text as it is stored everywhere: without null characters, in NFC and trimmed, so that lengths and offsets mean the same
 * on both sides. What nobody can see, such as a zero-width space alone, is no text.
 */
export function stored(text: string): string {
  const plain = text.replaceAll('\0', '').normalize('NFC').trim();
  return /[^\s\p{Cc}\p{Cf}]/u.test(plain) ? plain : '';
}

/** Length as the server counts it: Unicode scalar values of what will be stored. */
export function scalarLength(text: string): number {
  let length = 0;
  // a loop, because a list of 50,000 pasted characters would be made at every keystroke
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only counted
  for (const _ of stored(text)) length += 1;
  return length;
}

/** How much of a limited text to speak of: nothing until a fifth is left, then what is left, below zero when over. */
export function remaining(text: string, limit: number): number | undefined {
  // A text of fewer UTF-16 units than the mark cannot have passed it.
  if (text.length < limit * 0.8) return undefined;
  const left = limit - scalarLength(text);
  return left <= limit * 0.2 ? left : undefined;
}
