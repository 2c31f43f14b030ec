/** Seeds that once were broken, and what they showed. They run before all others, for ever. */
export const BROKEN_ONCE: readonly { seed: number; showed: string }[] = [
  { seed: 69, showed: 'after a restore an edit waits for a predecessor that its author has thrown away since' },
  { seed: 117, showed: 'after a restore a redaction comes before its entry, which comes with the passage covered' },
  { seed: 9, showed: 'a full phone cannot let go of what it holds, and changes hands all the same' },
];
