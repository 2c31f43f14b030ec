/**
 * The Ask form: what it starts with, and when it may be saved. Pure.
 *
 * - A draft lives on this device only and is kept on every pause.
 * - A request needs somebody to ask, a skill and a question; nothing else is ever required.
 */
import { excess, stored } from '../../ui/text';
import type { PlanRow } from '../plans/model';
import { LIMITS, type AskBody } from './model';

/** Who is asked: a member, a visitor by mail, or whoever scans the code. */
export type Asked = { kind: 'member'; id: string } | { kind: 'visitor'; mail: string; name: string } | { kind: 'code' };

export interface AskDraft {
  /** Becomes the request's id, so that a draft whose request was saved can be told from one that was not. */
  id: string;
  who: Asked | null;
  set: string | null;
  subcompetency: string | null;
  question: string;
  goal: string;
  context: string;
  /** Null: the program's days. */
  until: string | null;
  in_person: boolean;
  own_view: string;
  /** The plan the question is for: its goal and steps are offered as words. */
  plan: string | null;
  /** Whoever is asked is to look again at that plan, which they then see. None in drafts kept before there was the choice. */
  look?: boolean;
  /** A request the server did not take, and whose place this one takes. */
  replaces: string | null;
}

export function emptyDraft(id: string): AskDraft {
  return {
    id,
    who: null,
    set: null,
    subcompetency: null,
    question: '',
    goal: '',
    context: '',
    until: null,
    in_person: false,
    own_view: '',
    plan: null,
    replaces: null,
  };
}

/** What an address fills into a new form: `/ask?skill=&set=&assessor=&plan=&look=`. */
export function draftFromAddress(id: string, address: URLSearchParams): AskDraft {
  const [set, skill, assessor, plan] = ['set', 'skill', 'assessor', 'plan'].map((key) => address.get(key) || null);
  const about = set && skill ? { set, subcompetency: skill } : {};
  const who: Asked | null = assessor ? { kind: 'member', id: assessor } : null;
  const look = plan && address.get('look') ? { look: true } : {};
  return { ...emptyDraft(id), ...about, who, plan: plan ?? null, ...look };
}

/** What asking does for the plan it was begun from. */
export type ForPlan =
  /** The answer is its second look: whoever is asked has been named for it. */
  | { kind: 'looks'; plan: PlanRow; who: string }
  /** Whoever is asked can be named for it. */
  | { kind: 'may_look'; plan: PlanRow; who: string };

/** Nothing where it was begun from none, or whoever is asked is no member. `plans` are the learner's own open ones. */
export function forPlan({ plan: id, who }: AskDraft, plans: readonly { plan: PlanRow }[]): ForPlan | undefined {
  const plan = plans.find((one) => one.plan.id === id)?.plan;
  if (!plan || who?.kind !== 'member') return undefined;
  return { kind: plan.reviewer === who.id ? 'looks' : 'may_look', plan, who: who.id };
}

/** The same question as a new form, for somebody else. */
export function draftFromRequest(id: string, body: AskBody): AskDraft {
  return {
    ...emptyDraft(id),
    set: body.set,
    subcompetency: body.subcompetency,
    question: body.question,
    goal: body.goal ?? '',
    context: body.context ?? '',
    in_person: body.in_person ?? false,
    own_view: body.own_view ?? '',
  };
}

export type Fault =
  | { field: 'who' | 'skill' | 'question'; code: 'missing' }
  | { field: 'mail'; code: 'no_address' }
  | { field: 'question' | 'goal' | 'context' | 'own_view'; code: 'too_long' }
  | { field: 'until'; code: 'past' };

/** Something before an @, and a name with a dot behind it: whether it exists, only a mail can tell. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** What stands in the way of asking, in the order of the screen. */
export function faults(draft: AskDraft, today: string): Fault[] {
  const found: Fault[] = [];
  if (!draft.who) found.push({ field: 'who', code: 'missing' });
  if (draft.who?.kind === 'visitor' && !ADDRESS.test(draft.who.mail.trim())) {
    found.push({ field: 'mail', code: 'no_address' });
  }
  if (!draft.set || !draft.subcompetency) found.push({ field: 'skill', code: 'missing' });
  if (!stored(draft.question)) found.push({ field: 'question', code: 'missing' });
  for (const field of ['question', 'goal', 'context', 'own_view'] as const) {
    if (field === 'own_view' && !draft.in_person) continue;
    if (excess(draft[field], LIMITS[field]) > 0) found.push({ field, code: 'too_long' });
  }
  if (draft.until !== null && draft.until < today) found.push({ field: 'until', code: 'past' });
  return found;
}

/** The request the draft says, or nothing while it has faults. What is empty is left out. */
export function toBody(draft: AskDraft, today: string): AskBody | undefined {
  const { who, set, subcompetency } = draft;
  if (!who || !set || !subcompetency || faults(draft, today).length > 0) return undefined;
  const words = (key: 'goal' | 'context' | 'own_view') => (stored(draft[key]) ? { [key]: stored(draft[key]) } : {});
  return {
    ...whom(who),
    set,
    subcompetency,
    question: stored(draft.question),
    ...words('goal'),
    ...words('context'),
    ...(draft.until === null ? {} : { until: draft.until }),
    ...(draft.in_person ? { in_person: true, ...words('own_view') } : {}),
  };
}

function whom(who: Asked): Pick<AskBody, 'assessor' | 'visiting'> {
  switch (who.kind) {
    case 'member':
      return { assessor: who.id };
    case 'visitor': {
      const name = stored(who.name);
      return { visiting: { mail: stored(who.mail), ...(name ? { name } : {}) } };
    }
    case 'code':
      return {};
  }
}

/** Whether nothing in it is worth keeping beyond what it started with. */
export function isUntouched(draft: AskDraft, start: AskDraft): boolean {
  return JSON.stringify({ ...draft, id: '' }) === JSON.stringify({ ...start, id: '' });
}
