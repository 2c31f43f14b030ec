/** Mistakes somebody could have made. Each is planted in turn, and the simulation has to catch every one. */
export const MISTAKES = [
  /** Feed numbers from a sequence instead of a counter raised by the writing transaction. */
  'sequence_cursor',
  /** The server answers before it has committed. */
  'early_answer',
  /** An insert that met an existing id is answered as applied. */
  'ignored_insert',
  /** An edit is applied whatever version it was written on. */
  'lost_conflict',
  /** What a person may no longer see takes their unsent work about it along. */
  'purged_outbox',
] as const;

export type Mistake = (typeof MISTAKES)[number];
