/** What the server has to know of this device for as long as somebody is signed in: its key, and where pushes go. */
import { keepSubscribed, type Here } from '../features/notifications/device';
import { keepRegistered } from '../features/requests/code/key';
import type { Ports } from '../sync/ports';

/** Begins to tell it; the answer ends it. */
export function keepKnown(ports: Ports, session: Here['session']): () => void {
  const stops = [keepRegistered(ports), keepSubscribed({ db: ports.db, session })];
  return () => {
    for (const stop of stops) stop();
  };
}
