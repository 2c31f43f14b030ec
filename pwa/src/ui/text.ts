/** Length as the server counts it: Unicode scalar values of what will be stored, so trimmed and in NFC. */
export function scalarLength(text: string): number {
  return Array.from(text.trim().normalize('NFC')).length;
}

/** How much of a limited text to speak of: nothing until a fifth is left, then what is left, below zero when over. */
export function remaining(text: string, limit: number): number | undefined {
  // A text of fewer UTF-16 units than the mark cannot have passed it.
  if (text.length < limit * 0.8) return undefined;
  const left = limit - scalarLength(text);
  return left <= limit * 0.2 ? left : undefined;
}
