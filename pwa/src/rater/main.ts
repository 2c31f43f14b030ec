/**
 * The page for raters without an account. It is no part of the app: it keeps no database, is fetched without the service
 * worker, and shows one form.
 */
import { mount } from 'svelte';
import { browserSend } from '../api/send';
import { clock, random } from '../app/browser';
import { noReply, reply } from '../session/reply';
import '../ui/tokens.css';
import '../ui/base.css';
import { Delivery } from './delivery.svelte';
import { deviceName, Tab, Waiting } from './kept';
import { RaterLine, type Session } from './line';
import Rater from './Rater.svelte';
import { locale, say, speak } from './say';

declare global {
  interface Window {
    /** What public/rate.js took from the address, and has asked for already. */
    waymarkRate?: { secret: string; answer: Promise<{ status: number; text: string }> };
  }
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
if (target) void speak().then(() => start(target));

function start(target: HTMLElement): void {
  const { secret = '', answer } = window.waymarkRate ?? {};
  const begun = answer?.then(({ status, text }) => reply<Session>(status, text)).catch(() => noReply);
  document.documentElement.lang = locale;
  document.title = say('title');
  const device = storage('localStorage');
  const line = new RaterLine(browserSend, deviceName(device, random));
  const delivery = new Delivery(line, new Waiting(device), random);
  const tab = new Tab(storage('sessionStorage'), () => clock.now());
  mount(Rater, { target, props: { line, delivery, tab, secret, begun, random } });
  delivery.start();
  addEventListener('hashchange', () => location.hash !== '' && location.reload()); // another code in the same tab
}
