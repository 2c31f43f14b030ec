/** A browser that takes push messages, as far as this app asks it, and a server that answers as told. */
import { vi } from 'vitest';
import type { WaymarkDb } from '../../../db/schema';
import type { Here } from '../device';

interface Subscription {
  endpoint: string;
  options: { applicationServerKey: ArrayBuffer };
  toJSON(): unknown;
  unsubscribe(): Promise<boolean>;
}

export const KEY = 'BAEC';

export class PushBrowser {
  permission: NotificationPermission = 'default';
  /** What the person taps when the browser asks. */
  allows = true;
  /** The browser's push service is out of reach. */
  isCutOff = false;
  subscription: Subscription | null = null;
  #made = 0;
  #heard = new Set<(event: { data: unknown }) => void>();

  /** Puts it in the place of the browser the tests run in. */
  constructor(agent = 'Mozilla/5.0 (Linux; Android 15) Chrome/142') {
    vi.stubGlobal('navigator', {
      userAgent: agent,
      maxTouchPoints: 5,
      serviceWorker: {
        getRegistration: () => Promise.resolve({ pushManager: this.#manager() }),
        addEventListener: (_type: string, run: (event: { data: unknown }) => void) => this.#heard.add(run),
        removeEventListener: (_type: string, run: (event: { data: unknown }) => void) => this.#heard.delete(run),
      },
    });
    vi.stubGlobal('PushManager', vi.fn());
    const browser = this; // eslint-disable-line @typescript-eslint/no-this-alias
    vi.stubGlobal('Notification', {
      get permission() {
        return browser.permission;
      },
      requestPermission: () => Promise.resolve((this.permission = this.allows ? 'granted' : 'denied')),
    });
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
  }

  /** The service worker says something to this page. */
  tell(data: unknown): void {
    for (const run of this.#heard) run({ data });
  }

  #manager() {
    return {
      getSubscription: () => Promise.resolve(this.subscription),
      subscribe: () => {
        if (this.isCutOff) return Promise.reject(new Error('no push service'));
        this.#made += 1;
        const endpoint = `https://push.test/${String(this.#made)}`;
        this.subscription = {
          endpoint,
          options: { applicationServerKey: new Uint8Array([4, 1, 2]).buffer },
          toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
          unsubscribe: () => {
            this.subscription = null;
            return Promise.resolve(true);
          },
        };
        return Promise.resolve(this.subscription);
      },
    };
  }
}

/** What the server answers, by method and path; and what it was asked. */
export function server(db: WaymarkDb, answers: Record<string, number> = {}) {
  const asked: { what: string; body: unknown }[] = [];
  const usual: Record<string, number> = {
    'GET /push/key': 200,
    'PUT /push/subscription': 204,
    'DELETE /push/subscription': 204,
    'POST /push/test': 202,
  };
  const fetch = (method: string, path: string, body?: unknown) => {
    const what = `${method} ${path}`;
    asked.push({ what, body });
    const status = answers[what] ?? usual[what] ?? 0;
    return Promise.resolve({ status, body: status === 200 ? { key: KEY } : undefined });
  };
  return { here: { db, session: { fetch } } as unknown as Here, asked, answers };
}
