/** Asks the browser, once something was saved here, to keep this app's storage when space runs short. */
export function keepStorage(): void {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.persist) return;
  void storage
    .persisted()
    .then((kept) => kept || storage.persist())
    .catch(() => false); // a wish, never a condition
}

/** Asks to be woken when the network is back, where the browser can. Its answer is only a nudge. */
export function wakeWhenOnline(): void {
  if (!('serviceWorker' in navigator) || !navigator.serviceWorker.controller) return;
  void navigator.serviceWorker.ready
    .then((registration) => (registration as SyncRegistration).sync?.register('waymark-outbox'))
    .catch(() => undefined);
}

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}
