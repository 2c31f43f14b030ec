/** What a device remembers between visits, apart from anybody's database: who was here, and who is signed in. */
import type { Account } from './account';

/** Where it is kept: `localStorage`, or a plain object in a test. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface RememberedPerson extends Account {
  /** The program whose pages they chose. */
  program: string | null;
  /** How much of theirs waited to be sent when this was last written; it outlives a cleared database. */
  waiting: number;
}

export interface Remembered {
  /** This device's id, the same for everybody who uses it. */
  device: string;
  current: string | null;
  people: Record<string, RememberedPerson>;
  /** Somebody signed out without a network: the server has yet to be told. */
  ending: boolean;
}

export class DeviceMemory {
  /** Under which it lies on the shelf. */
  static readonly key = 'waymark.device';
  /** Nothing was remembered: a new device, or one whose storage was cleared. */
  readonly wasEmpty: boolean;
  /** Nothing was remembered and yet a session stood: this device's storage was cleared. */
  recovered = false;
  #held: Remembered;

  constructor(
    readonly shelf: Shelf,
    newDevice: () => string,
  ) {
    const found = this.#load();
    this.wasEmpty = found === null;
    this.#held = found ?? { device: newDevice(), current: null, people: {}, ending: false };
    if (!found) this.#store();
  }

  get(): Remembered {
    return this.#held;
  }

  /** Another tab wrote: takes over what stands there now. */
  reload(): void {
    this.#held = this.#load() ?? this.#held;
  }

  change(change: Partial<Remembered>): void {
    this.#held = { ...(this.#load() ?? this.#held), ...change };
    this.#store();
  }

  changePerson(id: string, change: Partial<RememberedPerson>): void {
    const { people } = this.#load() ?? this.#held;
    const known = people[id];
    if (known) this.change({ people: { ...people, [id]: { ...known, ...change } } });
  }

  #load(): Remembered | null {
    try {
      const found = JSON.parse(this.shelf.getItem(DeviceMemory.key) ?? 'null') as Partial<Remembered> | null;
      if (typeof found?.device !== 'string' || typeof found.people !== 'object' || found.people === null) return null;
      const { device, people, current = null, ending = false } = found;
      return { device, people, current: current !== null && people[current] ? current : null, ending };
    } catch {
      return null; // storage refused or unreadable: this visit remembers for itself
    }
  }

  #store(): void {
    try {
      this.shelf.setItem(DeviceMemory.key, JSON.stringify(this.#held));
    } catch {
      // storage refused: remembered until the page closes
    }
  }
}
