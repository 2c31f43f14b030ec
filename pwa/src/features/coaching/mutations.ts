/** What a person can do, on this device at once and on the server when there is a network. */
import type { OutboxRow } from '../../db/schema';
import { mutate, mutator, type Device } from '../../sync/mutate';
import { nextBase } from '../../sync/pending';
import { stored } from '../../ui/text';
import type {
  AskBody,
  ChangeMeetingBody,
  CheckInRow,
  MeetingRow,
  NoteBody,
  NoteRow,
  PlanMeetingBody,
  Towards,
} from './model';
import { ASK_CHECK_IN, WRITE_NOTE } from './operations';

type Nothing = Record<string, never>;

const plans = mutator<PlanMeetingBody>('coaching.plan_meeting');
const changes = mutator<ChangeMeetingBody>('coaching.change_meeting');
const writes = mutator<NoteBody>(WRITE_NOTE);
const shares = mutator<Nothing>('coaching.share_note');
const drops = mutator<Nothing>('coaching.drop_note');
const asks = mutator<AskBody>(ASK_CHECK_IN);
const takesUp = mutator<Nothing>('coaching.take_up');
const takesBack = mutator<Nothing>('coaching.take_back');

/** Sets the day of a meeting; its id. */
export async function planMeeting(device: Device, program: string, learner: string, on: string): Promise<string> {
  const subject = device.ids.next();
  await mutate(device, plans, { program, subject, body: { learner, on } });
  return subject;
}

/** Moves a meeting, or says that it was held or cancelled; by the same deed the day of the next one. */
export async function changeMeeting(
  device: Device,
  { id, program, learner, version }: MeetingRow,
  body: ChangeMeetingBody,
  next: string | null = null,
): Promise<OutboxRow> {
  const base = await nextBase(device.db, id, [changes.kind], version);
  const also = next === null ? [] : [{ mutator: plans, subject: device.ids.next(), body: { learner, on: next } }];
  return mutate(device, changes, { program, subject: id, base, body, also });
}

/** Writes a note: for oneself, or for the learner as well. */
export function writeNote(device: Device, program: string, body: NoteBody): Promise<OutboxRow> {
  const saving = { program, subject: device.ids.next(), body: { ...body, text: stored(body.text) } };
  return mutate(device, writes, saving);
}

/** Shares a note with its learner, for good. */
export function shareNote(device: Device, { id, program }: NoteRow): Promise<OutboxRow> {
  return mutate(device, shares, { program, subject: id, body: {} });
}

/** Deletes a note; what of it the server refused is discarded with it. */
export function dropNote(device: Device, { id, program }: NoteRow, refused: readonly string[]): Promise<OutboxRow> {
  return mutate(device, drops, { program, subject: id, body: {}, undoable: true, replaces: refused });
}

/** Asks somebody to check in with a learner. */
export function askCheckIn(
  device: Device,
  program: string,
  learner: string,
  text: string,
  to: Towards,
): Promise<OutboxRow> {
  const body = { learner, text: stored(text), to };
  return mutate(device, asks, { program, subject: device.ids.next(), body, undoable: true });
}

/** "We talked", with a word for the coach's own notes where one was written. */
export function takeUp(device: Device, { id, program }: CheckInRow, word: NoteBody | null): Promise<OutboxRow> {
  const also = word === null ? [] : [{ mutator: writes, subject: device.ids.next(), body: word }];
  return mutate(device, takesUp, { program, subject: id, body: {}, also });
}

/** Takes an asking back that nobody has taken up. */
export function takeBack(device: Device, { id, program }: CheckInRow, refused: readonly string[]): Promise<OutboxRow> {
  return mutate(device, takesBack, { program, subject: id, body: {}, replaces: refused });
}
