/**
 * A new version of the app waits until the person says so: taking over by itself would break open pages and the text
 * in them. See worker/service-worker.ts for the other half.
 */
class Update {
  /** A new version is there and has not been put off. */
  ready = $state(false);
  #registration: ServiceWorkerRegistration | undefined;
  /** This page asked for it; other open pages keep what is being written in them until they ask themselves. */
  #asked = false;

  /**
   * Registers the service worker, and looks for a new version whenever the app comes back. What it fetches for use without
   * a network is a dozen times the page, so it waits until the page is `shown`.
   */
  async start(shown: Promise<void>): Promise<void> {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    const { serviceWorker } = navigator;
    let controlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload();
      else if (controlled) this.ready = true;
      controlled = true; // the first installation is no update
    });

    await shown;
    const registration = await serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    this.#registration = registration;
    const offer = () => {
      if (registration.waiting && registration.active) this.ready = true; // it waits behind an older one
    };
    offer();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.look());
  }

  /** Another tab runs a newer version already, and has upgraded the database. */
  isElsewhere(): void {
    this.ready = true;
  }

  /** Asks the server whether there is a new version. */
  look(): void {
    this.#registration?.update().catch(() => undefined);
  }

  /** Takes the new version; the page reloads. */
  apply(): void {
    this.#asked = true;
    if (this.#registration?.waiting) this.#registration.waiting.postMessage({ type: 'SKIP_WAITING' });
    else location.reload(); // another page has taken it already
  }

  /** Puts it off until the next start. */
  later(): void {
    this.ready = false;
  }
}

/** One per page, as the service worker is. */
export const update = new Update();
