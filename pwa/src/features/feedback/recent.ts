/** What this person wrote about lately, for offering it first. */
import type { WaymarkDb } from '../../db/schema';
import { pendingOps } from '../../sync/pending';
import type { FeedbackEntry, GiveBody } from './model';
import type { Wrote } from './suggest';

/** How far the forms look back, in milliseconds. */
export const LATELY_MS = 45 * 86_400_000;

export interface Recent {
  /** Ids, newest first, each once. */
  learners: string[];
  /** Every entry, newest first; what was taken back is none. */
  wrote: Wrote[];
}

/**
 * Whom and what this person wrote about in a program since a moment (milliseconds), with what still waits. It looks at
 * nothing else of the entries, as the first page waits for it: one read of the latest rows, and no row by row.
 */
export async function recentOf(
  db: WaymarkDb,
  { author, program, since }: { author: string; program: string; since: number },
): Promise<Recent> {
  const [rows, waiting] = await Promise.all([
    db.feedbackEntries.where('given_at').above(new Date(since).toISOString()).toArray(),
    pendingOps<GiveBody>(db, { kinds: ['feedback.give'] }),
  ]);
  const stored = (rows as unknown as FeedbackEntry[]).filter((entry) => entry.author === author);
  const lately = [...stored, ...waiting.map(({ at, body, program }) => ({ ...body, program, given_at: at }))]
    .filter((entry) => entry.program === program)
    .sort((a, b) => Date.parse(b.given_at) - Date.parse(a.given_at));
  return {
    learners: [...new Set(lately.flatMap(({ learner }) => learner ?? []))],
    wrote: lately
      .filter((entry) => !('state' in entry && entry.state === 'withdrawn'))
      .map(({ subcompetency, rotation, setting }) => ({ subcompetency, rotation, setting })),
  };
}
