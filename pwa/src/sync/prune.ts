import type { WaymarkDb } from '../db/schema';
import { serverMemory } from './memory';

/** How long an acknowledged operation is retained, so that a restored backup can be made whole again. */
export const RETAINED_MS = 30 * 86_400_000;

/** Lets go of what the server has had long enough, by the server's own clock. */
export async function prune(db: WaymarkDb, serverNow: number): Promise<void> {
  await db.transaction('rw', db.acknowledged, db.meta, async () => {
    const { era } = await serverMemory(db);
    await db.acknowledged
      .where('ackedAt')
      .below(serverNow - RETAINED_MS)
      .and((row) => row.era === era && row.unseen === 0)
      .delete();
  });
}
