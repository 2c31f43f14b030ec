import type { Defaults, GiveDraft } from '../draft';

/** What the form on the screen needs of whoever holds what is written: Give keeps it, practice forgets it. */
export interface Writing {
  draft: GiveDraft;
  /** Save was tried; from now on what is missing is said. */
  readonly tried: boolean;
  readonly saveFailed: boolean;
  readonly keepFailed: boolean;
  /** False where something is missing. */
  save(defaults: Defaults): Promise<boolean>;
}
