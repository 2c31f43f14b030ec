/** What a person does with what they are told. Saved on this device at once and sent when there is a network. */
import type { OutboxRow } from '../../db/schema';
import { uuid5 } from '../../lib/uuid5';
import { mutate, mutator, type Device } from '../../sync/mutate';
import type { About, NotificationRow, Preferences } from './model';
import { unreadAbout } from './queries';

const open = mutator<Record<string, never>>('notifications.open');
const chooses = mutator<Preferences>('notifications.prefer');

/** Marks a notification as read. */
export function openNotification(
  device: Device,
  { id, program }: Pick<NotificationRow, 'id' | 'program'>,
): Promise<OutboxRow> {
  return mutate(device, open, { program, subject: id, body: {} });
}

/** Marks as read whatever was told about a thing: its page is open. */
export async function openAbout(device: Device, about: About): Promise<void> {
  for (const row of await unreadAbout(device.db, about)) await openNotification(device, row);
}

/** The id of a person's preferences; the server makes the same. */
export const preferencesId = (person: string): Promise<string> => uuid5(person, 'preferences');

/** Replaces what this person wants to be told. `program` is any of theirs: the preferences are of none. */
export async function prefer(device: Device, program: string, preferences: Preferences): Promise<OutboxRow> {
  const subject = await preferencesId(device.session.person.id);
  return mutate(device, chooses, { program, subject, body: preferences });
}
