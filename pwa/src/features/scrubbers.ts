/** What features take out of retained operations: a text that was redacted after it was sent, a thing that is gone. */
import type { LetGo, Scrubber } from '../sync/ports';
import { letGoOfCoaching } from './coaching/operations';
import { scrubAmendments, scrubEntries } from './feedback/scrub';
import { letGoOfJots } from './jots/operations';
import { scrubRequests } from './requests/scrub';

export const scrubbers: readonly Scrubber[] = [scrubEntries, scrubAmendments, scrubRequests];
export const letGo: readonly LetGo[] = [letGoOfJots, ...letGoOfCoaching];
