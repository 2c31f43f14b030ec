/** Themes of recent feedback: which skills had suggestions lately, counted. Nothing is summed up or written. Pure. */
import { addDays } from '../../lib/days';
import type { FeedbackEntry } from '../feedback/model';

/** How far back "lately" goes, in days: the half-year before. */
const LATELY = 183;
/** How many are shown at most. */
const SHOWN = 5;

export interface Theme {
  set: string;
  subcompetency: string;
  /** Entries with something to do differently or a next step, newest first. */
  entries: FeedbackEntry[];
}

type Given = Pick<FeedbackEntry, 'state' | 'differently' | 'next_step' | 'given_at' | 'set' | 'subcompetency'>;

const suggests = ({ state, differently, next_step }: Given) =>
  state === 'given' && (differently !== null || next_step !== null);

/** Those with most suggestions first, the latest first among these. */
export function themesOf(entries: readonly FeedbackEntry[], today: string): Theme[] {
  const since = addDays(today, -LATELY);
  const bySkill = new Map<string, FeedbackEntry[]>();
  for (const entry of entries) {
    if (!suggests(entry) || entry.given_at.slice(0, 10) < since) continue;
    bySkill.set(entry.subcompetency, [...(bySkill.get(entry.subcompetency) ?? []), entry]);
  }
  const at = (entry: FeedbackEntry | undefined) => Date.parse(entry?.given_at ?? '') || 0;
  const themes = [...bySkill].map(([subcompetency, all]) => {
    const newest = all.sort((a, b) => at(b) - at(a));
    return { set: newest[0]?.set ?? '', subcompetency, entries: newest };
  });
  return themes
    .sort((a, b) => b.entries.length - a.entries.length || at(b.entries[0]) - at(a.entries[0]))
    .slice(0, SHOWN);
}
