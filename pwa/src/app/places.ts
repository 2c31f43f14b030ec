/** The places of the navigation, in their order; Give is in the middle, under the thumb. */
import type { Role } from '../db/reference';
import type { MessageKey } from '../i18n/t';
import type { IconName } from '../ui/Icon.svelte';

export interface Place {
  path: string;
  label: MessageKey;
  icon: IconName;
}

export const inbox: Place = { path: '/inbox', label: 'app.nav.inbox', icon: 'inbox' };
const plans: Place = { path: '/plans', label: 'app.nav.plans', icon: 'plans' };
const give: Place = { path: '/', label: 'app.nav.give', icon: 'give' };
/** For learners in the desktop's rail and, on a phone, under You: they ask more often than they look back. */
export const given: Place = { path: '/given', label: 'app.nav.given', icon: 'given' };
const ask: Place = { path: '/ask', label: 'app.nav.ask', icon: 'ask' };
export const you: Place = { path: '/you', label: 'app.nav.you', icon: 'you' };

/** For coaches, in the desktop's rail and, on a phone, under You. */
export const coach: Place = { path: '/coach', label: 'app.nav.coach', icon: 'people' };

/** For those who run the program; givers find it in the desktop's rail and, on a phone, under You. */
export const program: Place = { path: '/program', label: 'app.nav.program', icon: 'people' };

const GIVE: readonly Role[] = ['learner', 'faculty', 'team', 'coach', 'director', 'committee'];
const HAVE_PROGRAM_PAGE: readonly Role[] = ['coordinator', 'director'];

const any = (roles: readonly Role[], wanted: readonly Role[]) => roles.some((role) => wanted.includes(role));

export const mayGive = (roles: readonly Role[]) => any(roles, GIVE);
/** Who learns asks for feedback. */
export const asks = (roles: readonly Role[]) => roles.includes('learner');
export const coaches = (roles: readonly Role[]) => roles.includes('coach');
export const hasProgramPage = (roles: readonly Role[]) => any(roles, HAVE_PROGRAM_PAGE);

/** The places of somebody with these roles. Who only runs the program neither gives nor receives. */
export function placesOf(roles: readonly Role[]): readonly Place[] {
  if (mayGive(roles)) return [inbox, plans, give, asks(roles) ? ask : given, you];
  return hasProgramPage(roles) ? [program, you] : [you];
}

/** Where the app opens. */
export const homeOf = (roles: readonly Role[]) => (mayGive(roles) ? give : hasProgramPage(roles) ? program : you).path;

/** The place a path belongs to. */
export function placeOf(path: string): string {
  if (/^.(plans|learning)/.test(path)) return '/plans';
  if (path.startsWith('/entry') || path.startsWith('/inbox')) return '/inbox';
  if (path === '/jot' || path === '/later') return '/';
  if (path.startsWith('/people')) return '/program';
  if (path.startsWith('/ask')) return '/ask';
  if (/^.(sync|you|help|camp|coach.(mine|check|ask))/.test(path)) return '/you';
  if (path.startsWith('/coach')) return '/coach';
  return path;
}
