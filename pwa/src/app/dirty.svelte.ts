/** Whether something typed is not saved yet: then no update and no change of page comes without asking. */
export class Dirty {
  #forms = $state(0);

  get any(): boolean {
    return this.#forms > 0;
  }

  /** A form has unsaved text; the answer says that it has none any more. */
  begin = (): (() => void) => {
    this.#forms += 1;
    let over = false;
    return () => {
      if (!over) this.#forms -= 1;
      over = true;
    };
  };
}
