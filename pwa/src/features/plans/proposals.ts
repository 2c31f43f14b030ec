/** What whoever gave feedback proposes: a next step, a day, and to look again. Each is taken, changed or set aside. Pure. */
import { shorten } from './texts';

export const PROPOSALS = ['goal', 'review_on', 'reviewer'] as const;
/** The part of the plan a proposal is for. */
export type Proposed = (typeof PROPOSALS)[number];
export type Decision = 'accepted' | 'changed' | 'set_aside';

/** What is proposed for each part; null where nothing is. */
export type Proposals = Record<Proposed, string | null>;
export type Decisions = Partial<Record<Proposed, Decision>>;

/** What an entry proposes to its learner. A day that has passed is none. */
export function proposalsOf(
  entry: { next_step: string | null; next_step_due: string | null; will_look?: boolean; author: string },
  today: string,
  mayReview: boolean,
): Proposals {
  const due = entry.next_step_due;
  return {
    goal: entry.next_step === null ? null : shorten(entry.next_step),
    review_on: due !== null && due >= today ? due : null,
    reviewer: entry.will_look === true && mayReview ? entry.author : null,
  };
}

/** The parts something is proposed for, in the order they are shown. */
export const partsOf = (proposals: Proposals): Proposed[] => PROPOSALS.filter((part) => proposals[part] !== null);

/** The parts nobody has decided about. */
export const undecided = (proposals: Proposals, decisions: Decisions): Proposed[] =>
  partsOf(proposals).filter((part) => decisions[part] === undefined);
