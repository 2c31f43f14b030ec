/** Everything that calls for a round besides a save: the network, the page coming and going, the service worker. */
import type { DeviceSession } from '../session/session';
import type { Engine } from '../sync/engine';

/** How often at most the reference is asked for when the page comes back; it answers "unchanged" cheaply. */
const REFERENCE_EVERY_MS = 10 * 60_000;

interface Called {
  sync: Engine;
  /** The event stream need not wait out a pause. */
  wake: () => void;
  session: DeviceSession;
  fetchReference: () => void;
}

/** Begins to listen; the answer ends it. */
export function callForRounds({ sync, wake, session, fetchReference }: Called): () => void {
  const over = new AbortController();
  const { signal } = over;
  let fetched = performance.now();

  const back = () => {
    sync.nudge();
    wake();
    if (performance.now() - fetched > REFERENCE_EVERY_MS) {
      fetched = performance.now();
      fetchReference();
    }
  };
  const leave = () => void sync.leave();

  window.addEventListener('online', back, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && back(), { signal });
  window.addEventListener('pagehide', leave, { signal });
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? back() : leave()), {
    signal,
  });
  navigator.serviceWorker?.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      if ((data as { type?: unknown } | null)?.type === 'sync') back();
    },
    { signal },
  );

  let signInToSend = false;
  const stopFollowing = session.state.subscribe((state) => {
    if (signInToSend && !state.signInToSend) {
      back();
      fetchReference();
    }
    signInToSend = state.signInToSend;
  });

  return () => {
    over.abort();
    stopFollowing();
  };
}
