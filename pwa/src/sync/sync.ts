/** What pages see of the engine. */
import type { OutboxRow } from '../db/schema';
import type { Readable } from '../lib/readable';

export interface SyncStatus {
  /** Saved on this phone and not taken by the server yet. */
  waiting: number;
  /** Refused, in conflict or returned: this person has to look. */
  attention: number;
  /** Held: the server has it, and the coordinator decides. */
  held: number;
  /** When the server last took something, by this device's clock. */
  lastSent: number | null;
  /** A round is running. */
  running: boolean;
  /** Why nothing goes out, where something is in the way. */
  obstacle: 'no_answer' | 'sign_in' | 'update' | 'busy' | null;
}

export interface Sync {
  status: Readable<SyncStatus>;
  /** Something was saved: sends it, after its time for Undo. Called by `mutate`. */
  saved(row: OutboxRow): void;
  /** "Sync now": a round at once. */
  now(): Promise<void>;
}
