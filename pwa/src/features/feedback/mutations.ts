/** What a person can do with feedback. Each is saved on this device at once and sent when there is a network. */
import type { OutboxRow } from '../../db/schema';
import { mutate, mutator, type Device } from '../../sync/mutate';
import { nextBase } from '../../sync/pending';
import { stored } from '../../ui/text';
import type { AmendBody, FeedbackEntry, GiveBody, RedactBody, WithdrawBody } from './model';

export const give = mutator<GiveBody>('feedback.give');
export const amend = mutator<AmendBody>('feedback.amend');
export const withdraw = mutator<WithdrawBody>('feedback.withdraw');
export const redact = mutator<RedactBody>('feedback.redact');

/** Adds a correction beside an entry. */
export function amendEntry(device: Device, entry: FeedbackEntry, text: string): Promise<OutboxRow<AmendBody>> {
  const body = { id: device.ids.next(), text: stored(text) };
  return mutate(device, amend, { program: entry.program, subject: entry.id, body });
}

/** Takes an entry back as entered in error. */
export function withdrawEntry(
  device: Device,
  entry: FeedbackEntry,
  reason: string | null,
): Promise<OutboxRow<WithdrawBody>> {
  const body = { reason: reason === null ? null : stored(reason) || null };
  return mutate(device, withdraw, { program: entry.program, subject: entry.id, body });
}

/** What an entry is when it is given; each redaction and the withdrawal count one on. */
const FIRST_VERSION = 1;

/** Covers a passage for good, everywhere. */
export async function redactEntry(
  device: Device,
  entry: FeedbackEntry,
  body: RedactBody,
): Promise<OutboxRow<RedactBody>> {
  const base = await nextBase(device.db, entry.id, [redact.kind], entry.version ?? FIRST_VERSION);
  return mutate(device, redact, { program: entry.program, subject: entry.id, base, body });
}
