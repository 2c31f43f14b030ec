/**
 * The Give form while it is being written, and the rules it must meet.
 *
 * - A draft lives on this device only and is kept on every pause.
 * - What the person has not touched is null and is filled in on Save, so that a default can still follow the choices.
 * - An entry needs a learner, a skill and one of the two comments; nothing else is ever required.
 */
import { excess, stored } from '../../ui/text';
import {
  LIMITS,
  type Basis,
  type Conversation,
  type GiveBody,
  type LookAgain,
  type Setting,
  type TypedLearner,
} from './model';

/** A plan whose skill is looked at again. The entry is a second look only while it is about the same. */
export interface PlanLookedAt {
  plan: string;
  learner: string;
  /** Null where the plan names no skill: then any will do. */
  subcompetency: string | null;
}

/** A request that is answered. The entry answers it only while it is about the learner who asked. */
export interface Answers {
  request: string;
  learner: string;
  /** The code it was handed over by, in person; null where it came over the server. */
  code: string | null;
}

export interface GiveDraft {
  /** Becomes the entry's id, so that a draft whose entry was saved can be told from one that was not. */
  id: string;
  program: string;
  /** When the form was opened: the encounter's time until somebody says another. RFC 3339. */
  opened_at: string;
  learner: string | null;
  typed: TypedLearner | null;
  set: string | null;
  subcompetency: string | null;
  went_well: string;
  differently: string;
  next_step: string;
  /** Null: the default of the day. */
  due: string | null;
  /** "I will look again." */
  will_look?: boolean | undefined;
  level: number | null;
  cannot_judge: boolean;
  /** Null: the setting of the rotation. */
  setting: Setting | null;
  /** Null: when the form was opened. */
  observed_at: string | null;
  basis: Basis;
  conversation: Conversation;
  /** The request this answers; see {@link answering}. */
  answers: Answers | null;
  /** The plan this is a second look for; see {@link secondLook}. */
  looks_at: PlanLookedAt | null;
  look_again: LookAgain | null;
  /** An operation the server did not take, and whose place this one takes. */
  replaces: string | null;
  /** Jots whose words are in it; see {@link finished}. None in drafts kept before there were jots. */
  jots?: readonly JotInIt[];
}

/** A jot whose words a draft took in. The entry finishes it only while it is about the same learner. */
export interface JotInIt {
  id: string;
  learner: string;
}

export function emptyDraft(id: string, program: string, openedAt: string): GiveDraft {
  return {
    id,
    program,
    opened_at: openedAt,
    learner: null,
    typed: null,
    set: null,
    subcompetency: null,
    went_well: '',
    differently: '',
    next_step: '',
    due: null,
    level: null,
    cannot_judge: false,
    setting: null,
    observed_at: null,
    basis: 'not_said',
    conversation: 'not_said',
    answers: null,
    looks_at: null,
    look_again: null,
    replaces: null,
  };
}

/** A draft with what an entry said: for Undo, and for sending what was not taken as a new one. */
export function draftFrom(id: string, program: string, at: string, body: GiveBody): GiveDraft {
  const { typed_learner, next_step_due, went_well, differently, next_step, ...same } = body;
  return {
    ...emptyDraft(id, program, at),
    learner: same.learner,
    typed: typed_learner,
    set: same.set,
    subcompetency: same.subcompetency,
    went_well: went_well ?? '',
    differently: differently ?? '',
    next_step: next_step ?? '',
    due: next_step_due,
    will_look: same.will_look,
    level: same.level,
    cannot_judge: same.cannot_judge,
    setting: same.setting,
    observed_at: same.observed_at,
    basis: same.basis,
    conversation: same.conversation,
    answers: answered(same),
    looks_at: lookedAt(same),
    look_again: same.look_again,
  };
}

function lookedAt({ plan, learner, subcompetency }: Pick<GiveBody, 'plan' | 'learner' | 'subcompetency'>) {
  return plan !== null && learner !== null ? { plan, learner, subcompetency } : null;
}

function answered({ request, learner, request_code }: Pick<GiveBody, 'request' | 'learner' | 'request_code'>) {
  return request !== null && learner !== null ? { request, learner, code: request_code ?? null } : null;
}

/** The request this answers, while it is about the learner who asked. */
export function answering({ answers, learner, typed }: GiveDraft): Answers | null {
  return answers && !typed && learner === answers.learner ? answers : null;
}

/** The jots this finishes, by their ids. */
export function finished({ jots, learner, typed }: GiveDraft): string[] {
  return (jots ?? []).filter((jot) => !typed && jot.learner === learner).map(({ id }) => id);
}

/** The plan this is a second look for, while it is about that plan's learner and skill. */
export function secondLook(draft: GiveDraft): PlanLookedAt | null {
  const { looks_at, learner, typed, subcompetency } = draft;
  if (!looks_at || typed || learner !== looks_at.learner) return null;
  const sameSkill = looks_at.subcompetency === null || subcompetency === looks_at.subcompetency;
  return sameSkill ? looks_at : null;
}

/**
 * Whether nothing in it is worth keeping. What a plan or a request filled in says nothing of the person yet; a code that
 * was scanned may not be seen again.
 */
export function isEmpty(draft: GiveDraft): boolean {
  const texts = [draft.went_well, draft.differently, draft.next_step, draft.typed?.name, draft.typed?.service];
  const untouched = secondLook(draft) !== null || answering(draft) !== null;
  return (
    !draft.answers?.code &&
    (draft.learner === null || untouched) &&
    (draft.subcompetency === null || untouched) &&
    draft.look_again === null &&
    draft.level === null &&
    !draft.cannot_judge &&
    texts.every((text) => !text?.trim())
  );
}

export type Fault =
  | { field: 'learner'; code: 'missing' }
  | { field: 'learner'; code: 'name_missing' | 'name_too_long' }
  | { field: 'skill' | 'went_well'; code: 'missing' }
  | { field: 'went_well' | 'differently' | 'next_step'; code: 'too_long' };

const TYPED_LIMIT = 200;

/** What stands in the way of saving, in the order of the screen. */
export function faults(draft: GiveDraft): Fault[] {
  const found: Fault[] = [];
  if (draft.typed) {
    if (!stored(draft.typed.name)) found.push({ field: 'learner', code: 'name_missing' });
    else if ([draft.typed.name, draft.typed.service].some((text) => excess(text, TYPED_LIMIT) > 0)) {
      found.push({ field: 'learner', code: 'name_too_long' });
    }
  } else if (!draft.learner) found.push({ field: 'learner', code: 'missing' });

  if (!draft.subcompetency || !draft.set) found.push({ field: 'skill', code: 'missing' });
  if (!stored(draft.went_well) && !stored(draft.differently)) found.push({ field: 'went_well', code: 'missing' });
  for (const field of ['went_well', 'differently', 'next_step'] as const) {
    if (excess(draft[field], LIMITS[field]) > 0) found.push({ field, code: 'too_long' });
  }
  return found;
}

/** What fills the places nobody touched. */
export interface Defaults {
  setting: Setting | null;
  rotation: string | null;
  due: string;
}

/** The entry the draft says, or nothing while it has faults. */
export function toBody(draft: GiveDraft, defaults: Defaults): GiveBody | undefined {
  const { set, subcompetency } = draft;
  if (!set || !subcompetency || faults(draft).length > 0) return undefined;
  const next_step = stored(draft.next_step) || null;
  const looked = secondLook(draft);
  const asked = answering(draft);
  return {
    learner: draft.typed ? null : draft.learner,
    typed_learner: draft.typed && { name: stored(draft.typed.name), service: stored(draft.typed.service) },
    set,
    subcompetency,
    went_well: stored(draft.went_well) || null,
    differently: stored(draft.differently) || null,
    next_step,
    next_step_due: next_step && (draft.due ?? defaults.due),
    ...(next_step && draft.will_look ? { will_look: true } : {}),
    level: draft.cannot_judge ? null : draft.level,
    cannot_judge: draft.cannot_judge,
    setting: draft.setting ?? defaults.setting ?? 'other',
    rotation: defaults.rotation,
    observed_at: draft.observed_at ?? draft.opened_at,
    basis: draft.basis,
    conversation: draft.conversation,
    request: asked?.request ?? null,
    ...(asked?.code ? { request_code: asked.code } : {}),
    plan: looked?.plan ?? null,
    look_again: looked ? draft.look_again : null,
  };
}
