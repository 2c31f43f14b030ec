/** What each role finds on the program's page. */
import type { Member, Role } from '../../db/reference';

export type ProgramView = 'held' | 'ledger' | 'people' | 'coached' | 'closure' | 'expected';

/** The views in the order they are offered; the first one opens. Somebody with several roles finds each once. */
export function viewsFor(roles: readonly Role[]): ProgramView[] {
  const views: ProgramView[] = [];
  if (roles.includes('coordinator')) views.push('held');
  if (roles.includes('director')) views.push('people');
  if (roles.includes('coach')) views.push('coached');
  if (roles.includes('coordinator') || roles.includes('director')) views.push('ledger', 'closure', 'expected');
  return views;
}

/** Learners by training year, first year first; those without one come last. */
export function byYear(members: readonly Member[]): [year: number | null, members: Member[]][] {
  const years = new Map<number | null, Member[]>();
  for (const member of members) {
    const known = years.get(member.training_year);
    if (known) known.push(member);
    else years.set(member.training_year, [member]);
  }
  return [...years].sort(([a], [b]) => (a ?? Infinity) - (b ?? Infinity));
}
