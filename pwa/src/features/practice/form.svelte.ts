import { emptyDraft, toBody, type Defaults, type GiveDraft } from '../feedback/draft';
import type { Writing } from '../feedback/give/writing';
import { PROGRAM } from './invented';

/** The form in practice. It is given nothing to store with: its words are in it alone, and go with the page. */
export class PracticeForm implements Writing {
  draft: GiveDraft = $state() as GiveDraft;
  tried = $state.raw(false);
  /** What was written, once it was finished. */
  finished = $state.raw<GiveDraft>();
  readonly saveFailed = false;
  readonly keepFailed = false;

  /** Opened at a moment, RFC 3339. */
  constructor(at: string) {
    this.draft = emptyDraft(PROGRAM, PROGRAM, at);
  }

  save(defaults: Defaults): Promise<boolean> {
    this.tried = true;
    const draft = $state.snapshot(this.draft);
    if (!toBody(draft, defaults)) return Promise.resolve(false);
    this.finished = draft;
    return Promise.resolve(true);
  }

  /** Back to the words, as they are. */
  again(): void {
    this.finished = undefined;
    this.tried = false;
  }
}
