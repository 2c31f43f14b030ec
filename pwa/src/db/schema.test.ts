import Dexie from 'dexie';
import { expect, it, vi } from 'vitest';
import { Phone } from '../sync/testing/phone';
import { ServerTwin } from '../sync/testing/server';
import { tableOfKind, WaymarkDb } from './schema';
import { isDeadHandle, onLiveHandle } from './reopen';

let made = 0;
const fresh = () => new WaymarkDb(`schema-${++made}`);

it('every kind of the feed has a table', async () => {
  const db = fresh();
  await db.open();

  for (const name of Object.values(tableOfKind)) expect(db.tables.map((table) => table.name)).toContain(name);
});

it('saves are made with strict durability', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');

  await new Phone({ server: new ServerTwin() }).give('On the disk.');

  const writing = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
  expect(writing.length).toBeGreaterThan(0);
  for (const [, , options] of writing) expect(options).toEqual({ durability: 'strict' });
});

it('each person has a database of their own', () => {
  expect(new WaymarkDb('cole').name).not.toBe(new WaymarkDb('ana').name);
});

it('an old tab goes on saving after another one opened a newer version', async () => {
  const phone = new Phone({ server: new ServerTwin() });
  await phone.give('before');
  const newer = new Dexie(phone.db.name);
  newer.version(phone.db.verno).stores({ outbox: 'id, subject, state, n' });
  newer.version(phone.db.verno + 1).stores({ later: 'id' });

  await newer.open();
  await phone.give('after');

  expect(await phone.outbox()).toHaveLength(2);
  expect(await newer.table('outbox').count()).toBe(2);
});

it('a save on a dead handle is made on a new one', async () => {
  const phone = new Phone({ server: new ServerTwin() });
  await phone.db.open();
  phone.db.backendDB().close(); // behind Dexie's back, as a browser does it

  await phone.give('Kept.');

  expect(await phone.outbox()).toHaveLength(1);
});

it('what was committed as the handle died is not saved twice', async () => {
  const db = fresh();
  let runs = 0;
  const run = async () => {
    await db.meta.put({ key: 'runs', value: ++runs });
    if (runs === 1) throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    return runs;
  };

  expect(await onLiveHandle(db, run)).toBe(2);
});

it('a full disk is not a dead handle', async () => {
  const db = fresh();
  const full = new DOMException('full', 'QuotaExceededError');

  expect(isDeadHandle(full)).toBe(false);
  await expect(onLiveHandle(db, () => Promise.reject(full))).rejects.toBe(full);
});
