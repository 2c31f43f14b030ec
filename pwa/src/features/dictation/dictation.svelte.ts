import type { WaymarkDb } from '../../db/schema';
import { locale } from '../../i18n/t';
import { confirm, languageFor, type Installable, type OnDevice, type Scope } from './recognition';

/** The hint, or the offer to fetch a language pack, was shown on this device. */
const SHOWN = 'dictation_hint';

/** The device as far as dictation needs it. */
export interface Here {
  db: WaymarkDb;
  /** Where the browser's recognition is found. */
  scope: Scope;
  languages: readonly string[];
  /** Whether it is typed with the thumbs: only such a keyboard has a microphone. */
  touch: boolean;
}

/** What can be said instead of typed, and what is told about it once, for all texts of a form. */
export class Dictation {
  /** Recognition that stays on this device. */
  device = $state.raw<OnDevice>();
  /** What is told beneath the first text that is written in. */
  tells = $state.raw<'keyboard' | 'install' | 'fetching' | 'done' | 'failed'>();
  /** That text. */
  beneath = $state.raw<HTMLTextAreaElement>();
  readonly #here: Here;
  readonly #lang: string;
  #installable: Installable | undefined;

  private constructor(here: Here) {
    this.#here = here;
    this.#lang = languageFor(here.languages, locale);
  }

  static async on(here: Here): Promise<Dictation> {
    const dictation = new Dictation(here);
    const found = await dictation.#look();
    if (!found && !here.touch) return dictation;
    if (!dictation.device && !(await here.db.meta.get(SHOWN))) dictation.tells = found ? 'install' : 'keyboard';
    return dictation;
  }

  /** A text is being written in: whatever is to be told is told there, and not again another time. */
  writtenIn(field: HTMLTextAreaElement): void {
    if (!this.tells || this.beneath) return;
    this.beneath = field;
    void this.#here.db.meta.put({ key: SHOWN, value: true });
  }

  dismiss(): void {
    this.tells = undefined;
  }

  /** To be called inside the tap. */
  async install(): Promise<void> {
    this.tells = 'fetching';
    const fetched = await this.#installable?.install();
    if (fetched) await this.#look();
    this.tells = this.device ? 'done' : 'failed';
  }

  async #look(): Promise<OnDevice | Installable | null> {
    const found = await confirm(this.#here.scope, this.#lang);
    if (found && 'listen' in found) this.device = found;
    else this.#installable = found ?? undefined;
    return found;
  }
}
