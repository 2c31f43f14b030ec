/** Fetching: page after page of this person's feed, each applied in one transaction together with its cursor. */
import type { Table } from 'dexie';
import { decodePull } from './decode';
import { newEra, remember, serverMemory, type ServerMemory } from './memory';
import { acknowledge } from './outbox';
import type { Obstacle, Ports, Removals } from './ports';
import type { Change, PullAnswer } from './protocol';

const PAGE = 500;

/** The whole feed is here; or the server has forgotten something, and sending comes first. */
export type Pulled = { kind: 'done'; changes: number; now: number } | { kind: 'new_era' } | Obstacle;

export async function pull(ports: Ports & Removals): Promise<Pulled> {
  const { db } = ports;
  // what was taken before this pull began is in the feed by the time it ends
  const takenBefore = await db.acknowledged.where('unseen').equals(1).primaryKeys();
  let changes = 0;

  for (;;) {
    const memory = await serverMemory(db);
    const page = await fetchPage(ports, memory);
    if ('kind' in page) return page;
    const applied = await applyPage(ports, memory, page, takenBefore);
    if (applied === 'new_era') return { kind: 'new_era' };
    if (applied === 'stale') continue; // another tab was faster; go on from where it is
    changes += page.changes.length;
    if (!page.more) return { kind: 'done', changes, now: page.now };
  }
}

async function fetchPage(ports: Ports, { epoch, cursor }: ServerMemory): Promise<PullAnswer | Obstacle> {
  const query = new URLSearchParams({ cursor: String(cursor), limit: String(PAGE) });
  if (epoch !== null) query.set('epoch', epoch);
  const answer = await ports.ask({ method: 'GET', path: `/sync/pull?${query}` });

  if (answer.kind !== 'answer') return { kind: answer.kind };
  switch (answer.status) {
    case 200:
      return decodePull(answer.text) ?? { kind: 'no_answer' };
    case 426:
      return { kind: 'update' };
    case 429:
    case 503:
      return { kind: 'busy', after: answer.retryAfter };
    default:
      return { kind: 'no_answer' };
  }
}

async function applyPage(
  ports: Ports & Removals,
  asked: ServerMemory,
  page: PullAnswer,
  takenBefore: readonly string[],
): Promise<'applied' | 'stale' | 'new_era'> {
  const { db } = ports;
  const things = [...new Set(Object.values(ports.tables))].map((name) => db.table(name));
  return db.transaction('rw', [...things, db.outbox, db.acknowledged, db.meta, db.arrived], async () => {
    const memory = await serverMemory(db);
    if (memory.era !== asked.era || memory.cursor !== asked.cursor || memory.visits !== asked.visits) return 'stale';
    if ((memory.epoch !== null && page.epoch !== memory.epoch) || page.cursor < memory.cursor) {
      await newEra(db, page.epoch);
      return 'new_era';
    }
    await store(ports, page.changes);
    await settleHeld(ports, page);
    await scrub(ports, page.changes);
    await letGo(ports, page.changes);
    await seen(ports, page, takenBefore);

    if (memory.again) await sweep(ports, page);
    const again = memory.again && page.more;
    await remember(db, { ...memory, epoch: page.epoch, cursor: page.cursor, again });
    return 'applied';
  });
}

/** The server's rows, table by table. Kinds this version does not know are skipped and fetched again by the next. */
async function store({ db, tables }: Ports, changes: readonly Change[]): Promise<void> {
  const byTable = new Map<string, { put: unknown[]; gone: string[] }>();
  for (const change of changes) {
    const name = tables[change.kind];
    if (name === undefined) continue;
    const batch = byTable.get(name) ?? { put: [], gone: [] };
    byTable.set(name, batch);
    if (change.data) batch.put.push({ ...change.data, id: change.id, version: change.version });
    else batch.gone.push(change.id);
  }
  for (const [name, { put, gone }] of byTable) {
    const table: Table<unknown, string> = db.table(name);
    if (put.length > 0) await table.bulkPut(put);
    if (gone.length > 0) await table.bulkDelete(gone);
  }
}

/** A held operation goes on: no longer held, the coordinator matched it and it is taken; returned, it says why. */
async function settleHeld({ db, clock }: Ports, page: PullAnswer): Promise<void> {
  for (const { kind, id, data, seq } of page.changes) {
    if (kind !== 'held_item') continue;
    const row = await db.outbox.get(id);
    if (row?.reason?.outcome !== 'held') continue;
    if (!data || data.state === 'matched') {
      const { era } = await serverMemory(db);
      await acknowledge(db, row, { at: page.now, sentAt: clock.now(), seq, era });
    } else if (data.state === 'returned') {
      const note = typeof data.note === 'string' ? { note: data.note } : {};
      await db.outbox.update(id, { reason: { ...row.reason, code: 'returned', ...note } });
    }
  }
}

/** Takes redacted text out of what is retained. Its hash is taken anew when it has to be offered again. */
async function scrub({ db, scrubbers }: Ports & Removals, changes: readonly Change[]): Promise<void> {
  for (const { kind, data } of changes) {
    if (!data) continue;
    for (const scrubber of scrubbers) {
      const subjects = scrubber.kind === kind ? scrubber.subjects(data) : [];
      for (const row of await db.acknowledged.where('subject').anyOf(subjects).toArray()) {
        const body = scrubber.scrub(data, row.op);
        if (body === null) continue;
        const op = { ...row.op, body };
        await db.acknowledged.put({ ...row, op, bytes: JSON.stringify(op), hash: '', scrubbed: true });
      }
    }
  }
}

/** Retained words of what is gone for good go with it. */
async function letGo({ db, letGo }: Ports & Removals, changes: readonly Change[]): Promise<void> {
  for (const { kind, id, data } of changes) {
    const operations = data ? [] : letGo.filter((one) => one.kind === kind).flatMap((one) => one.operations);
    if (operations.length === 0) continue;
    await db.acknowledged
      .where('subject')
      .equals(id)
      .and((row) => operations.includes(row.kind))
      .delete();
  }
}

/** Operations whose effect has come are no longer applied on read. */
async function seen({ db }: Ports, page: PullAnswer, takenBefore: readonly string[]): Promise<void> {
  await db.acknowledged
    .where('unseen')
    .equals(1)
    .and((row) => row.seq !== null && row.seq <= page.cursor)
    .modify({ unseen: 0 });
  if (!page.more) await db.acknowledged.where('id').anyOf(takenBefore).modify({ unseen: 0 });
}

/** Read again from the start: what the feed has not brought by its end is not this person's to see any more. */
async function sweep({ db, tables }: Ports, page: PullAnswer): Promise<void> {
  await db.arrived.bulkPut(
    page.changes.filter(({ data }) => data !== null).map(({ kind, id }) => ({ key: `${tables[kind] ?? kind}/${id}` })),
  );
  if (page.more) return;
  const arrived = new Set(await db.arrived.toCollection().primaryKeys());
  for (const name of new Set(Object.values(tables))) {
    const table: Table<unknown, string> = db.table(name);
    const gone = (await table.toCollection().primaryKeys()).filter((id) => !arrived.has(`${name}/${id}`));
    if (gone.length > 0) await table.bulkDelete(gone);
  }
  await db.arrived.clear();
}
