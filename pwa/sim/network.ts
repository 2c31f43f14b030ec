/** The network between phones and server: one request at a time reaches the server, and everything can happen to it. */
import { decodePull } from '../src/sync/decode';
import type { Answer, WireRequest } from '../src/sync/ports';
import type { Dice } from './dice';
import type { Tab } from './phone';
import type { Scheduler } from './scheduler';
import type { Server } from './server';

type Fault =
  | 'none'
  | 'lost_request'
  | 'lost_answer'
  | 'twice'
  | 'late'
  | 'cut_answer'
  | 'portal'
  | 'unauthorised'
  | 'sign_in'
  | 'too_many'
  | 'unavailable'
  | 'broken'
  | 'update';

const FAULTS: readonly (readonly [number, Fault])[] = [
  [3, 'lost_request'],
  [5, 'lost_answer'],
  [3, 'twice'],
  [3, 'late'],
  [3, 'cut_answer'],
  [2, 'portal'],
  [1, 'unauthorised'],
  [1, 'sign_in'],
  [1, 'too_many'],
  [1, 'unavailable'],
  [1, 'broken'],
  [1, 'update'],
];

const NOTHING: Answer = { kind: 'no_answer' };
const said = (status: number, text: string, retryAfter: number | null = null): Answer => ({
  kind: 'answer',
  status,
  text,
  retryAfter,
  etag: null,
});
const PORTAL = said(200, '<!doctype html><title>Welcome to Guest Wi-Fi</title>');

interface Flight {
  tab: Tab;
  request: WireRequest;
  fault: Fault;
  resolve: (answer: Answer) => void;
  /** What it brings back. */
  answer?: Answer;
}

export class Network {
  server!: Server;
  /** The server dies at this point of the next push. */
  dieAt: string | null = null;
  /** The next push is held inside the server. */
  holdNext = false;
  /** The mistake that what leaves a phone takes unsent work about it along. */
  purging = false;
  /** Everything goes well from now on. */
  calm = false;
  /** Told of every request that reached the server, for the record of the run. */
  onreached: (what: string) => void = () => {};
  #flights: Flight[] = [];
  /** Requests whose phones have given them up, and which arrive all the same. */
  #late: Flight[] = [];
  #held: { flight: Flight; answer: Promise<Answer> } | null = null;

  constructor(
    readonly scheduler: Scheduler,
    readonly dice: Dice,
  ) {}

  ask(tab: Tab, request: WireRequest): Promise<Answer> {
    return new Promise((resolve) => {
      if (tab.dead) return; // nobody is there to hear
      const rough = !this.calm && this.dice.chance(tab.phone.rough);
      const fault = rough ? this.dice.weighted(FAULTS) : 'none';
      this.#flights.push({ tab, request, fault, resolve });
    });
  }

  /** Moves one request on; says whether there was one. */
  async one(): Promise<boolean> {
    if (this.#late.length > 0 && this.dice.chance(0.1)) {
      const late = this.#late.splice(Math.floor(this.dice.unit() * this.#late.length), 1)[0] as Flight;
      await this.#reach(late);
      return true;
    }
    const flight = this.dice.of(this.#flights);
    if (!flight) return false;
    if (flight.answer !== undefined) return this.#come(flight);
    if (!flight.tab.phone.online) return this.#come(flight, NOTHING);
    switch (flight.fault) {
      case 'lost_request':
        return this.#come(flight, NOTHING);
      case 'late':
        this.#late.push(flight);
        return this.#come(flight, NOTHING);
      case 'portal':
        return this.#come(flight, PORTAL);
      case 'sign_in':
        return this.#come(flight, { kind: 'sign_in' });
      case 'unauthorised':
        return this.#come(flight, said(401, '{"code":"token_expired","status":401}'));
      case 'too_many':
        return this.#come(flight, said(429, '{"code":"too_many"}', 7_000));
      case 'unavailable':
        return this.#come(flight, said(503, '{"code":"retry"}', this.dice.chance(0.5) ? 2_000 : null));
      case 'broken':
        return this.#come(flight, said(502, '<html>Bad Gateway</html>'));
      case 'update':
        return this.#come(flight, said(426, '{"code":"protocol_unknown"}'));
      case 'none':
      case 'twice':
      case 'lost_answer':
      case 'cut_answer':
        await this.#reachOrHold(flight);
        return true;
    }
  }

  async #reachOrHold(flight: Flight): Promise<void> {
    const isPush = flight.request.path === '/sync/push';
    if (isPush && this.holdNext && !this.#held && flight.fault === 'none') {
      this.holdNext = false;
      return this.#hold(flight);
    }
    let answer = await this.#reach(flight);
    if (flight.fault === 'twice') answer = await this.#reach(flight);
    if (flight.fault === 'lost_answer') answer = NOTHING;
    if (flight.fault === 'cut_answer' && answer.kind === 'answer') {
      answer = { ...answer, text: answer.text.slice(0, Math.floor(answer.text.length * this.dice.unit())) };
    }
    flight.answer = answer;
  }

  /** The request is at the server, all of it. */
  async #reach({ tab, request }: Flight): Promise<Answer> {
    const dieAt = request.path === '/sync/push' && !this.#held ? this.dieAt : null;
    if (dieAt !== null) {
      this.dieAt = null;
      await this.server.order({ do: 'die', at: dieAt });
    }
    const answer = await this.server.answer(tab.person, request);
    this.onreached(`${tab.phone.name} ${request.path} ${answer.kind === 'answer' ? answer.status : answer.kind}`);
    if (dieAt !== null && (answer.kind === 'no_answer' || (await this.server.diesSoon()))) await this.server.reboot();
    else if (dieAt !== null) await this.server.order({ do: 'die', at: 'never' });
    return answer;
  }

  /** A busy server: the request has arrived and waits for its turn, while others are answered. */
  async #hold(flight: Flight): Promise<void> {
    await this.server.order({ do: 'hold' });
    const held = new Promise<'held'>((resolve) => (this.server.onheld = () => resolve('held')));
    const answer = this.server.answer(flight.tab.person, flight.request);
    if ((await Promise.race([held, answer])) === 'held') {
      this.#flights = this.#flights.filter((other) => other !== flight);
      this.#held = { flight, answer };
    } else {
      await this.server.order({ do: 'unhold' });
      flight.answer = await answer;
    }
  }

  /** The held request goes on. */
  async release(): Promise<void> {
    if (!this.#held) return;
    const { flight, answer } = this.#held;
    await this.server.order({ do: 'release' });
    flight.answer = await answer;
    this.#held = null;
    if (!flight.tab.dead) this.#flights.push(flight);
  }

  /** Nothing is on its way to the server any more: what was late never comes. */
  async settle(): Promise<void> {
    this.dieAt = null;
    this.holdNext = false;
    await this.release();
    for (const late of this.#late.splice(0)) await this.#reach(late);
  }

  async #come(flight: Flight, answer = flight.answer ?? NOTHING): Promise<boolean> {
    this.#flights = this.#flights.filter((other) => other !== flight);
    if (flight.tab.dead) return true;
    await this.scheduler.as(flight.tab.phone.name, () => {
      if (this.purging) purge(flight.tab, answer);
      flight.resolve(answer);
    });
    return true;
  }
}

function purge({ db }: Tab, answer: Answer): void {
  const page = answer.kind === 'answer' ? decodePull(answer.text) : null;
  const gone = page?.changes.filter(({ data }) => data === null).map(({ id }) => id) ?? [];
  if (gone.length > 0)
    void db.outbox
      .where('subject')
      .anyOf(gone)
      .delete()
      .catch(() => {});
}
