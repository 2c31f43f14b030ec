/** Mending what needs attention: the same thing, with other words, as a new operation in the old one's place. */
import type { OutboxRow } from '../../db/schema';
import { mutate, type Device } from '../../sync/mutate';
import { discard } from '../../sync/outbox';
import { draftsOf, reopen } from '../feedback/drafts';
import { withTexts, type TextField } from './texts';

/** Saves it anew and discards the old one, in one transaction. */
export async function sendAsNew(
  device: Device,
  row: OutboxRow,
  texts: Partial<Record<TextField, string>>,
): Promise<OutboxRow> {
  const body = withTexts(row.op.body, texts);
  if (typeof body.id === 'string') body.id = device.ids.next(); // an amendment, an answer: a thing of its own
  const taken = row.reason?.code === 'id_taken';
  return mutate(
    device,
    { kind: row.kind, v: row.op.v, section: row.section },
    {
      program: row.program,
      subject: taken ? device.ids.next() : row.subject,
      base: row.reason?.outcome === 'conflict' ? (row.reason.version ?? row.op.base) : row.op.base,
      body,
      replaces: [row.id],
    },
  );
}

/** Opens feedback the server did not take in the Give form; answers where. Opened before, it is found as it was left. */
export async function editInGive(device: Device, row: OutboxRow): Promise<string> {
  const drafts = await draftsOf(device.db, row.program);
  const opened = drafts.find(({ draft }) => draft.replaces === row.id);
  const id = opened?.draft.id ?? (await reopen(device, row));
  return `/?draft=${id}`;
}

/** Throws it away, after the person was offered a copy. */
export async function throwAway(device: Pick<Device, 'db'>, row: OutboxRow): Promise<void> {
  const { db } = device;
  await db.transaction('rw', db.outbox, db.meta, () => discard(db, [row.id]));
}
