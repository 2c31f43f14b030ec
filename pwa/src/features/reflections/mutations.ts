/** What a learner says to an entry, and what they keep or share of their own thoughts. */
import type { OutboxRow } from '../../db/schema';
import { mutate, mutator, type Device } from '../../sync/mutate';
import { OPERATION, type ReflectBody, type ResponseBody, type ResponseKind, type ShareBody } from './model';

const RESPOND = {
  acknowledged: mutator<ResponseBody>(OPERATION.acknowledged),
  thanked: mutator<ResponseBody>(OPERATION.thanked),
  asked: mutator<ResponseBody>(OPERATION.asked),
  differs: mutator<ResponseBody>(OPERATION.differs),
};
const reflectOnEntry = mutator<ReflectBody>('reflections.reflect');
const shareWith = mutator<ShareBody>('reflections.share');
const markEntryRead = mutator<Record<string, never>>('notifications.read');

/** An entry, as far as an answer to it needs to know. */
export interface Answered {
  id: string;
  program: string;
}

/** Acknowledges, thanks, asks or differs; once each. */
export async function respond(
  device: Device,
  entry: Answered,
  kind: ResponseKind,
  text: string | null,
): Promise<OutboxRow> {
  const body = { id: device.ids.next(), text };
  return mutate(device, RESPOND[kind], { program: entry.program, subject: entry.id, body });
}

/** Writes a reflection, seen by nobody else; then shares it where somebody was chosen. */
export async function reflect(
  device: Device,
  entry: Answered,
  text: string,
  sharedWith: readonly string[],
): Promise<void> {
  const id = device.ids.next();
  await mutate(device, reflectOnEntry, { program: entry.program, subject: id, body: { entry: entry.id, text } });
  if (sharedWith.length > 0) await share(device, { id, program: entry.program }, sharedWith);
}

/** Shares a reflection with exactly these people; with nobody, it is private again. */
export async function share(
  device: Device,
  reflection: { id: string; program: string },
  people: readonly string[],
): Promise<OutboxRow> {
  const saving = { program: reflection.program, subject: reflection.id, body: { with: [...people] } };
  return mutate(device, shareWith, saving);
}

/** Remembers that an entry and what was said to it have been seen. */
export async function markRead(device: Device, entry: Answered): Promise<OutboxRow> {
  return mutate(device, markEntryRead, { program: entry.program, subject: entry.id, body: {} });
}
