/** A device in a test: the real engine on a fake IndexedDB, with a clock, timers and a network that only do as told. */
import { tableOfKind, WaymarkDb, type OutboxRow } from '../../db/schema';
import type { Clock } from '../../lib/clock';
import type { Random } from '../../lib/random';
import { seeded } from '../../lib/testing/seeded';
import { uuid7 } from '../../lib/uuid7';
import { Engine } from '../engine';
import { mutate, mutator, undo, type Saving } from '../mutate';
import { pendingOps } from '../pending';
import type { Answer, Ports, Removals, WireRequest } from '../ports';
import { serverMemory } from '../memory';
import { round } from '../round';
import type { ServerTwin } from './server';

/** What the next requests meet; without a word the server answers. */
export type Fault = 'down' | 'lost_answer' | 'sign_in' | Answer;

export class TestClock implements Clock {
  at = Date.parse('2026-11-22T14:41:07.120Z');
  now = () => this.at;
  offset = () => -300;
}

let phones = 0;

interface Told extends Partial<Removals> {
  person?: string;
  server: ServerTwin;
  seed?: number;
  db?: WaymarkDb;
}

const kinds = {
  give: mutator<Record<string, unknown>>('feedback.give'),
  amend: mutator<Record<string, unknown>>('feedback.amend'),
  startPlan: mutator<Record<string, unknown>>('plans.start'),
  editGoal: mutator<Record<string, unknown>>('plans.edit_goal', { section: 'plans.goal' }),
};

export class Phone {
  readonly clock = new TestClock();
  readonly random: Random;
  readonly db: WaymarkDb;
  readonly engine: Engine;
  readonly person: string;
  readonly server: ServerTwin;
  readonly ids;
  /** Met one after the other by the next requests. */
  faults: Fault[] = [];
  /** Met by every request once the others are used up. */
  always: Fault | null = null;
  timers: { at: number; run: () => void }[] = [];

  constructor({ person = 'cole', server, seed = 1, db, scrubbers = [], letGo = [] }: Told) {
    this.person = person;
    this.server = server;
    this.random = seeded(seed + phones * 7919);
    this.ids = uuid7(this.clock, this.random);
    this.db = db ?? new WaymarkDb(`${person}-${++phones}`);
    const ports: Ports = {
      db: this.db,
      person,
      device: 'a-phone',
      client: 'waymark/test',
      clock: this.clock,
      random: this.random,
      after: (ms, run) => {
        const timer = { at: this.clock.at + ms, run };
        this.timers.push(timer);
        return () => void (this.timers = this.timers.filter((other) => other !== timer));
      },
      withLock: (_name, run) => run(),
      ask: (request) => this.#ask(request),
      tables: tableOfKind,
      round: (given, options) => round({ ...given, scrubbers, letGo }, options),
    };
    this.engine = new Engine(ports);
  }

  /** What `mutate` needs; saving does not start a round by itself, so that a test decides when. */
  get device() {
    return { db: this.db, clock: this.clock, ids: this.ids, session: { person: { id: this.person } }, sync: quiet };
  }

  async give(words: string, options: Partial<Saving<Record<string, unknown>>> = {}): Promise<OutboxRow> {
    const subject = options.subject ?? this.ids.next();
    return mutate(this.device, kinds.give, { program: 'p1', subject, body: { went_well: words }, ...options });
  }

  async amend(entry: string, text: string): Promise<OutboxRow> {
    const body = { id: this.ids.next(), text };
    return mutate(this.device, kinds.amend, { program: 'p1', subject: entry, body });
  }

  async startPlan(plan: string, goal: string): Promise<OutboxRow> {
    return mutate(this.device, kinds.startPlan, { program: 'p1', subject: plan, body: { goal } });
  }

  async editGoal(plan: string, base: number, goal: string): Promise<OutboxRow> {
    return mutate(this.device, kinds.editGoal, { program: 'p1', subject: plan, base, body: { goal } });
  }

  undo(id: string) {
    return undo(this.device, id);
  }

  /** One round, and whatever it calls for at once. */
  async sync(): Promise<void> {
    await this.engine.now();
  }

  /** Lets time pass; what was due in between runs. */
  async advance(ms: number): Promise<void> {
    this.clock.at += ms;
    const due = this.timers.filter(({ at }) => at <= this.clock.at).sort((a, b) => a.at - b.at);
    this.timers = this.timers.filter(({ at }) => at > this.clock.at);
    for (const { run } of due) run();
    await this.engine.idle();
  }

  outbox() {
    return this.db.outbox.orderBy('n').toArray();
  }

  acknowledged() {
    return this.db.acknowledged.orderBy('id').toArray();
  }

  /** The words of every entry as a page would show them: the server's rows and what is pending. */
  async shown(): Promise<string[]> {
    const rows = await this.db.feedbackEntries.toArray();
    const words = new Map(rows.map((row) => [row.id, String(row.went_well)]));
    for (const op of await pendingOps<{ went_well: string }>(this.db, { kinds: ['feedback.give'] })) {
      words.set(op.subject, op.body.went_well);
    }
    return [...words.values()].sort();
  }

  memory() {
    return serverMemory(this.db);
  }

  async #ask(request: WireRequest): Promise<Answer> {
    const fault = this.faults.shift() ?? this.always;
    if (fault === 'down') return { kind: 'no_answer' };
    if (fault === 'sign_in') return { kind: 'sign_in' };
    if (fault === 'lost_answer') {
      await this.server.answer(request);
      return { kind: 'no_answer' };
    }
    return fault ?? this.server.answer(request);
  }
}

const quiet = { saved: () => {} };
