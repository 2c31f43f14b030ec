/** Each test of a whole page begins on a fresh phone. */
import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, beforeEach, vi } from 'vitest';
import { WaymarkDb } from '../../../db/schema';
import { standInForTheBrowser } from './person';

/** Hands every test of the file a phone's empty database, and takes it away after it. */
export function eachOnAFreshPhone(take: (db: WaymarkDb) => void): void {
  configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
  vi.setConfig({ testTimeout: 30_000 });
  let db: WaymarkDb;
  beforeEach(() => {
    standInForTheBrowser();
    db = new WaymarkDb('device');
    take(db);
  });
  afterEach(async () => {
    cleanup();
    history.replaceState(null, '', '/');
    await new Promise((done) => setTimeout(done, 0));
    await db.delete();
    vi.unstubAllGlobals();
  });
}
