/** One person's app: their database, the engine on it, and everything that calls for a round. */
import { liveQuery } from 'dexie';
import { ReferenceStore } from '../db/reference';
import { tableOfKind, WaymarkDb } from '../db/schema';
import type { Ids } from '../lib/uuid7';
import type { Account } from '../session/account';
import type { DeviceMemory } from '../session/memory';
import { SessionOf } from '../session/person';
import type { DeviceSession } from '../session/session';
import { Engine } from '../sync/engine';
import type { Events } from '../sync/events';
import { forgetServerRows, serverMemory } from '../sync/memory';
import type { Ask, Ports } from '../sync/ports';
import * as browser from './browser';
import { whenShown } from './shown';
import { keepStorage, wakeWhenOnline } from './storage';
import { callForRounds } from './triggers';
import { update } from './update.svelte';

export interface Opened {
  db: WaymarkDb;
  session: SessionOf;
  sync: Engine;
  reference: ReferenceStore;
  signOut(): Promise<void>;
  close(): void;
}

export interface Device {
  session: DeviceSession;
  memory: DeviceMemory;
  ids: Ids;
}

const background = () => import('./background');

/** Opens what belongs to a person. Works without a network; the database opens by itself when first read. */
export function open({ person }: Account, device: Device): Opened {
  const db = new WaymarkDb(person.id);
  // Dexie closes it then, so that the other tab can go on; what is read or saved next opens it again.
  db.on('versionchange', ({ newVersion }) => {
    if (newVersion !== null) update.isElsewhere();
  });
  void db.open().catch(() => {}); // at once, beside drawing the page; whoever reads first hears what is wrong
  const ask: Ask = (request) => device.session.ask(person.id, request);
  const reference = new ReferenceStore(db, browser.clock, ask);
  const session = new SessionOf(person, device.session);
  const { clock, random, after, withLock, openStream } = browser;
  browser.markHere();

  const saved = () => {
    keepStorage();
    wakeWhenOnline();
  };
  const ports: Ports = {
    db,
    person: person.id,
    device: device.memory.get().device,
    client: `waymark/${__WAYMARK_VERSION__}`,
    clock,
    random,
    after,
    withLock,
    ask,
    tables: tableOfKind,
    round: async (...told) => (await background()).sendAndFetch(...told),
  };
  const sync = new Engine(ports, saved);
  let events: Events | undefined;
  const followEvents = async () => {
    const { Events } = await background();
    if (over) return;
    events = new Events({
      person: person.id,
      token: (stale) => device.session.token(person.id, stale),
      open: openStream,
      after,
      random,
      withLock,
      onevent: (seq) => {
        // our own saves come back as events too; what is already here calls for nothing
        void serverMemory(db).then((memory) => (seq === null || seq > memory.cursor) && sync.nudge());
      },
    });
    await events.start();
  };

  const fetchReference = () => {
    for (const { program } of session.memberships) void reference.refresh(program.id).catch(() => {});
  };
  const stopCalling = callForRounds({ sync, wake: () => events?.wake(), session: device.session, fetchReference });
  let counting: { unsubscribe(): void } | undefined;
  let stopTelling = () => {};
  let over = false;

  const begin = async () => {
    await lookForClearing(db, device.memory, person.id).catch(() => {});
    if (over) return;
    counting = rememberWaiting(db, device.memory, person.id); // not before: it is what a cleared storage is told by
    void sync.start();
    void followEvents().catch(() => {});
    fetchReference();
    const { keepKnown } = await import('./registered');
    if (!over) stopTelling = keepKnown(ports, session);
  };
  const cancelBegin = whenShown(() => void begin().catch(() => {})); // the page comes first

  const stop = () => {
    cancelBegin();
    stopCalling();
    over = true;
    counting?.unsubscribe();
    stopTelling();
    sync.stop();
    events?.stop();
  };
  return {
    db,
    session,
    sync,
    reference,
    async signOut() {
      const forget = () => forgetServerRows(db, Object.values(tableOfKind));
      await forget(); // a phone without room refuses it: then everything goes on as it was
      stop();
      await forget(); // what a round brought meanwhile
      await device.session.signOut();
    },
    close() {
      stop();
      db.close();
    },
  };
}

/** Keeps in mind, outside the database, how much waits in it. */
function rememberWaiting(db: WaymarkDb, memory: DeviceMemory, person: string): { unsubscribe(): void } {
  return liveQuery(() => db.outbox.where('state').anyOf('queued', 'sending').count()).subscribe({
    next: (waiting) => {
      if (memory.get().people[person]?.waiting !== waiting) memory.changePerson(person, { waiting });
    },
    error: () => {}, // the database went away; the next start counts again
  });
}

/** What was lost with a cleared storage, as far as this device can know. */
export interface Cleared {
  /** How much had not been sent; null when even that was forgotten. */
  waiting: number | null;
}

/** An empty database where something waited before: this phone's storage was cleared. It is said until it was read. */
async function lookForClearing(db: WaymarkDb, memory: DeviceMemory, person: string): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    if (await db.meta.get('born')) return;
    await db.meta.put({ key: 'born', value: true });
    const waiting = memory.get().people[person]?.waiting ?? 0;
    const lost: Cleared | null = memory.recovered ? { waiting: null } : waiting > 0 ? { waiting } : null;
    if (lost) await db.meta.put({ key: 'cleared', value: lost });
  });
}
