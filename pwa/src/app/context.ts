/** What every page can reach: handed down once, by the shell, for the person who is signed in. */
import { createContext } from 'svelte';
import type { ReferenceStore } from '../db/reference';
import type { WaymarkDb } from '../db/schema';
import type { Translate } from '../i18n/t';
import type { Clock } from '../lib/clock';
import type { Ids } from '../lib/uuid7';
import type { DeviceSession, PersonSession } from '../session/session';
import type { Sync } from '../sync/sync';

export interface AppContext {
  /** This person's database. */
  db: WaymarkDb;
  /** Who is signed in: `person`, `program`, `roles`, and `fetch` for the few things that need the network. */
  session: PersonSession;
  /** The device's session: choosing another program. */
  device: DeviceSession;
  /** Signs out: what the server can give again leaves this device, what is unsent stays. */
  signOut: () => Promise<void>;
  clock: Clock;
  ids: Ids;
  /** The engine: its status, and "Sync now". */
  sync: Sync;
  /** Roster, framework and rotations, as last fetched. */
  reference: ReferenceStore;
  t: Translate;
  /** Goes to a path of the app. */
  navigate: (path: string, how?: { replace?: boolean }) => void;
  /** Says that a form holds unsaved text; call the answer once it does not. Meanwhile no update interrupts. */
  busy: () => () => void;
}

export const [getApp, setApp] = createContext<AppContext>();
