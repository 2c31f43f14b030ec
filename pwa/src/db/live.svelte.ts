import { liveQuery } from 'dexie';

const AGAIN_MS = 2_000;

/**
 * A Dexie query that follows its key and its tables. Make it while a component is being set up.
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

  constructor(key: () => Key, read: (key: Key) => Promise<Rows>) {
    $effect(() => {
      const current = key(); // read here: liveQuery does not see runes
      void this.#tries;
      let again: ReturnType<typeof setTimeout> | undefined;
      const live = liveQuery(() => read(current)).subscribe({
        next: (rows) => {
          this.rows = rows;
          this.failed = false;
        },
        error: () => {
          this.failed = true;
          again = setTimeout(() => (this.#tries += 1), AGAIN_MS); // such as after a lost connection
        },
      });
      return () => {
        clearTimeout(again);
        live.unsubscribe();
      };
    });
  }
}
