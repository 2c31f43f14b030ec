/** Offering push messages: after somebody asked or gave, when there will be something to tell, and once in all. */
import { deviceState, type Here } from './device';

/** Turning it on, or how to install the app where that comes first. */
export type Offer = 'turn_on' | 'install';

const OFFERED = 'push_offered';

/** What to offer now; from then on nothing is offered on this device any more. */
export async function offerHere(here: Here): Promise<Offer | null> {
  if (await here.db.meta.get(OFFERED)) return null;
  const state = await deviceState(here.db);
  if (state !== 'off' && state !== 'install_first') return null;
  // whether this server sends any; without an answer it could not be turned on either
  if ((await here.session.fetch('GET', '/push/key')).status !== 200) return null;
  await here.db.meta.put({ key: OFFERED, value: true });
  return state === 'off' ? 'turn_on' : 'install';
}
