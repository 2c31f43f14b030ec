/** How campaigns are named and what stands to be done with them. Pure. */
import type { Role } from '../../db/reference';
import { ownFormES } from '../../i18n/own-form';
import { locale, type Translate } from '../../i18n/t';
import type { Campaign, Group, Named, ShownGroup, Subject } from './model';

/** Names in a title before it only counts the others. */
const NAMED = 2;

export function aboutWhom({ subjects }: Pick<Campaign, 'subjects'>, t: Translate): string {
  const names = subjects.slice(0, NAMED).map(({ learner }) => learner.name);
  const more = subjects.length - names.length;
  if (more > 0) return t('campaign.about.more', { names: names.join(', '), n: more });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

export const groupName = (group: ShownGroup | 'self', t: Translate): string => t(`campaign.group.${group}`);

export const groupNames = (groups: readonly Group[], t: Translate): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(groups.map((group) => groupName(group, t)));

/** What the form asks: Waymark's own form in the reader's language, a program's wording as the program wrote it. */
export const asked = (text: string): string => (locale.startsWith('es') ? (ownFormES[text] ?? text) : text);

/** A half-year (`2026-H2`) in words; it is as exact as an occasion is ever told. */
export function occasion(halfYear: string, t: Translate): string {
  const [year = '', half = ''] = halfYear.split('-H');
  return t(half === '1' ? 'report.half.1' : 'report.half.2', { year });
}

/** Whoever looks at a campaign. */
export interface Viewer {
  id: string;
  roles: readonly Role[];
  /** Whom they coach. */
  coached: readonly string[];
}

export const runs = ({ roles }: Pick<Viewer, 'roles'>) => roles.includes('coordinator') || roles.includes('director');

/** Whether they decide about a learner's proposal, and about whom a learner names. */
export const decides = ({ roles, coached }: Viewer, { subjects }: Pick<Campaign, 'subjects'>) =>
  roles.includes('director') || subjects.some(({ learner }) => coached.includes(learner.id));

export const isFacilitator = ({ id }: Pick<Viewer, 'id'>, { facilitator }: { facilitator: Named | null }) =>
  facilitator?.id === id;

/** Learners whose comments wait to be read. */
export const unread = ({ state, subjects }: Pick<Campaign, 'state' | 'subjects'>): readonly Subject[] =>
  state === 'closed' ? subjects.filter(({ outcome }) => outcome === null) : [];

export type Todo = 'approve' | 'read' | 'self';

/** What waits for this viewer; nothing where nothing does. */
export function todoOf(viewer: Viewer, campaign: Campaign): Todo | null {
  if (campaign.state === 'proposed') return decides(viewer, campaign) ? 'approve' : null;
  if (isFacilitator(viewer, campaign) && unread(campaign).length > 0) return 'read';
  const own = campaign.subjects.find(({ learner }) => learner.id === viewer.id);
  return campaign.state === 'open' && own?.self_answered === false ? 'self' : null;
}

export type Part = 'yours' | 'running' | 'over';
const RUNNING: readonly Campaign['state'][] = ['proposed', 'approved', 'open', 'closed'];

/** In which part of the list a campaign stands. */
export function partOf(viewer: Viewer, campaign: Campaign): Part {
  if (todoOf(viewer, campaign) !== null) return 'yours';
  return RUNNING.includes(campaign.state) ? 'running' : 'over';
}
