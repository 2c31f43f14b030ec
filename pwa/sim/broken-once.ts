/** Seeds that once were broken, and what they showed. They run before all others, for ever. */
export const BROKEN_ONCE: readonly { seed: number; showed: string }[] = [
  { seed: 69, showed: 'after a restore an edit waits for a predecessor that its author has thrown away since' },
  { seed: 117, showed: 'after a restore a redaction comes before its entry, which comes with the passage covered' },
  { seed: 503, showed: 'after two restores a redacted entry that was held meanwhile counts as an id used twice' },
  { seed: 820, showed: 'after a restore an entry counts as held that was matched before, and its phone had read so' },
  { seed: 2539, showed: 'after a restore an edit is refused whose plan comes back from another phone later' },
  { seed: 4434, showed: 'notes of a plan do not come with it to whom a learner names who has left meanwhile' },
  { seed: 4870, showed: 'an edit offered again waits for a predecessor, and the run was called at rest' },
  { seed: 9, showed: 'a full phone cannot let go of what it holds, and changes hands all the same' },
];
