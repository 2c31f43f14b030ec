/** What the browser believes of the network. It may say yes and be wrong; its no is right. */
export class Online {
  now = $state(navigator.onLine);

  constructor() {
    $effect(() => {
      const look = () => (this.now = navigator.onLine);
      addEventListener('online', look);
      addEventListener('offline', look);
      return () => {
        removeEventListener('online', look);
        removeEventListener('offline', look);
      };
    });
  }
}
