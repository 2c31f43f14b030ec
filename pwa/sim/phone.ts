/** A phone: storage that its tabs share, a clock that may be wrong, locks, and people who take turns on it. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { sendAndFetch } from '../src/app/round';
import { databaseName, tableOfKind, WaymarkDb } from '../src/db/schema';
import { seeded } from '../src/lib/testing/seeded';
import { uuid7 } from '../src/lib/uuid7';
import { Engine } from '../src/sync/engine';
import type { Device } from '../src/sync/mutate';
import type { Ports, WithLock } from '../src/sync/ports';
import type { Network } from './network';
import type { Scheduler } from './scheduler';

/** 18 November 2026, 14:00 UTC: when every run begins. */
const BEGAN = 1_795_010_400_000;

/** What the fake keeps inside, as far as the simulation reaches in. */
interface Transaction {
  _state: string;
  _started: boolean;
  mode: string;
  db: unknown;
  _abort(name: string): void;
}
interface Raw {
  transactions: Transaction[];
  rawObjectStores: Map<string, { records: { values(): Iterable<{ value: unknown }> } }>;
}
type Connection = IDBDatabase & { _rawDatabase: Raw };

export class Phone {
  readonly factory = new IDBFactory();
  readonly tabs: Tab[] = [];
  online = true;
  /** How often a request meets trouble on its way, 0 to 1. */
  rough = 0.15;
  /** By how much its clock is wrong, in milliseconds. */
  skew = 0;
  /** The version of the app on it. */
  client = 'waymark/0.1.0';
  tables: Readonly<Record<string, string>> = tableOfKind;
  readonly #locks = new Map<string, { holder: Tab; waiting: { tab: Tab; go: () => void }[] }>();
  #opened = 0;

  constructor(
    readonly name: string,
    readonly device: string,
    readonly seed: number,
    readonly scheduler: Scheduler,
    readonly network: Network,
  ) {}

  /** Opens the app as somebody. */
  async open(person: string): Promise<Tab> {
    const seed = (this.seed + 0x9e3779b9 * ++this.#opened) >>> 0;
    const tab = new Tab(this, person, seed);
    this.tabs.push(tab);
    await this.scheduler.as(this.name, () => void tab.start());
    return tab;
  }

  /** The rows of a person's table at this moment, those of an unfinished transaction among them. */
  rows<Row>(person: string, table: string): Row[] {
    const store = this.#raw(person)?.rawObjectStores.get(table);
    return store ? [...store.records.values()].map(({ value }) => value as Row) : [];
  }

  /** Whether something is being written that may yet be rolled back. */
  isWriting(person: string): boolean {
    return !!this.#raw(person)?.transactions.some(
      ({ mode, _started, _state }) => mode !== 'readonly' && _started && _state !== 'finished',
    );
  }

  #raw(person: string): Raw | undefined {
    const inside = this.factory as unknown as { _databases: Map<string, Raw> };
    return inside._databases.get(databaseName(person));
  }

  lock(tab: Tab, name: string): Promise<void> {
    return new Promise((go) => {
      const lock = this.#locks.get(name);
      if (lock) lock.waiting.push({ tab, go });
      else {
        this.#locks.set(name, { holder: tab, waiting: [] });
        go();
      }
    });
  }

  unlock(tab: Tab, name: string): void {
    const lock = this.#locks.get(name);
    if (lock?.holder !== tab) return;
    const next = lock.waiting.shift();
    if (next) {
      lock.holder = next.tab;
      next.go();
    } else this.#locks.delete(name);
  }

  /** A tab is gone: the browser lets go of its locks. */
  forget(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    for (const [name, lock] of this.#locks) {
      lock.waiting = lock.waiting.filter((waiting) => waiting.tab !== tab);
      this.unlock(tab, name);
    }
  }
}

/** The app in a tab: the real database and the real engine of one person, on ports that do as told. */
export class Tab {
  readonly db: WaymarkDb;
  readonly engine: Engine;
  readonly device: Device;
  dead = false;
  /** Somebody is doing something in it. */
  busy = false;
  /** The next transaction that writes is aborted after so many tasks, for want of space. */
  fullAfter: number | null = null;
  /** The connection turns out to be dead when it is next used. */
  handleDied = false;
  readonly #connections = new Set<Connection>();

  constructor(
    readonly phone: Phone,
    readonly person: string,
    seed: number,
  ) {
    const { scheduler, network } = phone;
    const clock = { now: () => BEGAN + scheduler.now + phone.skew, offset: () => -300 };
    const random = seeded(seed);
    this.db = new WaymarkDb(person, { indexedDB: this.#storage(), IDBKeyRange });
    const withLock: WithLock = async (name, run) => {
      await phone.lock(this, name);
      try {
        return await run();
      } finally {
        phone.unlock(this, name);
      }
    };
    const ports: Ports = {
      db: this.db,
      person,
      device: phone.device,
      client: phone.client,
      clock,
      random,
      after: (ms, run) => scheduler.after(ms, () => !this.dead && run()),
      withLock,
      ask: (request) => network.ask(this, request),
      tables: phone.tables,
      round: sendAndFetch,
    };
    this.engine = new Engine(ports);
    this.device = {
      db: this.db,
      clock,
      ids: uuid7(clock, random),
      session: { person: { id: person } },
      sync: this.engine,
    };
  }

  async start(): Promise<void> {
    await this.engine.start().catch(() => {});
  }

  /** The tab is closed or killed at this very moment: nothing of it goes on, and what it was writing is rolled back. */
  kill(): void {
    this.dead = true;
    this.engine.stop();
    for (const connection of this.#connections) {
      for (const transaction of [...connection._rawDatabase.transactions]) {
        if (transaction.db === connection && transaction._state !== 'finished') transaction._abort('AbortError');
      }
      connection.close();
    }
    this.phone.forget(this);
  }

  #storage(): IDBFactory {
    const { factory, scheduler } = this.phone;
    const opened = (connection: Connection) => {
      if (this.dead) return connection.close();
      this.#connections.add(connection);
      const transaction = connection.transaction.bind(connection);
      connection.transaction = (names, mode, options) => {
        if (this.handleDied) {
          this.handleDied = false;
          connection.close();
        }
        const begun = transaction(names, mode, options);
        if (mode === 'readwrite' && this.fullAfter !== null) {
          abortAfter(this.fullAfter, begun as unknown as Transaction, scheduler);
          this.fullAfter = null;
        }
        return begun;
      };
    };
    return {
      cmp: (a: unknown, b: unknown) => factory.cmp(a, b),
      databases: () => factory.databases(),
      deleteDatabase: (name: string) => factory.deleteDatabase(name),
      open: (name: string, version?: number) => {
        if (this.dead) return { addEventListener: () => {} } as unknown as IDBOpenDBRequest; // never says anything
        const request = factory.open(name, version);
        request.addEventListener('success', () => opened(request.result as Connection));
        return request;
      },
    } as unknown as IDBFactory;
  }
}

function abortAfter(tasks: number, transaction: Transaction, scheduler: Scheduler): void {
  if (transaction._state === 'finished') return;
  if (tasks <= 0) transaction._abort('QuotaExceededError');
  else scheduler.queue(() => abortAfter(tasks - 1, transaction, scheduler));
}
