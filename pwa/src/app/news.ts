/**
 * Says aloud how sending stands: each state once, in a pause, and not its every number. That somebody has read an entry is
 * sent as well, and gone before the pause is over: no news.
 */
import { statusText } from '../i18n/status';
import type { Readable } from '../lib/readable';
import type { SyncStatus } from '../sync/sync';

const PAUSE_MS = 3_000;

/** What is worth being told of; a number is how many things need attention. */
function newsOf({ attention, waiting, held }: SyncStatus): number | string {
  return attention || (waiting > 0 ? 'waiting' : held > 0 ? 'held' : 'sent');
}

/** Puts the words into `region`, which is live and there all the time. The answer ends it. */
export function tellNews(status: Readable<SyncStatus>, region: HTMLElement, today: () => string): () => void {
  let told: number | string = 'sent';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = status.subscribe((now) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const news = newsOf(now);
      if (news !== told) region.textContent = statusText(now, today());
      told = news;
    }, PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
