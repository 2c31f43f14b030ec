/** Keeps the draft that is being written: on every pause, and at once when the page goes away. */
import type { WaymarkDb } from '../../db/schema';
import type { Clock } from '../../lib/clock';
import type { GiveDraft } from './draft';
import { keepDraft } from './drafts';

/** How long a pause is. */
export const PAUSE_MS = 400;

export interface Keeping {
  db: WaymarkDb;
  clock: Clock;
  /** Told when the draft was kept, or that this device could not. */
  kept: (savedAt: number | null) => void;
}

export class DraftKeeper {
  #waiting: GiveDraft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(readonly keeping: Keeping) {}

  /** Keeps this draft at the next pause. */
  later(draft: GiveDraft): void {
    this.#waiting = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), PAUSE_MS);
  }

  /** Keeps what waits, and resolves when it is kept. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    const draft = this.#waiting;
    this.#waiting = undefined;
    if (draft) this.#writing = this.#writing.then(() => this.#keep(draft));
    return this.#writing;
  }

  /** Forgets what waits, and resolves when nothing is being written any more: the draft became something else. */
  release(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    return this.#writing;
  }

  async #keep(draft: GiveDraft): Promise<void> {
    const { db, clock, kept } = this.keeping;
    try {
      const now = clock.now();
      await keepDraft(db, draft, now);
      kept(now);
    } catch {
      kept(null); // said on the form; the text is still in it
    }
  }
}
