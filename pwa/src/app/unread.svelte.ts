import Dexie from 'dexie';
import type { WaymarkDb } from '../db/schema';
import { today } from '../lib/clock';
import { showBadge } from './badge';
import { clock, whenIdle } from './browser';
import { whenShown } from './shown';

/** Where something comes from, or is marked, that a person has not opened or answered. */
const TABLES = [
  'feedbackEntries',
  'amendments',
  'responses',
  'readMarks',
  'requests',
  'notifications',
  'outbox',
] as const;

/**
 * How much a person has not opened. It is counted when there is nothing else to do, so that neither the first page nor
 * a save waits for it. Make it while a component is being set up.
 */
export class Unread {
  count = $state(0);

  constructor(db: WaymarkDb, me: string) {
    const watched = TABLES.map((table) => `/${db.name}/${table}/`);
    $effect(() => {
      let over = false;
      let cancel = () => {};
      const count = async () => {
        const { unreadCount } = await import('../features/inbox/queries');
        const found = await unreadCount(db, me, today(clock));
        if (over) return;
        this.count = found;
        showBadge(found);
      };
      const soon = (when = whenIdle) => {
        cancel();
        cancel = when(() => void count().catch(() => {})); // the number stays; the next change counts again
      };
      const changed = (parts: object) => {
        if (Object.keys(parts).some((part) => watched.some((table) => part.includes(table)))) soon();
      };
      Dexie.on('storagemutated', changed);
      soon(whenShown);
      return () => {
        over = true;
        cancel();
        Dexie.on.storagemutated.unsubscribe(changed);
      };
    });
  }
}
