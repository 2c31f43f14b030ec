import type { AppContext } from '../../../app/context';
import { stamp } from '../../../lib/clock';
import { mutate, undo } from '../../../sync/mutate';
import { claimDraft } from '../claim';
import { dropJot } from '../../jots/operations';
import { emptyDraft, finished, isEmpty, toBody, type Defaults, type GiveDraft } from '../draft';
import { discardDraft, draftsOf, keepDraft } from '../drafts';
import { DraftKeeper } from '../keeper';
import type { GiveBody } from '../model';
import { give } from '../mutations';
import type { Writing } from './writing';

/** An entry that has just been saved, with what Undo gives back. */
export interface Saved {
  op: string;
  body: GiveBody;
  draft: GiveDraft;
  undoUntil: number;
}

type Device = Pick<AppContext, 'db' | 'clock' | 'ids' | 'session' | 'sync'>;

/** The form from its opening to after Save. One draft is open at a time; the others wait on this device. */
export class GiveForm implements Writing {
  draft: GiveDraft = $state() as GiveDraft;
  saved = $state.raw<Saved>();
  /** When this device last kept the draft. */
  kept = $state.raw<number | null>(null);
  keepFailed = $state.raw(false);
  /** The draft was found again: when it had been kept. */
  found = $state.raw<number | null>(null);
  /** Save was tried; from now on what is missing is said. */
  tried = $state.raw(false);
  saveFailed = $state.raw(false);
  /** Being saved. */
  saving = $state.raw(false);
  undoTooLate = $state.raw(false);

  readonly #device: Device;
  readonly #program: string;
  readonly #keeper: DraftKeeper;
  #release: (() => void) | undefined;
  #closed = false;

  constructor(device: Device, program: string) {
    this.#device = device;
    this.#program = program;
    this.#keeper = new DraftKeeper({
      db: device.db,
      clock: device.clock,
      kept: (at) => {
        this.keepFailed = at === null;
        this.kept = at ?? this.kept;
      },
    });
    this.draft = this.#blank();
    void this.#claim(this.draft.id);
  }

  /** Finds the draft that was left: the one asked for, or the last one touched. What has been typed meanwhile stays. */
  async resume(wanted: string | null): Promise<void> {
    await this.#find(({ id }) => wanted === null || id === wanted);
  }

  /** A form that is already about somebody, a plan's skill, a request or a jot; of these three, one that was left is found. */
  async begin(about: Partial<GiveDraft>): Promise<void> {
    const plan = about.looks_at?.plan;
    const request = about.answers?.request;
    const jot = about.jots?.[0]?.id;
    const same = ({ looks_at, answers, jots }: GiveDraft) =>
      (plan && looks_at?.plan === plan) ||
      (request && answers?.request === request) ||
      (jot && jots?.some(({ id }) => id === jot));
    const filled = { ...$state.snapshot(this.draft), ...about };
    const untouched = isEmpty(filled); // nothing of it is the person's: shown at once, and out of the way of what was left
    if (untouched) this.draft = filled;
    if (!(await this.#find((draft) => !!same(draft))) && !untouched) await this.fresh(about);
  }

  /** Opens a kept draft; the present one stays among the others. False while another tab has it open. */
  async open(draft: GiveDraft): Promise<boolean> {
    if (draft.id === this.draft.id) return true;
    await this.#keeper.now();
    if (!(await this.#claim(draft.id))) return false;
    this.#show(draft);
    return true;
  }

  /** A new form; what was written in the present one stays among the drafts. */
  async fresh(about: Partial<GiveDraft> = {}): Promise<void> {
    await this.#keeper.now();
    const draft = { ...this.#blank(), ...about };
    await this.#claim(draft.id);
    this.#show(draft);
  }

  /** To be called with every change. */
  changed(draft: GiveDraft): void {
    if (!this.saved) this.#keeper.later(draft);
  }

  /** Keeps what waits to be kept: the page is going away. */
  keepNow(): void {
    void this.#keeper.now();
  }

  /** Saves the entry. "Saved on this phone" may be said once it answers true. */
  async save(defaults: Defaults): Promise<boolean> {
    this.tried = true;
    const draft = $state.snapshot(this.draft);
    const body = toBody(draft, defaults);
    if (!body || this.saving) return false;
    this.saving = true;
    try {
      const { db } = this.#device;
      const replaces = draft.replaces ? [draft.replaces] : [];
      const also = finished(draft).map((subject) => ({ mutator: dropJot, subject, body: {} }));
      const saving = { program: this.#program, subject: draft.id, body, undoable: true, replaces, also };
      const row = await mutate(this.#device, give, saving).catch(async (error: unknown) => {
        // The transaction may have completed and only its answer been lost.
        const stored = await db.outbox.where('subject').equals(draft.id).first();
        if (!stored) throw error;
        return stored;
      });
      this.saveFailed = false;
      this.saved = { op: row.id, body, draft, undoUntil: row.undoUntil };
      void this.#keeper.release().then(() => discardDraft(db, draft.id));
      return true;
    } catch {
      this.saveFailed = true;
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Turns the saved entry back into the draft, unless it is on its way already. */
  async undo(): Promise<void> {
    const { saved } = this;
    if (!saved) return;
    const { db, clock } = this.#device;
    await keepDraft(db, saved.draft, clock.now()); // first: at no moment is the text in neither place
    const row = await undo({ db }, saved.op);
    if (row) this.#show(saved.draft);
    else {
      await discardDraft(db, saved.draft.id);
      this.undoTooLate = true;
    }
  }

  async discard(draft: GiveDraft): Promise<void> {
    await discardDraft(this.#device.db, draft.id);
  }

  async bringBack(draft: GiveDraft): Promise<void> {
    await keepDraft(this.#device.db, draft, this.#device.clock.now());
  }

  close(): void {
    this.#closed = true;
    void this.#keeper.now().then(() => this.#release?.());
  }

  #blank(): GiveDraft {
    return emptyDraft(this.#device.ids.next(), this.#program, stamp(this.#device.clock));
  }

  /** Opens the first kept draft like that which no other tab has open; false where there is none, or words were typed. */
  async #find(wanted: (draft: GiveDraft) => boolean): Promise<boolean> {
    for (const { draft, savedAt } of await draftsOf(this.#device.db, this.#program)) {
      if (!wanted(draft)) continue;
      if (!isEmpty($state.snapshot(this.draft))) return false;
      if (await this.open(draft)) {
        this.found = this.kept = savedAt;
        return true;
      }
    }
    return false;
  }

  #show(draft: GiveDraft): void {
    this.draft = draft;
    this.saved = undefined;
    this.kept = this.found = null;
    this.tried = this.saveFailed = this.undoTooLate = false;
  }

  /** Takes a draft for this tab and gives the last one back. */
  async #claim(id: string): Promise<boolean> {
    const release = await claimDraft(id);
    if (!release) return false;
    this.#release?.();
    this.#release = release;
    if (this.#closed) release();
    return true;
  }
}
