/** The places of the navigation, in their order; Give is in the middle, under the thumb. */
import type { Role } from '../db/reference';
import type { MessageKey } from '../i18n/t';
import type { IconName } from '../ui/Icon.svelte';

export interface Place {
  path: string;
  label: MessageKey;
  icon: IconName;
}

export const places: readonly Place[] = [
  { path: '/inbox', label: 'app.nav.inbox', icon: 'inbox' },
  { path: '/plans', label: 'app.nav.plans', icon: 'plans' },
  { path: '/', label: 'app.nav.give', icon: 'give' },
  { path: '/given', label: 'app.nav.given', icon: 'given' },
  { path: '/you', label: 'app.nav.you', icon: 'you' },
];

/** One more in the desktop's rail, for those who run the program or coach in it; on a phone it is reached from You. */
export const programPlace: Place = { path: '/program', label: 'app.nav.program', icon: 'people' };

const HAVE_IT: readonly Role[] = ['coordinator', 'director', 'coach'];

export function hasProgramPage(roles: readonly Role[]): boolean {
  return roles.some((role) => HAVE_IT.includes(role));
}

/** The place a path belongs to. */
export function placeOf(path: string): string {
  if (path.startsWith('/plans')) return '/plans';
  if (path.startsWith('/entry')) return '/inbox';
  if (path.startsWith('/people')) return '/program';
  if (path.startsWith('/sync')) return '/you';
  return path;
}
