import { liveQuery } from 'dexie';
import { answered, asks } from './asking';

const AGAIN_MS = 2_000;

/**
 * A Dexie query that follows its key and its tables. Make it while a component is being set up. While the key is
 * undefined nothing is asked, and the last rows stay.
 *
 *     const entries = new Live(() => id, (id) => entriesAbout(db, id));
 *     {#if entries.rows} … {/if}
 */
export class Live<Key, Rows> {
  /** What the query found; undefined until it has answered once. */
  rows = $state.raw<Rows>(); // raw: rows are replaced, never edited
  /** The query failed and is tried again; the last rows stay. */
  failed = $state.raw(false);
  #tries = $state(0);

  constructor(key: () => Key | undefined, read: (key: Key) => Promise<Rows>) {
    $effect(() => {
      const current = key(); // read here: liveQuery does not see runes
      if (current === undefined) return;
      void this.#tries;
      asks(this);
      let again: ReturnType<typeof setTimeout> | undefined;
      const live = liveQuery(() => read(current)).subscribe({
        next: (rows) => {
          this.rows = rows;
          this.failed = false;
          answered(this);
        },
        error: () => {
          this.failed = true;
          answered(this);
          again = setTimeout(() => (this.#tries += 1), AGAIN_MS); // such as after a lost connection
        },
      });
      return () => {
        clearTimeout(again);
        live.unsubscribe();
        answered(this);
      };
    });
  }
}
