/**
 * Push messages on this device: whether they can reach it, and turning them on and off.
 *
 * A subscription is the browser's, one per device; the server gives it to whoever is signed in and told it last. So each
 * person remembers in their own database that they want it here, and says it again after they signed in anew.
 */
import type { WaymarkDb } from '../../db/schema';
import { base64url } from '../../lib/bytes';
import type { PersonSession } from '../../session/session';
import { serverMemory } from '../../sync/memory';

export type DeviceState = 'unsupported' | 'install_first' | 'blocked' | 'off' | 'on';

/** Why nothing changed. */
export type Failure = 'denied' | 'no_service' | 'browser' | 'network' | 'refused';

export interface Here {
  db: WaymarkDb;
  session: Pick<PersonSession, 'fetch'>;
}

const WANTED = 'push';

/** What this person wants here: `endpoint` as the server was told it, in the era and the visit of `mark`. */
interface Wanted {
  endpoint: string;
  mark: string;
}

const wantedIn = async (db: WaymarkDb) => (await db.meta.get(WANTED))?.value as Wanted | undefined;

/** How things stand on this device, for this person. */
export async function deviceState(db: WaymarkDb): Promise<DeviceState> {
  const unable = whyNot();
  if (unable) return unable;
  const [wanted, subscription] = await Promise.all([wantedIn(db), subscriptionHere()]);
  const reaches = Notification.permission === 'granted' && wanted && subscription?.endpoint === wanted.endpoint;
  return reaches ? 'on' : 'off';
}

/** Why push messages cannot be turned on; null where they can. */
function whyNot(): 'unsupported' | 'install_first' | 'blocked' | null {
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis)) {
    return isApple() && !matchMedia('(display-mode: standalone)').matches ? 'install_first' : 'unsupported';
  }
  return Notification.permission === 'denied' ? 'blocked' : null;
}

/** An iPhone or iPad; the latter says that it is a Mac, and is one with a touch screen. */
function isApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}

const registrationHere = () => navigator.serviceWorker.getRegistration();
const subscriptionHere = async () => (await registrationHere())?.pushManager.getSubscription() ?? null;

/** Asks for permission and subscribes. Call it inside a tap; null where it is on. */
export async function turnOn(here: Here): Promise<Failure | null> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  return subscribe(here);
}

/** Subscribes this device, for which there is permission, and tells the server. */
async function subscribe(here: Here): Promise<Failure | null> {
  const { status, body } = await here.session.fetch<{ key: string }>('GET', '/push/key');
  if (status === 404) return 'no_service';
  if (status !== 200 || !body) return 'network';
  try {
    const push = (await registrationHere())?.pushManager;
    if (!push) return 'browser';
    let subscription = await push.getSubscription();
    const known = subscription?.options.applicationServerKey;
    if (known && base64url(new Uint8Array(known)) !== body.key) {
      await subscription?.unsubscribe(); // of a server that has another key by now
      subscription = null;
    }
    subscription ??= await push.subscribe({ userVisibleOnly: true, applicationServerKey: body.key });
    return await tell(here, subscription);
  } catch {
    return 'browser';
  }
}

async function tell({ db, session }: Here, subscription: PushSubscription): Promise<Failure | null> {
  const { endpoint, keys } = subscription.toJSON();
  const mark = await markOf(db);
  const body = { endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } };
  const { status } = await session.fetch('PUT', '/push/subscription', body);
  if (status !== 204) return status === 422 ? 'refused' : 'network';
  await db.meta.put({ key: WANTED, value: { endpoint: subscription.endpoint, mark } satisfies Wanted });
  return null;
}

async function markOf(db: WaymarkDb): Promise<string> {
  const { epoch, visits = 0 } = await serverMemory(db);
  return `${epoch ?? ''} ${String(visits)}`;
}

/** Ends it on this device. The browser's part is enough: a push service then refuses what is sent. */
export async function turnOff({ db, session }: Here): Promise<void> {
  const subscription = await subscriptionHere();
  await db.meta.delete(WANTED);
  if (!subscription) return;
  await session.fetch('DELETE', '/push/subscription', { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}

export type Tested = 'sent' | 'unknown' | 'failed';

/** Has the server send a message to this device. */
export async function sendTest({ session }: Here): Promise<Tested> {
  const subscription = await subscriptionHere();
  if (!subscription) return 'unknown';
  const { status } = await session.fetch('POST', '/push/test', { endpoint: subscription.endpoint });
  if (status === 202) return 'sent';
  return status === 404 ? 'unknown' : 'failed';
}

/** Hears of push messages that arrive on this device; the answer ends it. */
export function whenPushed(run: () => void): () => void {
  return hear((data) => data.pushed === true && run());
}

/**
 * Keeps this device subscribed for a person who turned it on: after they signed in again, after a backup was restored,
 * and when the browser took the subscription away. The answer ends it.
 */
export function keepSubscribed(here: Here): () => void {
  // one after the other, so that nothing is said twice; what fails is tried again by the next start
  let last = Promise.resolve();
  const run = () => (last = last.then(() => renew(here)).catch(() => {}));
  const stop = hear(({ type }) => type === 'subscription' && void run());
  addEventListener('online', run);
  void run();
  return () => {
    stop();
    removeEventListener('online', run);
  };
}

/** Says it again where the server may not know. */
export async function renew(here: Here): Promise<void> {
  const wanted = await wantedIn(here.db);
  if (!wanted || whyNot() || Notification.permission !== 'granted') return;
  const subscription = await subscriptionHere();
  const same = subscription?.endpoint === wanted.endpoint && wanted.mark === (await markOf(here.db));
  if (!same) await subscribe(here);
}

/** Takes from the lock screen what was for somebody who signs out. */
export async function clearShown(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await registrationHere();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
}

function hear(run: (data: { type?: unknown; pushed?: unknown }) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  const heard = ({ data }: MessageEvent<{ type?: unknown } | null>) => data && run(data);
  navigator.serviceWorker.addEventListener('message', heard);
  return () => navigator.serviceWorker.removeEventListener('message', heard);
}
