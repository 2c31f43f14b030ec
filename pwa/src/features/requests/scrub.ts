/** Takes what was redacted in a request out of the operations this device retains: its own, and the entries that answer. */
import type { Scrubber } from '../../sync/ports';
import type { GiveBody } from '../feedback/model';
import { overItsMark } from '../feedback/scrub';
import type { AskBody, RedactRequestBody, RequestRow } from './model';

export const scrubRequests: Scrubber = {
  kind: 'request',
  subjects(data) {
    const { id, redacted = [], entries } = data as unknown as RequestRow;
    return redacted.length > 0 ? [id, ...entries] : [];
  },
  scrub(data, op) {
    const request = data as unknown as RequestRow;
    if (op.kind === 'requests.redact') {
      const body = op.body as RedactRequestBody;
      return overItsMark(body, request[body.part]);
    }
    if (op.kind === 'feedback.give') {
      // The code carries the question as it was. The entry still names the request.
      const { request_code, ...body } = op.body as GiveBody;
      return request_code ? body : null;
    }
    if (op.kind !== 'requests.ask') return null;
    const body = { ...(op.body as AskBody) };
    for (const part of request.redacted ?? []) body[part] = request[part] ?? '';
    return body;
  },
};
