/** What a person can do with requests. Each is saved on this device at once and sent when there is a network. */
import type { OutboxRow } from '../../db/schema';
import { mutate, mutator, type Also, type Device } from '../../sync/mutate';
import { nextBase } from '../../sync/pending';
import type { AskBody, DeclineBody, RedactRequestBody, RequestRow } from './model';

const STATE = 'requests.state';
const ask = mutator<AskBody>('requests.ask');
const decline = mutator<DeclineBody>('requests.decline', { section: STATE });
const withdraw = mutator<Record<string, never>>('requests.withdraw', { section: STATE });
const redact = mutator<RedactRequestBody>('requests.redact', { section: 'requests.text' });
const STATE_KINDS = [decline.kind, withdraw.kind];

/** Asks, with what the same deed does to other things. It can be undone for 10 seconds. */
export function askFor(
  device: Device,
  program: string,
  id: string,
  body: AskBody,
  { replaces = [], also = [] }: { replaces?: readonly string[]; also?: readonly Also[] } = {},
): Promise<OutboxRow<AskBody>> {
  return mutate(device, ask, { program, subject: id, body, undoable: true, replaces, also });
}

/** Says no, with a reason. It can be undone for 10 seconds. */
export async function declineRequest(
  device: Device,
  request: Pick<RequestRow, 'id' | 'program' | 'version'>,
  body: DeclineBody,
): Promise<OutboxRow<DeclineBody>> {
  const base = await nextBase(device.db, request.id, STATE_KINDS, request.version);
  return mutate(device, decline, { program: request.program, subject: request.id, base, body, undoable: true });
}

/** Takes the question back. */
export async function withdrawRequest(
  device: Device,
  request: Pick<RequestRow, 'id' | 'program' | 'version'>,
): Promise<OutboxRow<Record<string, never>>> {
  const base = await nextBase(device.db, request.id, STATE_KINDS, request.version);
  return mutate(device, withdraw, { program: request.program, subject: request.id, base, body: {}, undoable: true });
}

/** Covers a passage of the question or of what stands beside it: only the redacted text is left anywhere. */
export async function redactRequest(
  device: Device,
  request: Pick<RequestRow, 'id' | 'program' | 'text_version'>,
  body: RedactRequestBody,
): Promise<OutboxRow<RedactRequestBody>> {
  const base = await nextBase(device.db, request.id, [redact.kind], request.text_version ?? 1);
  return mutate(device, redact, { program: request.program, subject: request.id, base, body });
}
