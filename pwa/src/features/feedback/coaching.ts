/** Whether somebody wants the coach on this device. Their own choice, in their own database: no server is told. */
import type { WaymarkDb } from '../../db/schema';

const OFF = 'coach_off';

export async function wantsCoach(db: WaymarkDb): Promise<boolean> {
  return (await db.meta.get(OFF)) === undefined;
}

export async function setCoach(db: WaymarkDb, wanted: boolean): Promise<void> {
  if (wanted) await db.meta.delete(OFF);
  else await db.meta.put({ key: OFF, value: true });
}
