/** How many days each of a person's programs leaves a request open, as far as this device has their lists. */
import type { AppContext } from '../../app/context';
import { USUAL_DAYS } from './model';
import type { DaysOf } from './queries';

/** Use it inside a live query. */
export async function daysOf(app: Pick<AppContext, 'reference' | 'session'>): Promise<DaysOf> {
  const programs = app.session.program ? [app.session.program.id] : [];
  const days = new Map<string, number>();
  for (const id of programs) {
    const reference = await app.reference.of(id);
    days.set(id, reference?.snapshot.program.request_days ?? USUAL_DAYS);
  }
  return (program) => days.get(program) ?? USUAL_DAYS;
}
