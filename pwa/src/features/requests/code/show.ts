/** Makes the code of a request from the operation as this device keeps it. */
import type { WaymarkDb } from '../../../db/schema';
import { codeAddress, makeCode, signedPart } from './code';
import { sign } from './key';

export type Shown =
  | { kind: 'code'; address: string; question: string }
  /** This device did not ask it, or let go of it since. */
  | { kind: 'not_here' }
  | { kind: 'too_long' };

export async function codeOf(
  db: WaymarkDb,
  request: string,
  from: { device: string; learner: string; origin: string },
): Promise<Shown> {
  const [waiting, taken] = await Promise.all([
    db.outbox.where('subject').equals(request).toArray(),
    db.acknowledged.where('subject').equals(request).toArray(),
  ]);
  const row = [...waiting, ...taken].find(({ kind }) => kind === 'requests.ask');
  if (!row) return { kind: 'not_here' };
  const signature = await sign(db, signedPart(row.bytes, from.device));
  const address = codeAddress(from.origin, makeCode(row.bytes, from.device, signature), from.learner);
  if (address === null) return { kind: 'too_long' };
  return { kind: 'code', address, question: (row.op.body as { question: string }).question };
}
