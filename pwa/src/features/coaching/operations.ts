/** What of coaching the first load has to know: a note or an asking that is deleted leaves no copy of its words behind. */
import type { LetGo } from '../../sync/ports';

export const WRITE_NOTE = 'coaching.note';
export const ASK_CHECK_IN = 'coaching.ask_check_in';

export const letGoOfCoaching: readonly LetGo[] = [
  { kind: 'coach_note', operations: [WRITE_NOTE] },
  { kind: 'check_in', operations: [ASK_CHECK_IN] },
];
