/** Takes redacted text out of the operations this device retains, so that no copy of it is left behind. */
import type { Scrubber } from '../../sync/ports';
import type { AmendBody, Amendment, FeedbackEntry, GiveBody } from './model';

/** What was redacted in an entry leaves the operation that gave it. */
export const scrubEntries: Scrubber = {
  kind: 'feedback_entry',
  subject: (data) => ((data as unknown as FeedbackEntry).redacted.length > 0 ? (data['id'] as string) : null),
  scrub(data, op) {
    if (op.kind !== 'feedback.give') return null;
    const entry = data as unknown as FeedbackEntry;
    const body = { ...(op.body as GiveBody) };
    for (const part of entry.redacted) body[part] = entry[part];
    return body;
  },
};

/** What was redacted in an amendment leaves the operation that added it. */
export const scrubAmendments: Scrubber = {
  kind: 'amendment',
  subject: (data) => ((data as unknown as Amendment).redacted ? (data['entry'] as string) : null),
  scrub(data, op) {
    const amendment = data as unknown as Amendment;
    const body = op.body as AmendBody;
    return op.kind === 'feedback.amend' && body.id === amendment.id ? { ...body, text: amendment.text } : null;
  },
};
