/** What people do on their phones: the features' own mutations, on what these people can see at that moment. */
import type { OutboxRow } from '../src/db/schema';
import { amendEntry, give, redactEntry, withdrawEntry } from '../src/features/feedback/mutations';
import type { FeedbackEntry, GiveBody } from '../src/features/feedback/model';
import { changePlan, logProgress, startPlan, type SectionChange } from '../src/features/plans/mutations';
import type { PlanRow, StartBody } from '../src/features/plans/model';
import { markRead, reflect, respond, share } from '../src/features/reflections/mutations';
import { mutate, undo } from '../src/sync/mutate';
import { discard } from '../src/sync/outbox';
import { pendingOps } from '../src/sync/pending';
import type { Dice } from './dice';
import type { Ledger } from './ledger';
import type { Tab } from './phone';
import type { People } from './server';

export class Actions {
  #words = 0;
  /** Every entry anybody gave, for whoever makes an id twice. */
  readonly #entries: { id: string; author: string }[] = [];

  constructor(
    readonly dice: Dice,
    readonly world: People,
    readonly ledger: Ledger,
  ) {}

  /** Somebody does something. It may fail, as it may on a phone; then nothing was called saved. */
  async one(tab: Tab): Promise<void> {
    const act = this.dice.weighted<(tab: Tab) => Promise<void>>([
      [this.#mayGive(tab) ? 30 : 3, (it) => this.#give(it)],
      [5, (it) => this.#undo(it)],
      [6, (it) => this.#amend(it)],
      [3, (it) => this.#withdraw(it)],
      [3, (it) => this.#redact(it)],
      [10, (it) => this.#respond(it)],
      [4, (it) => this.#reflect(it)],
      [4, (it) => this.#read(it)],
      [8, (it) => this.#startPlan(it)],
      [22, (it) => this.#changePlan(it)],
      [5, (it) => this.#progress(it)],
      [8, (it) => this.#attend(it)],
    ]);
    tab.busy = true;
    try {
      await act(tab);
    } catch {
      // the form says so and keeps the words
    } finally {
      tab.busy = false;
    }
  }

  #say(): string {
    return `Words ${++this.#words}: you let the family finish before you spoke.`;
  }

  #is(tab: Tab, ...names: string[]): boolean {
    return names.some((name) => this.world.people[name]?.id === tab.person);
  }

  #id(name: string): string {
    return this.world.people[name]?.id as string;
  }

  #mayGive(tab: Tab): boolean {
    return this.#is(tab, 'cole', 'dee', 'gil');
  }

  async #give(tab: Tab): Promise<void> {
    const learners = [this.#id('ana'), this.#id('ben')].filter((id) => id !== tab.person);
    const body: GiveBody = {
      learner: this.dice.of(learners) ?? null,
      typed_learner: null,
      set: this.world.set,
      subcompetency: this.dice.of(this.world.skills) as string,
      went_well: this.#say(),
      differently: null,
      next_step: this.dice.chance(0.5) ? 'Name the plan in one sentence.' : null,
      next_step_due: null,
      level: this.dice.of([null, 0, 4, 7]) ?? null,
      cannot_judge: false,
      setting: 'ward',
      rotation: null,
      observed_at: new Date(tab.device.clock.now()).toISOString(),
      basis: 'watched',
      conversation: 'had',
      request: null,
      plan: null,
      look_again: null,
    };
    if (this.dice.chance(0.08))
      Object.assign(body, { learner: null, typed_learner: { name: 'Visiting', service: 'ICU' } });
    if (this.dice.chance(0.04)) body.level = 99;
    const foreign = this.dice.of(this.#entries.filter(({ author }) => author !== tab.person));
    const again = foreign && this.dice.chance(0.05); // a broken generator makes an id that exists
    const subject = again ? foreign.id : tab.device.ids.next();
    const saving = { program: this.world.program, subject, body, undoable: this.dice.chance(0.4) };
    const row = await mutate(tab.device, give, saving);
    this.ledger.saved(tab, row);
    if (!again) this.#entries.push({ id: subject, author: tab.person });
  }

  async #undo(tab: Tab): Promise<void> {
    const row = this.dice.of(
      await tab.db.outbox
        .where('state')
        .equals('queued')
        .and(({ undoUntil, tries }) => undoUntil > 0 && tries === 0)
        .toArray(),
    );
    if (!row) return;
    this.ledger.release([row.id]);
    const taken = await undo(tab.device, row.id);
    if (taken) this.ledger.gone([row.id]);
    else this.ledger.keep([row.id]);
  }

  async #entry(tab: Tab, fits: (entry: FeedbackEntry) => boolean): Promise<FeedbackEntry | undefined> {
    const rows = (await tab.db.feedbackEntries.toArray()) as unknown as FeedbackEntry[];
    const pending = await pendingOps<GiveBody>(tab.db, { kinds: ['feedback.give'] });
    const own = pending
      .filter(({ needsAttention, body }) => !needsAttention && body.learner !== null)
      .map(({ subject, program, author, body }) => ({
        ...body,
        id: subject,
        program,
        author,
        state: 'given',
        redacted: [],
      }));
    const all = [...rows, ...(own as unknown as FeedbackEntry[])];
    return this.dice.of(all.filter((entry) => entry.state === 'given' && fits(entry)));
  }

  async #amend(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, ({ author }) => author === tab.person);
    if (entry) this.ledger.saved(tab, await amendEntry(tab.device, entry, this.#say()));
  }

  async #withdraw(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, ({ author }) => author === tab.person);
    if (entry) this.ledger.saved(tab, await withdrawEntry(tab.device, entry, 'wrong person'));
  }

  async #redact(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, (it) => it.author === tab.person && it.went_well !== null);
    if (!entry) return;
    const from = this.dice.whole(0, 3);
    const body = { part: 'went_well', amendment: null, from, to: from + this.dice.whole(1, 12) } as const;
    this.ledger.saved(tab, await redactEntry(tab.device, entry, body));
  }

  async #respond(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, ({ learner }) => learner === tab.person);
    const kind = this.dice.of(['acknowledged', 'thanked', 'asked', 'differs'] as const);
    if (!entry || !kind) return;
    const text = kind === 'acknowledged' ? null : this.#say();
    this.ledger.saved(tab, await respond(tab.device, entry, kind, text));
  }

  async #reflect(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, ({ learner }) => learner === tab.person);
    if (!entry) return;
    const before = new Set((await tab.db.outbox.toArray()).map(({ id }) => id));
    await reflect(tab.device, entry, this.#say(), this.dice.chance(0.5) ? [this.#id('gil')] : []);
    const rows = (await tab.db.outbox.toArray()).filter(({ id, author }) => !before.has(id) && author === tab.person);
    for (const row of rows.filter(({ kind }) => kind.startsWith('reflections.re'))) this.ledger.saved(tab, row);
    const own = this.dice.of((await tab.db.reflections.toArray()).filter(({ author }) => author === tab.person));
    if (own && this.dice.chance(0.3)) {
      const to = this.dice.chance(0.5) ? [this.#id('gil')] : [];
      this.ledger.saved(tab, await share(tab.device, { id: own.id, program: this.world.program }, to));
    }
  }

  async #read(tab: Tab): Promise<void> {
    const entry = await this.#entry(tab, () => true);
    if (entry) this.ledger.saved(tab, await markRead(tab.device, entry));
  }

  async #startPlan(tab: Tab): Promise<void> {
    const learner = this.#is(tab, 'ana', 'ben') ? tab.person : this.#is(tab, 'gil') ? this.#id('ana') : null;
    if (learner === null) return;
    const entry = await this.#entry(tab, (it) => it.learner === learner && it.received_at !== undefined);
    const body: StartBody = {
      learner,
      goal: this.#say(),
      set: this.world.set,
      subcompetency: this.world.skills[0] as string,
      entries: entry && this.dice.chance(0.6) ? [entry.id] : [],
      goal_shown: this.dice.chance(0.5),
      steps: [{ id: tab.device.ids.next(), text: this.#say(), due_on: '2026-12-01', done_on: null }],
      reviewer: this.dice.chance(0.3) ? this.#id('cole') : null,
      review_on: null,
    };
    this.ledger.saved(tab, await startPlan(tab.device, this.world.program, tab.device.ids.next(), body));
  }

  async #plan(tab: Tab): Promise<PlanRow | undefined> {
    return this.dice.of((await tab.db.plans.toArray()) as unknown as PlanRow[]);
  }

  async #changePlan(tab: Tab): Promise<void> {
    const plan = await this.#plan(tab);
    if (!plan) return;
    const goal: SectionChange = {
      kind: 'plans.edit_goal',
      body: {
        goal: this.#say(),
        set: plan.set,
        subcompetency: plan.subcompetency,
        entries: plan.entries,
        goal_shown: this.dice.chance(0.5),
      },
    };
    const step = { id: tab.device.ids.next(), text: this.#say(), due_on: null, done_on: null };
    const reviewer = this.dice.of([null, this.#id('cole'), this.#id('dee')]) ?? null;
    const change = this.dice.weighted<SectionChange>([
      [6, goal],
      [5, { kind: 'plans.edit_steps', body: { steps: [...plan.steps, step].slice(-5) } }],
      [2, { kind: 'plans.edit_review', body: { reviewer, review_on: '2026-12-20' } }],
      [1, { kind: 'plans.accept', body: {} }],
      [1, { kind: 'plans.close', body: { outcome: 'reached', note: null } }],
      [1, { kind: 'plans.reopen', body: {} }],
    ]);
    this.ledger.saved(tab, await changePlan(tab.device, plan, change));
  }

  async #progress(tab: Tab): Promise<void> {
    const plan = await this.#plan(tab);
    if (!plan) return;
    const note = { text: this.#say(), shared: this.dice.chance(0.5) };
    this.ledger.saved(tab, await logProgress(tab.device, plan, note));
  }

  /** Looks after what needs attention: throws it away, or sends it as new on top of what stands there now. */
  async #attend(tab: Tab): Promise<void> {
    const row = this.dice.of(await tab.db.outbox.where('state').equals('needs_attention').toArray());
    if (!row) return;
    this.ledger.release([row.id]);
    const anew = row.reason?.outcome === 'conflict' && row.kind === 'plans.edit_goal' && this.dice.chance(0.6);
    await (anew ? this.#anew(tab, row) : this.#discard(tab, row)).catch(() => {});
    if (await tab.db.outbox.get(row.id)) this.ledger.keep([row.id]);
    else this.ledger.gone([row.id]);
  }

  async #anew(tab: Tab, row: OutboxRow): Promise<void> {
    const plan = (await tab.db.plans.get(row.subject)) as unknown as PlanRow | undefined;
    if (!plan) return;
    const change = { kind: 'plans.edit_goal', body: row.op.body } as SectionChange;
    this.ledger.saved(tab, await changePlan(tab.device, plan, change, [row.id]));
  }

  async #discard(tab: Tab, row: OutboxRow): Promise<void> {
    await tab.db.transaction('rw', tab.db.outbox, tab.db.meta, () => discard(tab.db, [row.id]));
  }
}
