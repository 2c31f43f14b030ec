/** What the server's results do to the outbox: all of an answer in one transaction. */
import type { AcknowledgedRow, OutboxRow, WaymarkDb } from '../db/schema';
import type { Sendable } from './batch';
import { meetEpoch, serverMemory } from './memory';
import { acknowledge } from './outbox';
import type { PushAnswer, PushResult, Reason } from './protocol';

/** After so many answers with a hash that is not ours, a person has to look. */
const MOST_FOREIGN_HASHES = 3;

export interface Settled {
  /** How many the server has now, for good or held. */
  taken: number;
  /** Subjects that wait for another round, and for how long where the server said so. */
  later: Map<string, number | null>;
}

/** The same for every row of an answer. */
interface Moment {
  /** By the server's clock, and by this device's. */
  now: number;
  here: number;
  era: number;
  /** The server has forgotten things since we last spoke; its no may only mean that they are not back yet. */
  forgot: boolean;
}

export async function settle(
  db: WaymarkDb,
  batch: readonly Sendable[],
  answer: PushAnswer,
  clockNow: number,
): Promise<Settled> {
  const results = new Map(answer.results.map((result) => [result.id, result]));
  return db.transaction('rw', db.outbox, db.acknowledged, db.meta, db.arrived, async () => {
    const before = await serverMemory(db);
    const { era } = await meetEpoch(db, answer.epoch);
    const moment: Moment = { now: answer.now, here: clockNow, era, forgot: era !== before.era };
    const settled: Settled = { taken: 0, later: new Map() };

    for (const [place, item] of batch.entries()) {
      const unread = answer.results[place]?.id === null ? answer.results[place] : undefined;
      const result = results.get(item.row.id) ?? unread;
      const word = result && believe(item.row, result);
      const done =
        item.from === 'outbox'
          ? await settleNew(db, item.row.id, word, result, moment)
          : await settleForgotten(db, item.row, word, result, moment);
      if (done === 'taken') settled.taken += 1;
      // what was put off because it came too soon goes again behind what the server has forgotten
      if (done === 'later' && !moment.forgot) {
        settled.later.set(item.row.subject, result?.outcome.kind === 'retry' ? result.outcome.after : null);
      }
    }
    if (settled.taken > 0) await db.meta.put({ key: 'lastSent', value: clockNow });
    return settled;
  });
}

/** Puts a batch back that got no answer. */
export async function requeue(db: WaymarkDb, batch: readonly Sendable[]): Promise<void> {
  const ids = batch.filter(({ from }) => from === 'outbox').map(({ row }) => row.id);
  await db.outbox
    .where('id')
    .anyOf(ids)
    .and((row) => row.state === 'sending')
    .modify({ state: 'queued' });
}

/** Parks a single operation that the server cannot take as a batch of its own. */
export async function park(db: WaymarkDb, row: OutboxRow, code: string): Promise<void> {
  const reason: Reason = { outcome: 'refused', code };
  await db.outbox.update(row.id, { state: 'needs_attention', reason });
}

/** An acknowledgement is believed only with the hash of exactly what we stored. */
function believe(row: { hash: string }, result: PushResult): 'yes' | 'no' | 'foreign' {
  if (result.outcome.kind !== 'applied' && result.outcome.kind !== 'held') return 'no';
  return result.hash === row.hash ? 'yes' : 'foreign';
}

/** The server has it as it was first sent, with what has been redacted since. */
function isThere({ scrubbed }: OutboxRow | AcknowledgedRow, outcome: PushResult['outcome'] | undefined): boolean {
  return scrubbed === true && outcome?.kind === 'refused' && outcome.reason.code === 'operation_mismatch';
}

type Done = 'taken' | 'later' | 'attention' | 'gone';

async function settleNew(
  db: WaymarkDb,
  id: string,
  word: ReturnType<typeof believe> | undefined,
  result: PushResult | undefined,
  moment: Moment,
): Promise<Done> {
  const row = await db.outbox.get(id);
  if (!row) return 'gone'; // another tab settled it
  const back = async (): Promise<Done> => {
    if (row.state === 'sending') await db.outbox.update(id, { state: 'queued' });
    return 'later';
  };
  const attention = async (reason: Reason, era?: number): Promise<Done> => {
    await db.outbox.update(id, { state: 'needs_attention', reason, ...(era === undefined ? {} : { era }) });
    return 'attention';
  };

  if (!result) return back();
  if (word === 'foreign') {
    const reason: Reason = { outcome: 'refused', code: 'other_content' };
    return row.tries < MOST_FOREIGN_HASHES ? back() : attention(reason);
  }
  switch (result.outcome.kind) {
    case 'applied':
      await acknowledge(db, row, { at: moment.now, sentAt: moment.here, seq: result.seq, era: moment.era });
      return 'taken';
    case 'held':
      // looked at already, with what the coordinator wrote: only the era is new
      await attention(row.state === 'needs_attention' && row.reason ? row.reason : result.outcome.reason, moment.era);
      return 'taken';
    case 'refused':
      if (isThere(row, result.outcome)) {
        await acknowledge(db, row, { at: moment.now, sentAt: moment.here, seq: null, era: moment.era });
        return 'taken';
      }
      return moment.forgot ? back() : attention(result.outcome.reason);
    case 'conflict':
      if (moment.forgot) return back();
      await attentionForWhatBuildsOn(db, row, result.outcome.reason);
      return attention(result.outcome.reason);
    case 'retry':
      return back();
  }
}

/** Later edits of the same section were written on top of the one in conflict: they ask as well. */
async function attentionForWhatBuildsOn(db: WaymarkDb, row: OutboxRow, reason: Reason): Promise<void> {
  if (row.op.base === null) return;
  await db.outbox
    .where('subject')
    .equals(row.subject)
    .and((other) => other.section === row.section && other.n > row.n && other.op.base !== null)
    .and((other) => other.state !== 'needs_attention')
    .modify({ state: 'needs_attention', reason });
}

/** Offered again after the server forgot: either it is back, or it becomes this person's to decide. */
async function settleForgotten(
  db: WaymarkDb,
  row: AcknowledgedRow,
  word: ReturnType<typeof believe> | undefined,
  result: PushResult | undefined,
  moment: Moment,
): Promise<Done> {
  const outcome = result?.outcome;
  if ((outcome?.kind === 'applied' && word === 'yes') || isThere(row, outcome)) {
    await db.acknowledged.update(row.id, { era: moment.era, ackedAt: moment.now, unseen: 1, seq: result?.seq ?? null });
    return 'taken';
  }
  if (
    !outcome ||
    outcome.kind === 'retry' ||
    outcome.kind === 'applied' ||
    (moment.forgot && outcome.kind !== 'held')
  ) {
    return 'later';
  }
  const { ackedAt, sentAt, seq, unseen, ...kept } = row;
  await db.outbox.put({
    ...kept,
    state: 'needs_attention',
    reason: outcome.reason,
    undoUntil: 0,
    ...(outcome.kind === 'held' ? { era: moment.era } : {}),
  });
  await db.acknowledged.delete(row.id);
  return 'attention';
}
