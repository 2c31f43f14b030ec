/** Where a request is answered: the Give form with its learner, its skill and the request itself. */
import type { RequestRow } from './model';

export function answerAt({
  id,
  learner,
  set,
  subcompetency,
}: Pick<RequestRow, 'id' | 'learner' | 'set' | 'subcompetency'>): string {
  return `/?${new URLSearchParams({ learner, set, skill: subcompetency, request: id }).toString()}`;
}
