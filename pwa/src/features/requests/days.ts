/** How many days each of a person's programs leaves a request open, as far as this device has their lists. */
import type { AppContext } from '../../app/context';
import { USUAL_DAYS } from './model';
import type { DaysOf } from './queries';

/** A live query of its own: one that reads on after the list was read would not follow what it reads then. */
export async function daysOf(app: Pick<AppContext, 'reference' | 'session'>): Promise<DaysOf> {
  const program = app.session.program?.id;
  const reference = program === undefined ? undefined : await app.reference.of(program);
  const days = reference?.snapshot.program.request_days ?? USUAL_DAYS;
  return (id) => (id === program ? days : USUAL_DAYS);
}
