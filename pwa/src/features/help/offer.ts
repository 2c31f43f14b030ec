import type { WaymarkDb } from '../../db/schema';
import { tourIsDue } from './tour';
import TourOffer from './TourOffer.svelte';

/** The offer of the tour where one is due. Whoever came here for something, such as to answer, is not kept. */
export async function tourOffer(db: WaymarkDb): Promise<typeof TourOffer | undefined> {
  if (location.search !== '') return undefined;
  const due = await tourIsDue(db).catch(() => false); // a database that does not answer is said elsewhere
  return due ? TourOffer : undefined;
}
