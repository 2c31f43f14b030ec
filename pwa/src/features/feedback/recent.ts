/** What this person wrote about lately, for offering it first. */
import type { EntryView } from './queries';

export interface Recent {
  /** Ids, newest first, each once. */
  learners: string[];
  skills: string[];
}

/** `entries` are this person's own, newest first. */
export function recentOf(entries: readonly EntryView[], program: string): Recent {
  const lately = entries.filter(({ entry }) => entry.program === program);
  return {
    learners: [...new Set(lately.flatMap(({ entry }) => entry.learner ?? []))],
    skills: [...new Set(lately.map(({ entry }) => entry.subcompetency))],
  };
}
