import { liveQuery } from 'dexie';

/**
 * A Dexie query that follows its key and its tables. Make it while a component is being set up.
 *
 *     const entries = new Live(() => id, (id) => entriesAbout(db, id));
 *     {#if entries.rows} … {/if}
 */
export class Live<Key, Rows> {
  /** What the query found; undefined until it has answered once. */
  rows = $state.raw<Rows>(); // raw: rows are replaced, never edited
  /** The query failed; the last rows stay. */
  failed = $state.raw(false);

  constructor(key: () => Key, read: (key: Key) => Promise<Rows>) {
    $effect(() => {
      const current = key(); // read here: liveQuery does not see runes
      const live = liveQuery(() => read(current)).subscribe({
        next: (rows) => {
          this.rows = rows;
          this.failed = false;
        },
        error: () => (this.failed = true),
      });
      return () => live.unsubscribe();
    });
  }
}
