/** Keeping a jot, and letting go of it. */
import type { OutboxRow } from '../../db/schema';
import { stamp } from '../../lib/clock';
import { mutate, type Device } from '../../sync/mutate';
import { stored } from '../../ui/text';
import type { JotView } from './model';
import { dropJot, keepJot, type KeepBody } from './operations';

/** Keeps a few words about a learner. What was observed was observed now, unless somebody says when. */
export function keep(
  device: Device,
  program: string,
  learner: string,
  text: string,
  observedAt?: string,
): Promise<OutboxRow<KeepBody>> {
  const body = { learner, text: stored(text), observed_at: observedAt ?? stamp(device.clock) };
  return mutate(device, keepJot, { program, subject: device.ids.next(), body, undoable: true });
}

/** Lets go of a jot; one the server refused is discarded with it. */
export function drop(device: Device, { id, program, refused }: JotView): Promise<OutboxRow> {
  return mutate(device, dropJot, { program, subject: id, body: {}, undoable: true, replaces: refused });
}
