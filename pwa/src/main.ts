/** Remembers who is here, opens the app for them, and only then looks at the network. */
import { mount } from 'svelte';
import { browserSend } from './api/send';
import App from './app/App.svelte';
import { clock, deviceLabel, random, shelf, tokenChannel, wasHere, withLock } from './app/browser';
import { Router } from './app/router.svelte';
import { match } from './app/routes';
import { whenShown } from './app/shown';
import { update } from './app/update.svelte';
import { speak } from './i18n/t';
import { uuid7 } from './lib/uuid7';
import { DeviceMemory } from './session/memory';
import { DeviceSession } from './session/session';
import './ui/tokens.css';
import './ui/base.css';

function start(target: HTMLElement): void {
  const ids = uuid7(clock, random);
  const memory = new DeviceMemory(shelf(), () => ids.next());
  const session = new DeviceSession({
    send: browserSend,
    memory,
    withLock,
    channel: tokenChannel(),
    label: deviceLabel(),
  });
  const router = new Router(window);

  if (memory.get().current !== null) void match(router.place.path)?.route.load(); // while the rest starts
  addEventListener('storage', ({ key }) => key === DeviceMemory.key && session.follow());
  mount(App, { target, props: { device: { session, memory, ids }, router } });
  void update.start(new Promise((shown) => whenShown(shown)));
  if (memory.wasEmpty && wasHere()) void session.recover();
  void session.finishEnding();
}

const target = document.getElementById('app');
// words in English are better than none
if (target)
  void speak(document)
    .catch(() => undefined)
    .then(() => start(target));
