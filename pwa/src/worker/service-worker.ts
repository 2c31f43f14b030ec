/**
 * The service worker: the app's own files, and nothing else.
 *
 * - Everything the build made is there offline; a page opened offline is the app.
 * - Nothing under /api is cached or answered here. A missing file is missing, never index.html under its name.
 * - A new version waits until a page says so. The engine never runs here: what wakes this worker is passed to open pages.
 * - Every push message that arrives is shown (push.ts).
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { receivePushes, tellPages } from './push';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

const app = createHandlerBoundToURL('/index.html');

/** Paths that are not the app's, which also a person may open: the API's docs, the server's health, the page for raters. */
const OTHERS = /^\/(api|healthz|readyz|rate)(\/|$)/;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  const url = new URL(request.url);
  const isFile = /\.[a-z0-9]+$/i.test(url.pathname);
  if (url.origin !== self.location.origin || OTHERS.test(url.pathname) || isFile) return;
  event.respondWith(app({ request, url, event }));
});

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Background Sync, where it exists: the network is back. TypeScript's library does not know the event. */
self.addEventListener('sync' as 'message', (event: ExtendableEvent) => event.waitUntil(tellPages({ type: 'sync' })));

receivePushes();
