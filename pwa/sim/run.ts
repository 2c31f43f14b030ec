/** One run: a few phones, a server, everything that can go wrong, and a judge. All of it follows from the seed. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AcknowledgedRow, OutboxRow } from '../src/db/schema';
import type { ServerMemory } from '../src/sync/memory';
import { Actions } from './actions';
import { Dice } from './dice';
import { runBy } from './hooks';
import { Ledger } from './ledger';
import { Network } from './network';
import { Broken, Oracle, type How } from './oracle';
import { Phone, type Tab } from './phone';
import type { Mistake } from './mistakes';
import { Scheduler } from './scheduler';
import { Server, type People } from './server';
import { Troubles } from './troubles';

export interface Told {
  seed: number;
  /** Folder with the template database. */
  template: string;
  /** Folder of this worker alone. */
  folder: string;
  people: People;
  /** A mistake to make on purpose. */
  plant?: Mistake | null;
  /** Prints what happens. */
  aloud?: boolean;
}

export interface Outcome {
  seed: number;
  /** What was broken, if anything. */
  broken: { how: How; what: string } | null;
  saved: number;
  steps: number;
  /** The same for the same seed, whatever the machine does. */
  trace: string;
}

const STEPS = 110;
/** A run that is not at rest after so many turns never comes to rest. */
const MOST_TURNS = 40;
/** After so many turns, whoever still waits waits for something that never comes. */
const LONG_WAIT = 20;
const DAY = 86_400_000;

export async function run(told: Told): Promise<Outcome> {
  const simulation = await Simulation.begin(told);
  let broken: Outcome['broken'] = null;
  try {
    await simulation.live();
    await simulation.comeToRest();
    await simulation.oracle.rest();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    broken = { how: error.how, what: error.message };
  } finally {
    await simulation.end();
  }
  const { seed } = told;
  const { ledger, scheduler, trace } = simulation;
  return { seed, broken, saved: ledger.all.size, steps: scheduler.steps, trace: trace.digest('hex').slice(0, 16) };
}

const isMemory = ({ key }: { key: string }) => key === 'server';

export class Simulation {
  readonly ledger = new Ledger();
  readonly phones: Phone[] = [];
  readonly trace = createHash('sha256');
  oracle!: Oracle;
  actions!: Actions;
  troubles!: Troubles;

  private constructor(
    readonly told: Told,
    readonly dice: Dice,
    readonly scheduler: Scheduler,
    readonly network: Network,
    readonly server: Server,
  ) {}

  static async begin(told: Told): Promise<Simulation> {
    const dice = new Dice(told.seed);
    const scheduler = new Scheduler(new Dice(dice.seed()));
    runBy(scheduler, new Dice(dice.seed()));
    const network = new Network(scheduler, new Dice(dice.seed()));
    const onServer = told.plant && told.plant !== 'purged_outbox' ? told.plant : null;
    const data = join(told.folder, 'data');
    const server = await Server.start(told.template, data, told.seed, told.people, onServer);
    network.server = server;
    network.purging = told.plant === 'purged_outbox';
    const simulation = new Simulation(told, dice, scheduler, network, server);
    network.onreached = (what) => simulation.note(what);
    simulation.#furnish();
    return simulation;
  }

  #furnish(): void {
    const { dice, told } = this;
    const id = (name: string) => told.people.people[name]?.id as string;
    for (const name of ['one', 'two', 'three', 'four', 'five'].slice(0, dice.whole(3, 5))) {
      const device = `00000000-0000-7000-8000-${String(this.phones.length).padStart(12, '0')}`;
      this.phones.push(new Phone(name, device, dice.seed(), this.scheduler, this.network));
    }
    const people = ['ana', 'ben', 'cole', 'dee', 'gil'].map(id);
    this.oracle = new Oracle(this.phones, people, this.server, this.ledger);
    this.actions = new Actions(dice, told.people, this.ledger);
    this.troubles = new Troubles(this, people);
  }

  note(what: string): void {
    if (this.told.aloud) console.log(`${String(this.scheduler.steps).padStart(6)} ${what}`);
    this.trace.update(`${what}\n`);
  }

  /** The part in which people work and things go wrong. */
  async live(): Promise<void> {
    await this.troubles.begin();
    for (let step = 0; step < STEPS; step += 1) {
      if (this.dice.chance(0.65)) await this.#act();
      else await this.troubles.one();
      await this.#letRun(this.dice.whole(0, 140));
      await this.oracle.step();
    }
  }

  async #act(): Promise<void> {
    const free = this.phones.flatMap(({ tabs }) => tabs).filter(({ busy }) => !busy);
    const tab = this.dice.of(free);
    if (tab) await this.as(tab, () => this.actions.one(tab));
  }

  async as(tab: Tab, run: () => unknown): Promise<void> {
    await this.scheduler.as(tab.phone.name, run);
  }

  /** So many tasks and requests, or fewer where there are no more. */
  async #letRun(most: number): Promise<void> {
    for (let n = 0; n < most; n += 1) if (!(await this.#one())) return;
  }

  async #one(): Promise<boolean> {
    const first = this.dice.chance(0.2) ? this.network : this.scheduler;
    const second = first === this.network ? this.scheduler : this.network;
    return (await first.one()) || (await second.one());
  }

  /** Whatever there is to do now is done. */
  async quiet(): Promise<void> {
    while (await this.#one());
  }

  /** All trouble ends, everybody opens the app, and everything that can be sent is sent. */
  async comeToRest(): Promise<void> {
    await this.troubles.end();
    await this.quiet();
    await this.oracle.step();
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      for (const phone of this.phones) for (const tab of phone.tabs) await this.as(tab, () => void tab.engine.now());
      await this.quiet();
      await this.server.advance(20_000);
      await this.scheduler.advance(20_000);
      await this.quiet();
      await this.oracle.step();
      if (this.#isAtRest(turn)) return;
      // after a restore an edit waits 30 days for its predecessor, which its author may have thrown away since
      if (turn === LONG_WAIT) {
        await this.oracle.takeStock();
        await this.server.advance(31 * DAY);
      }
    }
    throw new Broken('restless', `it never came to rest: ${this.#restless().join(', ')}`);
  }

  /** What still waits: to be sent, or to be taken again by a server that has forgotten it. */
  #restless(): string[] {
    return this.phones.flatMap((phone) =>
      phone.tabs.flatMap(({ person }) => {
        const unsent = phone.rows<OutboxRow>(person, 'outbox').filter(({ state }) => state !== 'needs_attention');
        const [memory] = phone.rows<{ key: string; value: ServerMemory }>(person, 'meta').filter(isMemory);
        const acknowledged = phone.rows<AcknowledgedRow>(person, 'acknowledged');
        const offered = acknowledged.filter(({ author, era }) => author === person && era !== memory?.value.era);
        return [...unsent, ...offered].map(
          ({ id, kind, subject, tries, op }) =>
            `${phone.name} ${kind} ${id} on ${subject} (${op.base}, ${tries} tries)`,
        );
      }),
    );
  }

  /** Nobody waits, and a turn has gone by in which nobody had to. */
  #isAtRest(turn: number): boolean {
    this.#calm = this.#restless().length > 0 ? 0 : this.#calm + 1;
    return turn >= 2 && this.#calm >= 3;
  }
  #calm = 0;

  async end(): Promise<void> {
    for (const phone of this.phones) for (const tab of [...phone.tabs]) tab.kill();
    await this.server.stop();
    rmSync(this.told.folder, { recursive: true, force: true });
  }
}
