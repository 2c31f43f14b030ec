/**
 * The page for raters without an account. It is no part of the app: it keeps no database, is fetched without the service
 * worker, and shows one form.
 */
import { mount } from 'svelte';
import { browserSend } from '../api/send';
import { clock, random } from '../app/browser';
import '../ui/tokens.css';
import '../ui/base.css';
import { Delivery } from './delivery.svelte';
import { deviceName, Tab, Waiting } from './kept';
import { RaterLine } from './line';
import Rater from './Rater.svelte';
import { locale, say } from './say';

/** What stands behind the `#`. It leaves the address bar, and with it the history, before anything else happens. */
function takeSecret(): string {
  const secret = location.hash.slice(1);
  if (secret !== '') history.replaceState(null, '', location.pathname);
  return secret;
}

/** A browser that refuses keeps it for as long as the page is open. */
function storage(kind: 'localStorage' | 'sessionStorage') {
  try {
    return window[kind];
  } catch {
    const held = new Map<string, string>();
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    };
  }
}

const target = document.getElementById('rater');
if (target) {
  const secret = takeSecret();
  document.documentElement.lang = locale;
  document.title = say('title');
  const device = storage('localStorage');
  const line = new RaterLine(browserSend, deviceName(device, random));
  const delivery = new Delivery(line, new Waiting(device), random);
  const tab = new Tab(storage('sessionStorage'), () => clock.now());
  mount(Rater, { target, props: { line, delivery, tab, secret, random } });
  delivery.start();
  addEventListener('hashchange', () => location.hash !== '' && location.reload()); // another code in the same tab
}
