/** Drafts of the Give form: kept on this device on every pause, found again, and gone only when saved or discarded. */
import type { OutboxRow, WaymarkDb } from '../../db/schema';
import { stamp, type Clock } from '../../lib/clock';
import type { Ids } from '../../lib/uuid7';
import { draftFrom, isEmpty, type GiveDraft } from './draft';
import type { GiveBody } from './model';

const PREFIX = 'give:';

export interface KeptDraft {
  draft: GiveDraft;
  savedAt: number;
}

/** Keeps a draft; an empty one is not worth a row. */
export async function keepDraft(db: WaymarkDb, draft: GiveDraft, now: number): Promise<void> {
  if (isEmpty(draft)) await db.drafts.delete(PREFIX + draft.id);
  else await db.drafts.put({ key: PREFIX + draft.id, value: draft, savedAt: now });
}

export async function discardDraft(db: WaymarkDb, id: string): Promise<void> {
  await db.drafts.delete(PREFIX + id);
}

/** The drafts of a program, the one touched last first. Use it inside a live query. */
export async function draftsOf(db: WaymarkDb, program: string): Promise<KeptDraft[]> {
  const rows = await db.drafts.where('key').startsWith(PREFIX).toArray();
  const drafts = rows.map(({ value, savedAt }) => ({ draft: value as GiveDraft, savedAt }));
  if (drafts.length === 0) return [];
  const ids = drafts.map(({ draft }) => draft.id);
  // A draft and its saved entry share an id: if the app died between the two steps of saving, the entry counts.
  const saved = new Set((await db.outbox.where('subject').anyOf(ids).toArray()).map(({ subject }) => subject));
  const taken = await db.acknowledged.where('subject').anyOf(ids).toArray();
  for (const { subject } of taken) saved.add(subject);
  return drafts
    .filter(({ draft }) => draft.program === program && !saved.has(draft.id))
    .sort((a, b) => b.savedAt - a.savedAt);
}

/**
 * Opens what the server did not take as a draft, to be found at `/?draft=` and the answer. The refused one stays in sight
 * until the draft is saved in its place.
 */
export async function reopen(
  device: { db: WaymarkDb; ids: Ids; clock: Clock },
  row: Pick<OutboxRow, 'id' | 'program' | 'op'>,
): Promise<string> {
  const { db, ids, clock } = device;
  const draft = draftFrom(ids.next(), row.program, stamp(clock), row.op.body as GiveBody);
  await keepDraft(db, { ...draft, replaces: row.id }, clock.now());
  return draft.id;
}
