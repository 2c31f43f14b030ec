/** What the page about sending shows: what needs attention, what waits, and what went today. */
import type { AcknowledgedRow, OutboxRow, WaymarkDb } from '../../db/schema';
import type { Reference } from '../../db/reference';
import { isMessage, type Translate } from '../../i18n/t';
import type { Reason } from '../../sync/protocol';
import { whyWords } from '../writing/why';
import { isWithCoordinator } from '../../sync/outbox';
import { written } from './texts';

export interface Sending {
  attention: OutboxRow[];
  /** The server has it, and the coordinator decides. */
  held: OutboxRow[];
  waiting: OutboxRow[];
  today: AcknowledgedRow[];
}

/** Kinds that pass by themselves and are not worth a line once they are sent. */
const QUIET = ['notifications.read', 'notifications.open'];

export async function sending(db: WaymarkDb, isToday: (at: number) => boolean): Promise<Sending> {
  const outbox = await db.outbox.orderBy('n').toArray();
  const taken = await db.acknowledged.orderBy('ackedAt').reverse().limit(300).toArray();
  return {
    attention: outbox.filter((row) => row.state === 'needs_attention' && !isWithCoordinator(row)),
    held: outbox.filter(isWithCoordinator),
    waiting: outbox.filter(({ state }) => state !== 'needs_attention'),
    today: taken.filter(({ sentAt, kind }) => isToday(sentAt) && !QUIET.includes(kind)),
  };
}

export interface Described {
  title: string;
  /** The beginning of what was written. */
  preview: string | undefined;
}

/** One line about an operation: what it is, about whom, and how it begins. */
export function describe(
  row: Pick<OutboxRow, 'kind' | 'op'>,
  reference: Reference | undefined,
  t: Translate,
): Described {
  const key = `sync.kind.${row.kind}`;
  const what = t(isMessage(key) ? key : 'sync.kind.other');
  const body = (row.op.body ?? {}) as { learner?: unknown; typed_learner?: { name?: unknown } | null };
  const known = typeof body.learner === 'string' ? reference?.name(body.learner) : undefined;
  const typed = typeof body.typed_learner?.name === 'string' ? body.typed_learner.name : undefined;
  return { title: [what, known ?? typed].filter(Boolean).join('\u00a0· '), preview: written(body)[0]?.text };
}

/** Why it needs a person, as a sentence. */
export function why(reason: Reason | undefined, t: Translate): string {
  if (!reason) return '';
  const { outcome, code, note } = reason;
  if (code === 'returned') return note ? t('sync.reason.returned', { note }) : t('sync.reason.returned.plain');
  if (outcome === 'conflict') return t('sync.reason.conflict');
  if (code === 'other_content' || code === 'operation_mismatch') return t('sync.reason.other_content');
  if (code === 'learner_not_listed') return t('sync.reason.held.name');
  const said = whyWords(code, t);
  if (outcome === 'held') return t('sync.reason.held', { why: said });
  return t('sync.reason.refused', { why: said });
}

/** Where it is mended: a page of its own, the Give form, the plain editor here; null where there is nothing to mend. */
export function mending(row: OutboxRow): { page: string } | 'give' | 'editor' | null {
  const { reason } = row;
  if (isWithCoordinator(row)) return null;
  if (row.kind.startsWith('plans.') && reason?.outcome === 'conflict') return { page: `/plans/${row.subject}` };
  if (row.kind.startsWith('learning_plans.') && reason?.outcome === 'conflict') {
    return { page: `/learning-plan/${row.subject}` };
  }
  if (row.kind === 'feedback.give') return 'give';
  return written(row.op.body).length > 0 ? 'editor' : null;
}
