/** What a person sees of a plan: the server's row, what still waits on this device, and what needs a decision. */
import { asServerHas, sentWith, type PendingOp } from '../../sync/pending';
import { applyToPlan, sectionOf, type PlanChange, type PlanProgressRow, type PlanRow, type PlanSection } from './model';

/** Two texts for one section: this person's, and the one that reached the server first. */
export interface PlanConflict {
  section: PlanSection;
  /** The operations the decision replaces. */
  ops: PendingOp[];
  /** The last thing this person wrote for the section. */
  mine: PlanChange;
  /** The plan as the server has it. */
  theirs: PlanRow;
}

export interface ProgressView {
  row: PlanProgressRow;
  waiting: boolean;
  attention: PendingOp | null;
}

export interface PlanView {
  plan: PlanRow;
  /** Something about this plan has not reached the server yet. */
  waiting: boolean;
  /** The plan itself has not reached the server yet. */
  unsent: boolean;
  conflicts: PlanConflict[];
  /** Operations the server refused or holds, other than conflicts. */
  attention: PendingOp[];
}

/** Merges one plan's row with its operations, in the order they were saved. */
export function derivePlan(row: PlanRow | undefined, ops: readonly PendingOp[]): PlanView | undefined {
  let plan = row;
  let waiting = false;
  const attention: PendingOp[] = [];
  const contested = new Map<PlanSection, PlanConflict>();

  for (const op of ops) {
    const section = sectionOf(op.kind);
    const known = section ? contested.get(section) : undefined;
    if (op.needsAttention) attention.push(op);
    else if (op.waiting) waiting = true;

    if (section && (known || isConflict(op))) {
      if (op.needsAttention) attention.pop();
      if (known) {
        known.ops.push(op);
        known.mine = asChange(op);
      } else {
        const theirs = theirsOf(op, section, plan);
        if (theirs) contested.set(section, { section, ops: [op], mine: asChange(op), theirs });
      }
    } else if (!op.needsAttention || op.kind === 'plans.start') {
      // A refused start still shows what was written; a refused edit must not look as if it had happened.
      plan = applyToPlan(plan, asChange(op), op);
    }
  }

  return plan && { plan, waiting, unsent: row === undefined, conflicts: [...contested.values()], attention };
}

/** The progress log, oldest first: what the server has and what waits. */
export function deriveProgress(rows: readonly PlanProgressRow[], ops: readonly PendingOp[]): ProgressView[] {
  const views = new Map<string, ProgressView>();
  for (const op of ops) {
    const change = asChange(op);
    if (change.kind !== 'plans.progress') continue;
    views.set(change.body.id, {
      row: {
        ...change.body,
        plan: op.subject,
        program: op.program,
        author: op.author,
        given_at: op.at,
        received_at: null,
      },
      waiting: op.waiting,
      attention: op.needsAttention ? op : null,
    });
  }
  // The server's row wins: once it is here the operation has arrived, whatever the outbox still says.
  for (const row of rows) views.set(row.id, { row, waiting: false, attention: null });
  // As moments: the server writes UTC, the device its own offset.
  return [...views.values()].sort((a, b) => Date.parse(a.row.given_at) - Date.parse(b.row.given_at));
}

function isConflict(op: PendingOp): boolean {
  return op.needsAttention && op.reason?.outcome === 'conflict';
}

/** The plan with the section as the server has it; nothing where neither the device nor the answer has a whole plan. */
function theirsOf({ reason }: PendingOp, section: PlanSection, plan: PlanRow | undefined): PlanRow | undefined {
  const sent = sentWith<PlanRow>(reason);
  const base = plan ?? ('versions' in sent ? (sent as PlanRow) : undefined);
  return base && asServerHas(base, section, reason);
}

function asChange(op: PendingOp): PlanChange {
  return { kind: op.kind, body: op.body } as PlanChange;
}
