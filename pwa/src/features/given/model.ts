/** What became of something given: where it is on its way, and what the learner made of it. Pure. */
import type { FeedbackEntry } from '../feedback/model';
import type { EntryView } from '../feedback/queries';
import { isAnswered } from '../inbox/model';
import type { HeldItem } from '../inbox/tables';
import type { ShownGoal } from '../plans/model';
import type { ResponseRow } from '../reflections/model';

/** One thing that happened, most pressing first. */
export type Became =
  | { kind: 'returned'; note: string | null }
  | { kind: 'held'; code: string; name: string | null }
  | { kind: 'refused'; code: string | null }
  | { kind: 'waiting' }
  | { kind: 'marked' }
  | { kind: 'withdrawn' }
  | { kind: 'asked'; text: string; answered: boolean }
  | { kind: 'differs'; text: string; answered: boolean }
  | { kind: 'plan'; goal: string; outcome: ShownGoal['outcome'] }
  | { kind: 'thanked'; text: string | null }
  | { kind: 'acknowledged' }
  | { kind: 'sent'; at: string | null };

/** Everything that became of an entry, in the order it should be read; at least one. */
export function whatBecame(
  view: Pick<EntryView, 'entry' | 'amendments' | 'waiting' | 'unsent' | 'attention' | 'typed'>,
  responses: readonly ResponseRow[],
  goals: readonly ShownGoal[],
  held: HeldItem | null = null,
  marked = false,
): Became[] {
  const all: Became[] = [];

  const refusal = view.attention.find((op) => op.reason?.outcome !== 'held');
  const holding = view.attention.find((op) => op.reason?.outcome === 'held');
  const note = held?.note ?? holding?.reason?.note ?? null;
  if (held?.state === 'returned' || note !== null) all.push({ kind: 'returned', note });
  else if (holding) all.push({ kind: 'held', code: holding.reason?.code ?? '', name: view.typed?.name ?? null });
  else if (held?.state === 'held') all.push({ kind: 'held', code: held.code, name: view.typed?.name ?? null });
  if (refusal) all.push({ kind: 'refused', code: refusal.reason?.code ?? null });
  if (view.waiting) all.push({ kind: 'waiting' });
  if (marked) all.push({ kind: 'marked' });
  if (view.entry.state === 'withdrawn') return [...all, { kind: 'withdrawn' }];

  for (const response of responses) {
    const { kind, text } = response;
    if (kind === 'asked' || kind === 'differs') {
      all.push({ kind, text: text ?? '', answered: isAnswered(response, view.amendments) });
    }
  }
  for (const { goal, outcome } of goals) all.push({ kind: 'plan', goal, outcome });
  for (const { kind, text } of responses) if (kind === 'thanked') all.push({ kind, text });
  // Thanks and a plan say that it was read; an acknowledgement beside them says nothing more.
  if (responses.some(({ kind }) => kind === 'acknowledged')) all.push({ kind: 'acknowledged' });
  if (all.length === 0) all.push({ kind: 'sent', at: lateArrival(view.entry) });
  return all;
}

/** When it arrived, where that says more than when it was given. */
function lateArrival({ given_at, received_at }: FeedbackEntry): string | null {
  return received_at && Date.parse(received_at) - Date.parse(given_at) > 30 * 60_000 ? received_at : null;
}

/** Whether the author has something to do: a question to answer, or something that did not go through. */
export function wantsAuthor(became: readonly Became[]): boolean {
  return became.some(
    (one) =>
      one.kind === 'returned' ||
      one.kind === 'refused' ||
      ((one.kind === 'asked' || one.kind === 'differs') && !one.answered),
  );
}
