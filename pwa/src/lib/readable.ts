/** A value that can be watched. It follows Svelte's store contract without needing Svelte. */
export interface Readable<T> {
  /** The value now. */
  get(): T;
  /** Calls back at once and after each change; the answer ends it. */
  subscribe(run: (value: T) => void): () => void;
}

/** A watched value that its owner can change. */
export class Writable<T> implements Readable<T> {
  #value: T;
  #watchers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const run of [...this.#watchers]) run(value);
  }

  subscribe(run: (value: T) => void): () => void {
    this.#watchers.add(run);
    run(this.#value);
    return () => void this.#watchers.delete(run);
  }
}
