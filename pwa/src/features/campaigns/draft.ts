/** A campaign before it is begun. Pure. */
import type { Member } from '../../db/reference';
import { addDays } from '../../lib/days';
import type { NewCampaign } from './line';
import { GROUPS, type Group, type Minimums } from './model';

/** A program may raise its minimums, and never go below these. */
export const FLOOR: Minimums = { aim: 5, total: 5, group: 3 };
const USUAL: Minimums = { aim: 12, total: 8, group: 3 };
/** From the first day to the last. */
const USUAL_DAYS = 20;
const SHORTEST_DAYS = 6;
const LONGEST_DAYS = 83;

export interface CampaignDraft {
  learners: string[];
  opens_on: string | null;
  closes_on: string | null;
  groups: Group[];
  minimums: Minimums;
  facilitator: string;
  director_sees: boolean;
}

export function beginDraft(today: string, learners: readonly string[] = []): CampaignDraft {
  return {
    learners: [...learners],
    opens_on: today,
    closes_on: addDays(today, USUAL_DAYS),
    groups: [...GROUPS],
    minimums: { ...USUAL },
    facilitator: '',
    director_sees: false,
  };
}

/** A last day that follows the first one, as long as nobody chose another. */
export const usualEnd = (opens_on: string) => addDays(opens_on, USUAL_DAYS);

export type StartFault = 'learners' | 'groups' | 'facilitator' | 'bad_window' | 'below_floor' | 'bad_minimums';

/** What keeps it from being begun, in the order of the page. Whoever proposes names nobody to read the comments. */
export function faultsOf(draft: CampaignDraft, today: string, proposes: boolean): StartFault[] {
  const faults: StartFault[] = [];
  if (draft.learners.length === 0) faults.push('learners');
  const { opens_on: from, closes_on: to } = draft;
  const within = from && to && to >= addDays(from, SHORTEST_DAYS) && to <= addDays(from, LONGEST_DAYS) && to >= today;
  if (!within) faults.push('bad_window');
  if (draft.groups.length === 0) faults.push('groups');
  if (!proposes && draft.facilitator === '') faults.push('facilitator');
  return [...faults, ...minimumFaults(draft.minimums)];
}

export function minimumFaults({ aim, total, group }: Minimums): ('below_floor' | 'bad_minimums')[] {
  if (!(group >= FLOOR.group && total >= FLOOR.total)) return ['below_floor'];
  return aim >= total && total >= group && aim <= 100 ? [] : ['bad_minimums'];
}

/** The draft as the server takes it; only of one without faults. */
export function toCampaign(draft: CampaignDraft, id: string): NewCampaign {
  const { facilitator, opens_on, closes_on, ...rest } = draft;
  return {
    id,
    ...rest,
    opens_on: opens_on ?? '',
    closes_on: closes_on ?? '',
    ...(facilitator === '' ? {} : { facilitator }),
  };
}

/** Who may read the comments of a campaign about these learners. */
export function facilitatorsFor(members: readonly Member[], learners: readonly string[]): Member[] {
  const mayRead = (member: Member) =>
    member.roles.some(
      (role) => role === 'coach' || role === 'faculty' || role === 'director' || role === 'faculty_developer',
    );
  return members.filter((member) => member.active && mayRead(member) && !learners.includes(member.id));
}
