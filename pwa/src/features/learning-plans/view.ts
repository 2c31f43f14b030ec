/** What a person sees of a learning plan: the server's rows, what still waits here, and what needs a decision. */
import { asServerHas, type PendingOp } from '../../sync/pending';
import {
  applyToLearningPlan,
  sectionOf,
  sideOf,
  signedBy,
  type LearningChange,
  type LearningPlanRow,
  type Section,
  type Side,
  type SignatureRow,
  type Standing,
} from './model';

/** Two texts for one section: this person's, and the one that reached the server first. */
export interface LearningConflict {
  section: Section;
  /** The operations the decision replaces. */
  ops: PendingOp[];
  /** The last thing this person wrote for the section. */
  mine: LearningChange;
  /** The plan as the server has it. */
  theirs: LearningPlanRow;
}

export interface LearningView extends Standing {
  /** Something about this plan has not reached the server yet. */
  waiting: boolean;
  /** The plan itself has not reached the server yet. */
  unsent: boolean;
  conflicts: LearningConflict[];
  /** Signatures under a text that had changed before they arrived. */
  outdated: PendingOp[];
  /** Operations the server refused, other than these. */
  attention: PendingOp[];
}

/** Merges one plan's rows with its operations, in the order they were saved. */
export function deriveLearningPlan(
  row: LearningPlanRow | undefined,
  rows: readonly SignatureRow[],
  ops: readonly PendingOp[],
): LearningView | undefined {
  let standing: Standing | undefined = row && { plan: row, signatures: [...rows] };
  let waiting = false;
  const attention: PendingOp[] = [];
  const outdated: PendingOp[] = [];
  const contested = new Map<Section, LearningConflict>();

  for (const op of ops) {
    const change = { kind: op.kind, body: op.body } as LearningChange;
    const section = standing ? sectionOf(op.kind, sideOf(standing.plan, op.author)) : null;
    const known = section ? contested.get(section) : undefined;
    const conflict = op.needsAttention && op.reason?.outcome === 'conflict';
    if (op.waiting) waiting = true;

    if (section && standing && (known || conflict)) {
      if (known) {
        known.ops.push(op);
        known.mine = change;
      } else {
        contested.set(section, {
          section,
          ops: [op],
          mine: change,
          theirs: asServerHas(standing.plan, section, op.reason),
        });
      }
    } else if (conflict) {
      outdated.push(op);
    } else {
      if (op.needsAttention) attention.push(op);
      // A refused start still shows what was written; a refused edit must not look as if it had happened.
      if (!op.needsAttention || op.kind === 'learning_plans.start') {
        standing = applyToLearningPlan(standing, change, op);
      }
    }
  }
  return (
    standing && {
      ...standing,
      waiting,
      unsent: row === undefined,
      conflicts: [...contested.values()],
      outdated,
      attention,
    }
  );
}

/** Where a plan stands with its signatures. */
export type SignedState = 'draft' | 'learner' | 'coach' | 'both';

export function signedState(standing: Standing): SignedState {
  const sides = new Set<Side>(signedBy(standing).map(({ as }) => as));
  if (sides.size === 2) return 'both';
  return sides.values().next().value ?? 'draft';
}

/** An edition that somebody signed, newest first. */
export interface SignedEdition {
  edition: number;
  signatures: SignatureRow[];
}

export function editionsOf({ signatures }: Standing): SignedEdition[] {
  const editions = new Map<number, SignatureRow[]>();
  for (const one of signatures) editions.set(one.edition, [...(editions.get(one.edition) ?? []), one]);
  const moment = ({ signed_at, received_at }: SignatureRow) => Date.parse(received_at ?? signed_at);
  return [...editions]
    .map(([edition, all]) => ({ edition, signatures: all.sort((a, b) => moment(a) - moment(b)) }))
    .sort((a, b) => b.edition - a.edition);
}
