/** Takes redacted text out of the operations this device retains, so that no copy of it is left behind. */
import type { Scrubber } from '../../sync/ports';
import { REDACTED, type AmendBody, type Amendment, type FeedbackEntry, type GiveBody, type RedactBody } from './model';

/** What was redacted in an entry leaves the operation that gave it. */
export const scrubEntries: Scrubber = {
  kind: 'feedback_entry',
  subjects: (data) => ((data as unknown as FeedbackEntry).redacted.length > 0 ? [data['id'] as string] : []),
  scrub(data, op) {
    const entry = data as unknown as FeedbackEntry;
    if (op.kind === 'feedback.redact') {
      const body = op.body as RedactBody;
      return body.part === 'amendment' ? null : overItsMark(body, entry[body.part]);
    }
    if (op.kind !== 'feedback.give') return null;
    const body = { ...(op.body as GiveBody) };
    for (const part of entry.redacted) body[part] = entry[part];
    return body;
  },
};

/** What was redacted in an amendment leaves the operation that added it. */
export const scrubAmendments: Scrubber = {
  kind: 'amendment',
  subjects: (data) => ((data as unknown as Amendment).redacted ? [data['entry'] as string] : []),
  scrub(data, op) {
    const amendment = data as unknown as Amendment;
    if (op.kind === 'feedback.redact') {
      const body = op.body as RedactBody;
      return body.amendment === amendment.id ? overItsMark(body, amendment.text) : null;
    }
    const body = op.body as AmendBody;
    return op.kind === 'feedback.amend' && body.id === amendment.id ? { ...body, text: amendment.text } : null;
  },
};

/**
 * A retained redaction, moved to where its mark stands now: offered again to a server that forgot, together with the text
 * as it stands now, it changes nothing more. Null where there is nothing to move.
 */
export function overItsMark<Body extends { from: number; to: number }>(body: Body, text: string | null): Body | null {
  const at = text?.indexOf(REDACTED) ?? -1;
  if (text === null || at < 0) return null;
  const from = [...text.slice(0, at)].length;
  const to = from + [...REDACTED].length;
  return from === body.from && to === body.to ? null : { ...body, from, to };
}
