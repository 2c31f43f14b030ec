/** What the app does for those who hear it or use a keyboard; fetched once the first page is there. */
import { today } from '../lib/clock';
import type { Readable } from '../lib/readable';
import type { SyncStatus } from '../sync/sync';
import { clock } from './browser';
import { tellNews } from './news';
import { keepPlace } from './reading-place';

/** Both live as long as the page and the region. */
export function assist(status: Readable<SyncStatus>, page?: HTMLElement, region?: HTMLElement): void {
  if (page) keepPlace(page);
  if (region) tellNews(status, region, () => today(clock));
}
