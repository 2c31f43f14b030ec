/** A guest's words in this tab, until they are sent: a reload or a lost network takes nothing. */
import { emptyDraft, type GuestDraft } from './model';

/** What is kept, and where: a tab's own storage, which ends with the tab. */
export class KeptWords {
  constructor(
    readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    /** What stands behind the `#`: each question has its own words. */
    readonly secret: string,
  ) {}

  /** What was written before; otherwise nothing yet, under an id that a second try keeps. */
  read(freshId: () => string): GuestDraft {
    try {
      const kept = JSON.parse(this.storage.getItem(this.#key) ?? 'null') as Partial<GuestDraft> | null;
      if (kept && typeof kept.id === 'string') return { ...emptyDraft(kept.id), ...kept };
    } catch {
      // a browser that keeps nothing, or not ours
    }
    return emptyDraft(freshId());
  }

  keep(draft: GuestDraft): void {
    try {
      this.storage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      // a browser that keeps nothing: the words are on the screen
    }
  }

  /** They have been sent. */
  forget(): void {
    try {
      this.storage.removeItem(this.#key);
    } catch {
      // nothing was kept
    }
  }

  get #key() {
    return `guest:${this.secret}`;
  }
}
