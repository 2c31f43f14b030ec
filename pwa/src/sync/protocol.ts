/**
 * What travels between a device and the server. The rules are in docs/sync.md.
 *
 * - An operation is serialised once, when it is saved; every push sends exactly that string.
 * - The same id with the same content may be sent any number of times; changed content is a new id.
 */

/** The protocol this client speaks. */
export const PROTOCOL = 1;

/** One change one person made to one thing. */
export interface Operation<Body = unknown> {
  id: string;
  kind: string;
  v: number;
  program: string;
  /** The thing created or changed (never a person); order is kept per subject. */
  subject: string;
  /** The version of the one section it changes; null where nothing can conflict. */
  base: number | null;
  /** When the device says it was made, with the device's offset. */
  at: string;
  body: Body;
}

/** Why an operation needs a person. */
export interface Reason {
  outcome: 'refused' | 'conflict' | 'held';
  code?: string;
  field?: string;
  /** Of a conflict: the server's version of the section, and what stands there. */
  version?: number;
  current?: unknown;
  /** Of a held one: what the coordinator wrote when returning it. */
  note?: string;
}

/** The server's final word on one operation, or that there is none yet. */
export type Outcome =
  | { kind: 'applied' }
  | { kind: 'held'; reason: Reason }
  | { kind: 'conflict'; reason: Reason }
  | { kind: 'refused'; reason: Reason }
  | { kind: 'retry'; after: number | null }; // in milliseconds

export interface PushResult {
  /** Null where the server could not even read the id; then its place in the list tells. */
  id: string | null;
  /** SHA-256 of the bytes the server stored. */
  hash: string | null;
  outcome: Outcome;
  /** Where the effect stands in this person's feed. */
  seq: number | null;
}

export interface PushAnswer {
  epoch: string;
  now: number;
  results: PushResult[];
}

/** One row of a person's feed. `data` is the thing as the wire has it, or null when it is gone. */
export interface Change {
  seq: number;
  kind: string;
  id: string;
  version: number;
  data: Record<string, unknown> | null;
}

export interface PullAnswer {
  epoch: string;
  now: number;
  cursor: number;
  more: boolean;
  changes: Change[];
}
