/** What a person can do with jots, as operations. Of their own file because the first load brings it. */
import type { LetGo } from '../../sync/ports';
import { mutator } from '../../sync/mutate';

/** The body of `jots.keep`. */
export interface KeepBody {
  learner: string;
  text: string;
  observed_at: string;
}

export const keepJot = mutator<KeepBody>('jots.keep');
export const dropJot = mutator<unknown>('jots.drop');

/** A dropped jot leaves no copy of its words behind. */
export const letGoOfJots: LetGo = { kind: 'jot', operations: [keepJot.kind] };
