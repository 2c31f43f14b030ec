import type { AppContext } from '../../app/context';
import type { Reference } from '../../db/reference';
import { coachedBy } from '../members/people';
import type { Viewer } from './words';

/** Whoever is signed in, as far as the program's list is on this device. */
export function viewerOf({ session }: Pick<AppContext, 'session'>, reference: Reference | undefined): Viewer {
  const { id } = session.person;
  return { id, roles: session.roles, coached: coachedBy(reference, id).map((learner) => learner.id) };
}
