/**
 * Keeps the reader's place. Where what has the focus is taken away (a row that was removed, a button that has done its
 * deed), a keyboard would begin at the top of the page again, and a screen reader fall silent: they stand at the name of
 * the nearest part that is left. Pages that know a better place go there after this. It lives as long as the page.
 */
export function keepPlace(page: HTMLElement): void {
  /** From what had the focus last up to the page. */
  let path: Element[] = [];

  const focused = ({ target }: FocusEvent) => {
    path = [];
    for (let at = target as Element | null; at && at !== page.parentElement; at = at.parentElement) path.push(at);
  };
  const changed = () => {
    const [last] = path;
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const left = path.filter((one) => one.isConnected);
    path = [];
    for (const part of left) {
      const name = part.querySelector<HTMLElement>('h1, h2, h3');
      if (!name) continue;
      name.tabIndex = -1;
      name.focus({ preventScroll: true });
      return;
    }
  };

  new MutationObserver(changed).observe(page, { childList: true, subtree: true });
  page.addEventListener('focusin', focused);
}
