import { letGo, scrubbers } from '../features/scrubbers';
import type { Ports } from '../sync/ports';
import { round } from '../sync/round';

/** One round of this app, with what its features take out of retained operations. */
export const sendAndFetch: Ports['round'] = (ports, options) => round({ ...ports, scrubbers, letGo }, options);
