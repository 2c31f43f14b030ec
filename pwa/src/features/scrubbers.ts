/** What features take out of retained operations when a text was redacted after it was sent. */
import type { Scrubber } from '../sync/ports';
import { scrubAmendments, scrubEntries } from './feedback/scrub';
import { scrubRequests } from './requests/scrub';

export const scrubbers: readonly Scrubber[] = [scrubEntries, scrubAmendments, scrubRequests];
