/**
 * Push messages: each is shown, a tap on it leads into the app, open pages are told to fetch. Nothing is fetched here.
 * A page that is open goes there by itself, so that what is being written in it is kept.
 */
import { pathOf, shownOf } from './message';

declare const self: ServiceWorkerGlobalScope;

export function receivePushes(): void {
  self.addEventListener('push', (event) => event.waitUntil(show(textOf(event.data))));
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(goTo(pathOf((event.notification.data as { path?: unknown } | null)?.path, self.location.origin)));
  });
  self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAgain(event)));
}

/** Tells every open page. */
export async function tellPages(message: { type: string; path?: string; pushed?: boolean }): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage(message);
}

function textOf(data: PushMessageData | null): string | null {
  try {
    return data?.text() ?? null;
  } catch {
    return null;
  }
}

async function show(text: string | null): Promise<void> {
  const { title, path, tag, unread } = shownOf(text, self.location.origin);
  await self.registration.showNotification(title, { tag, data: { path }, icon: '/icons/waymark-192.png' });
  await tellPages({ type: 'sync', pushed: true });
  if (unread !== null && 'setAppBadge' in self.navigator) await self.navigator.setAppBadge(unread).catch(() => {});
}

/** The page that is looked at, or any other; a new one where there is none. */
async function goTo(path: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  const page =
    pages.find(({ focused }) => focused) ?? pages.find((one) => one.visibilityState === 'visible') ?? pages[0];
  if (!page) {
    await self.clients.openWindow(path);
    return;
  }
  page.postMessage({ type: 'go', path });
  await page.focus().catch(() => {}); // a browser that allows no focus has gone there all the same
}

/** The browser took the subscription away. The server hears of the new one from the next page that is open. */
async function subscribeAgain({ oldSubscription, newSubscription }: PushSubscriptionChangeEvent): Promise<void> {
  if (!newSubscription && oldSubscription) {
    await self.registration.pushManager.subscribe(oldSubscription.options).catch(() => {});
  }
  await tellPages({ type: 'subscription' });
}
