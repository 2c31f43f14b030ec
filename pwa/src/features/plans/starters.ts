/** First steps to choose from, by competency. Suggestions of our own; nothing is filled in by itself. */
import type { MessageKey } from '../../i18n/t';
import type { Reference } from '../../db/reference';

/** So many are shipped for each of the six. */
const EACH = [1, 2, 3, 4] as const;
const COMPETENCIES = ['PC', 'MK', 'SBP', 'PBLI', 'PROF', 'ICS'] as const;
export type Competency = (typeof COMPETENCIES)[number];

/** The competency of a skill, where it is one of the six. */
export function competencyOf(reference: Reference | undefined, subcompetency: string | null): Competency | undefined {
  const code = subcompetency === null ? undefined : reference?.subcompetency(subcompetency)?.competency;
  return COMPETENCIES.find((one) => one === code);
}

/** The messages with its starter steps. */
export const startersFor = (competency: Competency): MessageKey[] =>
  EACH.map((n) => `starter.${competency}.${String(n)}` as MessageKey);
