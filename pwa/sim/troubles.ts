/** Everything that goes wrong, as it does in hospitals. */
import { join } from 'node:path';
import { tableOfKind } from '../src/db/schema';
import { forgetServerRows } from '../src/sync/memory';
import { bare } from './oracle';
import type { Phone, Tab } from './phone';
import type { Simulation } from './run';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const YEAR = 365 * 86_400_000;
/** Retained operations live for 30 days; a run stays well within them. */
const MOST_DAYS = 20;
const POINTS = ['inside_batch', 'before_commit', 'after_commit', 'before_answer'] as const;

/** What happens on a phone: somebody's tabs, or somebody else's turn. */
type Trouble = () => Promise<void> | void;

export class Troubles {
  /** Copies that can be restored. */
  readonly #backups: string[] = [];

  constructor(
    readonly simulation: Simulation,
    readonly people: readonly string[],
  ) {}

  /** Everybody opens the app: the first phones belong to those who give, read and coach. */
  async begin(): Promise<void> {
    const { phones, dice } = this.simulation;
    const id = (name: string) => this.simulation.told.people.people[name]?.id as string;
    const first = [id('cole'), id('ana'), id('gil')];
    for (const [place, phone] of phones.entries()) {
      phone.rough = dice.of([0.05, 0.15, 0.35]) ?? 0.15;
      await phone.open(first[place] ?? (dice.of(this.people) as string));
    }
    await this.simulation.quiet();
  }

  async one(): Promise<void> {
    const { simulation, phone } = { simulation: this.simulation, phone: this.#phone() };
    const { dice, network } = simulation;
    const tab = dice.of(phone.tabs);
    const trouble = dice.weighted<[string, Trouble]>([
      [20, ['time passes', () => this.#wait()]],
      [12, [`${phone.name} ${phone.online ? 'loses' : 'finds'} its network`, () => this.#toggle(phone)]],
      [10, [`a tab of ${phone.name} is killed`, () => tab && this.#kill(phone, tab)]],
      [5, [`${phone.name} opens a second tab`, () => this.#second(phone)]],
      [6, [`${phone.name} is full`, () => void (tab && (tab.fullAfter = dice.whole(0, 6)))]],
      [5, [`a connection of ${phone.name} dies`, () => void (tab && (tab.handleDied = true))]],
      [4, [`the clock of ${phone.name} jumps`, () => void (phone.skew = dice.whole(-10, 10) * YEAR)]],
      [6, ['coaching changes', () => this.#coach()]],
      [3, ['somebody leaves or comes back', () => this.#leave()]],
      [4, [`${phone.name} changes hands`, () => this.#changeHands(phone)]],
      [5, ['the server will die', () => void (network.dieAt = dice.of(POINTS) ?? null)]],
      [6, ['the server holds a push', () => void (network.holdNext = true)]],
      [8, ['the held push goes on', () => network.release()]],
      [4, ['a backup is made', () => this.#backup()]],
      [3, ['a backup is restored', () => this.#restore()]],
      [3, [`${phone.name} gets a new version`, () => this.#upgrade(phone)]],
      [5, ['the coordinator goes through what is held', () => this.#resolve()]],
      [6, [`${phone.name} syncs now`, () => tab && simulation.as(tab, () => void tab.engine.now())]],
    ]);
    simulation.note(trouble[0]);
    await trouble[1]();
  }

  /** No more trouble: networks are there, the clocks are right, and everybody has the app open. */
  async end(): Promise<void> {
    const { simulation } = this;
    const { network, phones } = simulation;
    await network.settle();
    network.calm = true;
    for (const phone of phones) {
      phone.online = true;
      phone.skew = 0;
      phone.tables = tableOfKind;
      for (const tab of phone.tabs) Object.assign(tab, { fullAfter: null, handleDied: false });
    }
    await simulation.quiet();
    // the app is opened anew, and whoever left work on a phone comes back to it
    for (const phone of phones) {
      const here = new Set(phone.tabs.map(({ person }) => person));
      for (const tab of [...phone.tabs]) await this.#kill(phone, tab, null);
      for (const person of this.people) {
        const left = phone.rows(person, 'outbox').length + phone.rows(person, 'acknowledged').length > 0;
        if (left || here.has(person)) await phone.open(person);
      }
    }
    await simulation.quiet();
  }

  #phone(): Phone {
    return this.simulation.dice.of(this.simulation.phones) as Phone;
  }

  async #wait(): Promise<void> {
    const { dice, server, scheduler, network } = this.simulation;
    const long = server.days < MOST_DAYS && dice.chance(0.25);
    const ms = long ? dice.whole(1, 30) * HOUR : dice.whole(1, 400) * SECOND;
    if (ms > MINUTE) await network.release(); // no request waits longer
    await server.advance(ms);
    await scheduler.advance(ms);
  }

  async #toggle(phone: Phone): Promise<void> {
    phone.online = !phone.online;
    if (phone.online) for (const tab of phone.tabs) await this.simulation.as(tab, () => tab.engine.nudge());
  }

  /** Gone at whatever it was doing; opened again as `person`, by default the same. */
  async #kill(phone: Phone, tab: Tab, person: string | null = tab.person): Promise<void> {
    await this.simulation.as(tab, () => tab.kill());
    this.#whatBecameOfReleases(phone, tab.person);
    if (person !== null && !phone.tabs.some((other) => other.person === person)) await phone.open(person);
  }

  /** A tab died while it was taking something back: what is still there was not taken back. */
  #whatBecameOfReleases(phone: Phone, person: string): void {
    const still = phone.rows<{ id: string }>(person, 'outbox').map(({ id }) => id);
    this.simulation.ledger.keep(still.filter((id) => this.simulation.ledger.all.get(id)?.phone === phone));
  }

  async #second(phone: Phone): Promise<void> {
    const [first, second] = phone.tabs;
    if (first && !second) await phone.open(first.person);
  }

  async #coach(): Promise<void> {
    const { dice, server, told } = this.simulation;
    const id = (name: string) => told.people.people[name]?.id as string;
    const learner = id(dice.of(['ana', 'ben']) as string);
    const facts = await server.facts();
    if (facts.members?.some((row) => row.person === bare(learner) && row.ended === 1)) return;
    const on = !facts.coaching?.some(
      (row) => row.learner === bare(learner) && row.coach === bare(id('gil')) && row.ended === 0,
    );
    await server.order({ do: 'coach', program: told.people.program, coach: id('gil'), learner, on });
  }

  /** A learner or an attending leaves the program, or comes back to it. */
  async #leave(): Promise<void> {
    const { dice, server, told } = this.simulation;
    const person = told.people.people[dice.of(['ben', 'dee']) as string]?.id as string;
    const facts = await server.facts();
    const on = !!facts.members?.some((row) => row.person === bare(person) && row.ended === 1);
    await server.order({ do: 'member', program: told.people.program, person, on });
  }

  /** Signs out with whatever is unsent, and somebody else signs in. */
  async #changeHands(phone: Phone): Promise<void> {
    const { simulation } = this;
    const tab = phone.tabs[0];
    if (!tab || tab.busy) return;
    const other = simulation.dice.of(this.people.filter((person) => person !== tab.person)) as string;
    for (const second of phone.tabs.slice(1)) await this.#kill(phone, second, null);
    tab.busy = true;
    tab.engine.stop();
    let forgot = false;
    const forget = () => forgetServerRows(tab.db, Object.values(tableOfKind));
    await simulation.as(
      tab,
      () =>
        void forget().then(
          () => (forgot = true),
          () => {},
        ),
    );
    await simulation.quiet();
    await this.#kill(phone, tab, null);
    // whose phone could not let go of what it holds is still signed in
    await phone.open(forgot ? other : tab.person);
  }

  async #backup(): Promise<void> {
    const { server, told } = this.simulation;
    if (this.#backups.length >= 3) return;
    const path = join(told.folder, `backup-${this.#backups.length}.sqlite`);
    await this.simulation.network.release();
    await server.backup(path);
    this.#backups.push(path);
  }

  async #restore(): Promise<void> {
    const { simulation } = this;
    const backup = simulation.dice.of(this.#backups);
    if (backup === undefined) return;
    await simulation.network.release();
    await simulation.server.restore(backup);
    simulation.oracle.restored();
  }

  /** The next version knows a kind of thing that this one did not. */
  async #upgrade(phone: Phone): Promise<void> {
    const older = Object.fromEntries(Object.entries(tableOfKind).filter(([kind]) => kind !== 'plan_progress'));
    phone.client = phone.client === 'waymark/0.1.0' ? 'waymark/0.2.0' : 'waymark/0.1.0';
    phone.tables = phone.client === 'waymark/0.2.0' ? tableOfKind : older;
    for (const tab of [...phone.tabs]) await this.#kill(phone, tab);
  }

  async #resolve(): Promise<void> {
    const { dice, server, told, network } = this.simulation;
    const id = (name: string) => told.people.people[name]?.id as string;
    await network.release();
    await server.order({
      do: 'resolve',
      program: told.people.program,
      by: id('cora'),
      learner: dice.chance(0.6) ? id('ana') : null,
    });
  }
}
