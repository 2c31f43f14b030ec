/** Who may take back what, as far as the device can know; the server has the last word. */
import type { Role } from '../../db/reference';
import type { FeedbackEntry } from './model';
import type { EntryView } from './queries';

const WINDOW = 72 * 3_600_000;

export interface TakingBack {
  amend: boolean;
  redact: boolean;
  /** The director has to say why; an author need not. */
  withdraw: 'author' | 'director' | null;
}

/**
 * The window counts from when the server had the entry, by the server's clock; until then it is open. `now` is this
 * device's clock, so the offer may be off by as much as that clock is.
 */
export function takingBack(
  view: Pick<EntryView, 'entry' | 'unsent'>,
  me: string,
  roles: readonly Role[],
  now: number,
): TakingBack {
  const { entry } = view;
  if (entry.state === 'withdrawn') return { amend: false, redact: false, withdraw: null };
  const author = entry.author === me;
  const director = roles.includes('director');
  return {
    amend: author,
    redact: author || director,
    withdraw: author && withinWindow(entry, now) ? 'author' : director && !view.unsent ? 'director' : null,
  };
}

function withinWindow(entry: FeedbackEntry, now: number): boolean {
  return entry.received_at === null || now - Date.parse(entry.received_at) <= WINDOW;
}
