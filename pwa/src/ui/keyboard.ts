/**
 * Keeps the page told about an open on-screen keyboard: `--keyboard` is the height it covers, `data-keyboard` on the
 * root says that it is open. Chromium shrinks the page itself (`interactive-widget=resizes-content`), Safari lays the
 * keyboard over it; both end up with bars at the foot standing on the keyboard. Returns what stops it.
 */
export function followKeyboard(page: Window): () => void {
  const view = page.visualViewport;
  const root = page.document.documentElement;
  if (!view) return () => undefined;

  let tallest = view.height;
  let width = view.width;

  const measure = () => {
    // Zoomed in, the visual viewport says nothing about a keyboard.
    if (view.scale > 1.05) return;
    if (view.width !== width) {
      width = view.width;
      tallest = 0;
    }
    tallest = Math.max(tallest, view.height);
    const covered = Math.max(0, Math.round(page.innerHeight - view.height - view.offsetTop));
    const typing = page.document.activeElement?.matches('input, textarea') ?? false;
    root.style.setProperty('--keyboard', `${String(covered)}px`);
    root.toggleAttribute('data-keyboard', typing && tallest - view.height > 120);
  };

  measure();
  view.addEventListener('resize', measure);
  view.addEventListener('scroll', measure);
  page.addEventListener('focusout', measure);
  return () => {
    view.removeEventListener('resize', measure);
    view.removeEventListener('scroll', measure);
    page.removeEventListener('focusout', measure);
  };
}
