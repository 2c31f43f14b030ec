/** Drafts of the Give form: kept on this device on every pause, found again, and gone only when saved or discarded. */
import type { WaymarkDb } from '../../db/schema';
import { isEmpty, type GiveDraft } from './draft';

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
  const ids = drafts.map(({ draft }) => draft.id);
  // A draft and its saved entry share an id: if the app died between the two steps of saving, the entry counts.
  const saved = new Set((await db.outbox.where('subject').anyOf(ids).toArray()).map(({ subject }) => subject));
  const taken = await db.acknowledged.where('subject').anyOf(ids).toArray();
  for (const { subject } of taken) saved.add(subject);
  return drafts
    .filter(({ draft }) => draft.program === program && !saved.has(draft.id))
    .sort((a, b) => b.savedAt - a.savedAt);
}
