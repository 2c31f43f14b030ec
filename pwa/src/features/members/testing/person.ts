/** Somebody of the invented program with a phone that has no network, for tests of whole pages. */
import { vi } from 'vitest';
import type { AppContext } from '../../../app/context';
import { Dirty } from '../../../app/dirty.svelte';
import { ReferenceStore, type Role } from '../../../db/reference';
import type { WaymarkDb } from '../../../db/schema';
import { t } from '../../../i18n/t';
import { coleDevice, PROGRAM, snapshot } from '../../feedback/testing/program';

/** What a browser has and jsdom has not. */
export function standInForTheBrowser(): void {
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal('CSS', { supports: () => true });
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
}

export interface Phone {
  app: AppContext;
  /** Whether a form on the page holds words that are not saved. */
  dirty: Dirty;
  /** Where the app was told to go. */
  visited: string[];
}

export async function phoneOf(db: WaymarkDb, person: string, roles: Role[]): Promise<Phone> {
  const device = coleDevice(db);
  const dirty = new Dirty();
  const visited: string[] = [];
  await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(), fetchedAt: 1 });
  const app = {
    ...device,
    session: {
      person: { id: person },
      program: snapshot().program,
      roles,
      fetch: () => Promise.resolve({ status: 0, body: undefined, code: undefined, field: undefined }),
    },
    reference: new ReferenceStore(db, device.clock, () => Promise.resolve({ kind: 'no_answer' })),
    t,
    navigate: (path: string) => visited.push(path),
    busy: dirty.begin,
  } as unknown as AppContext;
  return { app, dirty, visited };
}
