import type { BrowserContext, CDPSession, Page, Worker } from '@playwright/test';

interface Registrations {
  registrations: { registrationId: string; scopeURL: string; isDeleted: boolean }[];
}

/** Delivers push messages to a phone's service worker as the browser does once it has decrypted them. */
export class Pushes {
  private constructor(
    private readonly devtools: CDPSession,
    private readonly page: Page,
    private readonly url: string,
    private readonly registration: string,
  ) {}

  static async of(page: Page, url: string): Promise<Pushes> {
    const context = page.context();
    await context.grantPermissions(['notifications'], { origin: url });
    const devtools = await context.newCDPSession(page);
    const found = new Promise<string>((answer) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }: Registrations) => {
        const own = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(url));
        if (own) answer(own.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const pushes = new Pushes(devtools, page, url, await found);
    await pushes.areHeard();
    return pushes;
  }

  /**
   * Resolves once the tools have attached to the worker, which may be a new one after a change of page: while they do,
   * what is delivered is sometimes dropped.
   */
  async areHeard(): Promise<void> {
    await (await workerOf(this.page.context())).evaluate(() => undefined);
  }

  async stopWorker(): Promise<void> {
    await this.devtools.send('ServiceWorker.stopAllWorkers');
  }

  async deliver(data: string): Promise<void> {
    const { url: origin, registration: registrationId } = this;
    await this.devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  }

  /** What stands on this phone's lock screen. */
  shown(): Promise<{ title: string; path: string }[]> {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const shown = await registration.getNotifications();
      return shown.map(({ title, data }) => ({ title, path: (data as { path: string }).path }));
    });
  }
}

async function workerOf(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
}

/** A tap on the notification of that title: the event is the worker's own, only the thumb is not. */
export async function tapped(context: BrowserContext, page: Page, title: string): Promise<void> {
  await (await workerOf(context)).evaluate(tap, title);
  await page.bringToFront();
}

/** Runs in the worker. */
async function tap(title: string): Promise<void> {
  type Scope = EventTarget & { registration: ServiceWorkerRegistration };
  type Made = new (type: string, about: { notification: Notification }) => Event;
  const scope = globalThis as unknown as Scope & { NotificationEvent: Made };
  const shown = await scope.registration.getNotifications();
  const notification = shown.find((one) => one.title === title);
  if (!notification) throw new Error(`no notification says ${title}`);
  const event = new scope.NotificationEvent('notificationclick', { notification });
  // only an event of the browser itself may keep the worker alive
  Object.defineProperty(event, 'waitUntil', { value: () => undefined });
  scope.dispatchEvent(event);
}

/** The id of the notification of a question, once both are on this phone; null before. */
export function notificationOf(page: Page, question: string): Promise<string | null> {
  return page.evaluate(find, question);
}

/** Runs in the page. */
async function find(question: string): Promise<string | null> {
  const { current } = JSON.parse(localStorage.getItem('waymark.device') ?? '{}') as { current: string };
  const db = await new Promise<IDBDatabase>((answer) => {
    const open = indexedDB.open(`waymark-${current}`);
    open.onsuccess = () => answer(open.result);
  });
  const all = <Row>(name: string) =>
    new Promise<Row[]>((answer) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => answer(asked.result as Row[]);
    });
  const requests = await all<{ id: string; question: string }>('requests');
  const notifications = await all<{ id: string; about: { id: string } }>('notifications');
  db.close();
  const request = requests.find((one) => one.question === question);
  return notifications.find(({ about }) => about.id === request?.id)?.id ?? null;
}
