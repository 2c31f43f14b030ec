import { untrack } from 'svelte';

/** Whether something typed is not saved yet: then no update and no change of page comes without asking. */
export class Dirty {
  #forms = $state(0);

  get any(): boolean {
    return this.#forms > 0;
  }

  /** A form has unsaved text; the answer says that it has none any more. */
  begin = (): (() => void) => {
    // Begun inside an effect as often as not: that effect must not follow the count it changes.
    untrack(() => (this.#forms += 1));
    let over = false;
    return () => {
      if (!over) untrack(() => (this.#forms -= 1));
      over = true;
    };
  };
}
