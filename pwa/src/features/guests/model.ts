/** A guest's answer while it is being written, and the rules it must meet. Pure. */
import { LIMITS } from '../feedback/model';
import { excess, stored } from '../../ui/text';
import type { GuestAnswer, GuestRequest } from './api';

export type Profession = 'physician' | 'nurse' | 'pharmacist' | 'therapist' | 'social_worker' | 'staff' | 'other';
export const PROFESSIONS: readonly Profession[] = [
  'physician',
  'nurse',
  'pharmacist',
  'therapist',
  'social_worker',
  'staff',
  'other',
];

export interface GuestDraft {
  /** Becomes the entry's id, so that a second try is the same entry. */
  id: string;
  went_well: string;
  differently: string;
  next_step: string;
  given_name: string;
  family_name: string;
  profession: Profession | '';
  /** Of a guest who scanned: where the digits go. */
  mail: string;
  /** It was sent, and no answer came: the server may have it. */
  unanswered: boolean;
}

export const emptyDraft = (id: string): GuestDraft => ({
  id,
  went_well: '',
  differently: '',
  next_step: '',
  given_name: '',
  family_name: '',
  profession: '',
  mail: '',
  unanswered: false,
});

export type Fault = 'went_well' | 'given_name' | 'family_name' | 'profession' | 'too_long';

/** What stands in the way of sending, in the order of the screen. */
export function faults(draft: GuestDraft): Fault[] {
  const found: Fault[] = [];
  if (!stored(draft.went_well) && !stored(draft.differently)) found.push('went_well');
  const long = (['went_well', 'differently', 'next_step'] as const).some(
    (field) => excess(draft[field], LIMITS[field]) > 0,
  );
  if (long) found.push('too_long');
  for (const field of ['given_name', 'family_name', 'profession'] as const)
    if (!stored(draft[field])) found.push(field);
  return found;
}

/** The answer as it is sent; nothing while something is missing. */
export function toAnswer(draft: GuestDraft, request: GuestRequest, code: string, at: string): GuestAnswer | undefined {
  if (draft.profession === '' || faults(draft).length > 0) return undefined;
  return {
    code: code.trim(),
    given_name: stored(draft.given_name),
    family_name: stored(draft.family_name),
    profession: draft.profession,
    id: draft.id,
    given_at: at,
    feedback: {
      set: request.set,
      subcompetency: request.subcompetency.id,
      went_well: stored(draft.went_well) || null,
      differently: stored(draft.differently) || null,
      next_step: stored(draft.next_step) || null,
      setting: 'other',
      observed_at: at,
      basis: 'not_said',
      conversation: 'not_said',
      request: request.id,
    },
  };
}
