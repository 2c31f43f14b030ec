/**
 * What this browser keeps of a rater. In the tab: the session and what is being written, which end with it. On the device:
 * sealed answers that wait for the network, which nobody can open, and a random name for the device.
 */
import { base64url } from '../lib/bytes';
import type { Random } from '../lib/random';
import { emptyDraft, type Draft, type Group } from './model';

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** How long what was written stands on a device that others use, after the last touch of it. */
export const ERASED_AFTER_MS = 15 * 60_000;

/** What is being written about one learner. */
interface Written {
  draft: Draft;
  /** When it was touched last, by this device's clock. */
  at: number;
}

interface InTab {
  token: string;
  kind: 'personal' | 'unit';
  group: Group | null;
  written: Record<string, Written>;
}

/** What this tab remembers of one code. */
export class Tab {
  static readonly key = 'waymark.rater';

  constructor(
    readonly shelf: Shelf,
    readonly now: () => number,
  ) {}

  /** The session of a code that was opened in this tab before. */
  session(): Pick<InTab, 'token' | 'kind'> | null {
    return this.#read();
  }

  /** A code was opened. What was written about the same learner before stays: their ids are of one campaign alone. */
  begin({ token, kind }: Pick<InTab, 'token' | 'kind'>): void {
    this.#write({ token, kind, group: null, written: this.#read()?.written ?? {} });
  }

  get group(): Group | null {
    return this.#read()?.group ?? null;
  }

  set group(group: Group | null) {
    this.#change((tab) => ({ ...tab, group }));
  }

  /** What was written about a learner; on a unit's code for 15 minutes. */
  draft(learner: string): Draft {
    this.eraseOld();
    return this.#read()?.written[learner]?.draft ?? emptyDraft();
  }

  keep(learner: string, draft: Draft): void {
    this.#change((tab) => ({ ...tab, written: { ...tab.written, [learner]: { draft, at: this.now() } } }));
  }

  forget(learner: string): void {
    this.#change((tab) => {
      const { [learner]: _gone, ...written } = tab.written;
      return { ...tab, written };
    });
  }

  /** Erases what stood too long where others may find it; whether there was any. */
  eraseOld(): boolean {
    const tab = this.#read();
    if (tab?.kind !== 'unit') return false;
    const all = Object.entries(tab.written);
    const young = all.filter(([, { at }]) => Math.abs(this.now() - at) < ERASED_AFTER_MS);
    if (young.length === all.length) return false;
    this.#write({ ...tab, written: Object.fromEntries(young) });
    return true;
  }

  end(): void {
    attempt(() => this.shelf.removeItem(Tab.key));
  }

  #read(): InTab | null {
    return read<InTab>(this.shelf, Tab.key, (found) => typeof found.token === 'string');
  }

  #write(tab: InTab): void {
    attempt(() => this.shelf.setItem(Tab.key, JSON.stringify(tab)));
  }

  #change(change: (tab: InTab) => InTab): void {
    const tab = this.#read();
    if (tab) this.#write(change(tab));
  }
}

/** Sealed answers that could not be sent yet, oldest first. */
export class Waiting {
  static readonly key = 'waymark.sealed';

  constructor(readonly shelf: Shelf) {}

  all(): readonly string[] {
    return read<string[]>(this.shelf, Waiting.key, Array.isArray) ?? [];
  }

  /** Whether it is kept: a browser may refuse. */
  add(sealed: string): boolean {
    attempt(() => this.shelf.setItem(Waiting.key, JSON.stringify([...this.all(), sealed])));
    return this.all().includes(sealed);
  }

  remove(sealed: string): void {
    const left = this.all().filter((one) => one !== sealed);
    attempt(() =>
      left.length > 0 ? this.shelf.setItem(Waiting.key, JSON.stringify(left)) : this.shelf.removeItem(Waiting.key),
    );
  }
}

/** The device's name at the server: random, the same for every code, kept there in memory alone. */
export function deviceName(shelf: Shelf, random: Pick<Random, 'bytes'>): string {
  const key = 'waymark.rater-device';
  let known: string | null = null;
  attempt(() => (known = shelf.getItem(key)));
  if (known !== null) return known;
  const name = base64url(random.bytes(16));
  attempt(() => shelf.setItem(key, name));
  return name;
}

function read<Found>(shelf: Shelf, key: string, isOne: (found: Found) => boolean): Found | null {
  let found: Found | null = null;
  attempt(() => (found = JSON.parse(shelf.getItem(key) ?? 'null') as Found | null));
  return found !== null && isOne(found) ? found : null;
}

/** A browser may keep nothing: what is on the screen stays there. */
function attempt(run: () => unknown): void {
  try {
    run();
  } catch {
    // refused, full, or not ours
  }
}
