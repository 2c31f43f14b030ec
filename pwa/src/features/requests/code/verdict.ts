/** What the phone that scanned a code may make of it. Pure; whether the code is genuine is the server's to judge. */
import type { Reference } from '../../../db/reference';
import { ageOf, type ReadCode } from './code';

export type Verdict =
  | { kind: 'open' }
  /** The person's own question. */
  | { kind: 'own' }
  /** Of a program this person is no member of. */
  | { kind: 'foreign_program' }
  /** This device does not have the program's list yet. */
  | { kind: 'no_list' }
  /** Nobody this program's list knows as a learner. */
  | { kind: 'unknown_learner' }
  /** Asked of somebody else by name. */
  | { kind: 'for_other'; name: string }
  /** Older than the server takes it. */
  | { kind: 'too_old' };

interface Reader {
  me: string;
  /** The programs this person is a member of. */
  programs: readonly string[];
  /** The list of the code's program, where this device has it. */
  reference: Reference | undefined;
  now: number;
}

export function judge({ op, learner }: ReadCode, { me, programs, reference, now }: Reader): Verdict {
  if (learner === me) return { kind: 'own' };
  if (!programs.includes(op.program)) return { kind: 'foreign_program' };
  if (!reference) return { kind: 'no_list' };
  const member = reference.member(learner);
  if (!member?.active || !member.roles.includes('learner')) return { kind: 'unknown_learner' };
  const { assessor } = op.body;
  if (assessor && assessor !== me) return { kind: 'for_other', name: reference.name(assessor) ?? '' };
  if (ageOf(op.at, now) === 'too_old') return { kind: 'too_old' };
  return { kind: 'open' };
}
