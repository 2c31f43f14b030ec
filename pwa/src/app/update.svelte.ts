/**
 * A new version of the app waits until the person says so: taking over by itself would break open pages and the text
 * in them. See worker/service-worker.ts for the other half.
 */
class Update {
  /** A new version waits and has not been put off. */
  ready = $state(false);
  #waiting: ServiceWorker | null = null;

  /** Registers the service worker, and looks for a new version whenever the app comes back. */
  async start(): Promise<void> {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    // the first installation claims the page without reloading it; an update reloads it once
    const hadOne = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => hadOne && location.reload());

    const registration = await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    const look = () => {
      this.#waiting = registration.waiting;
      this.ready = registration.waiting !== null && hadOne;
    };
    look();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => {});
    });
  }

  /** Takes the new version; the page reloads. */
  apply(): void {
    this.#waiting?.postMessage({ type: 'SKIP_WAITING' });
  }

  /** Puts it off until the next start. */
  later(): void {
    this.ready = false;
  }
}

/** One per page, as the service worker is. */
export const update = new Update();
