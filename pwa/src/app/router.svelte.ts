/* eslint-disable svelte/prefer-svelte-reactivity -- URLs are only read here */
/** Where the person is: the browser's history, links followed without reloading, the scroll put back on return. */

interface Place {
  path: string;
  search: string;
}

/** What an entry of the history remembers. */
interface Left {
  scroll: number;
}

export class Router {
  place = $state.raw<Place>({ path: '/', search: '' });
  /** How the present place was reached, and where its page had been scrolled to. */
  arrival = $state.raw<{ how: 'opened' | 'followed' | 'returned'; scroll: number }>({ how: 'opened', scroll: 0 });
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    window.history.scrollRestoration = 'manual';
    this.place = this.#here();
  }

  /** Begins to follow links and the back button; the answer ends it. */
  start(): () => void {
    const { document } = this.#window;
    const click = (event: MouseEvent) => this.#click(event);
    const returned = (event: PopStateEvent) => {
      this.arrival = { how: 'returned', scroll: (event.state as Left | null)?.scroll ?? 0 };
      this.place = this.#here();
    };
    // a message of the service worker: somebody tapped a notification
    const told = ({ data }: MessageEvent<{ type?: unknown; path?: unknown } | null>) => {
      if (data?.type === 'go') this.navigate(String(data.path));
    };
    const { serviceWorker } = this.#window.navigator;
    serviceWorker?.addEventListener('message', told);
    document.addEventListener('click', click);
    this.#window.addEventListener('popstate', returned);
    return () => {
      serviceWorker?.removeEventListener('message', told);
      document.removeEventListener('click', click);
      this.#window.removeEventListener('popstate', returned);
    };
  }

  navigate = (path: string, { replace = false } = {}): void => {
    const { history, location, scrollY } = this.#window;
    const to = new URL(path, location.href);
    if (to.origin !== location.origin) return;
    const same = to.pathname === location.pathname && to.search === location.search;
    if (!replace && !same) history.replaceState({ scroll: scrollY } satisfies Left, '');
    const state: Left = { scroll: 0 };
    if (replace || same) history.replaceState(state, '', to);
    else history.pushState(state, '', to);
    this.arrival = { how: 'followed', scroll: 0 };
    if (same) this.#window.scrollTo(0, 0);
    else this.place = this.#here();
  };

  #here(): Place {
    const { pathname, search } = this.#window.location;
    return { path: pathname, search };
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link?.href || (link.target && link.target !== '_self') || link.hasAttribute('download')) return;
    const to = new URL(link.href);
    if (to.origin !== this.#window.location.origin || to.pathname.startsWith('/api/')) return;
    if (to.hash && to.pathname === this.#window.location.pathname) return; // a place on this page
    event.preventDefault();
    this.navigate(to.pathname + to.search + to.hash);
  }
}
