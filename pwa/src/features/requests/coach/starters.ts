/** Questions to start from, by competency. They are our own wording, and messages like all others. */
import type { MessageKey, Translate } from '../../../i18n/t';

const COMPETENCIES = ['PC', 'MK', 'SBP', 'PBLI', 'PROF', 'ICS'] as const;
type Known = (typeof COMPETENCIES)[number];

const isKnown = (code: string): code is Known => (COMPETENCIES as readonly string[]).includes(code);

/** Four questions for a skill of that competency; a set with competencies of its own gets the general ones. */
export function starters(competency: string, t: Translate): string[] {
  const code = isKnown(competency) ? competency : 'other';
  return ([1, 2, 3, 4] as const).map((n) => t(`ask.starter.${code}.${n}` satisfies MessageKey));
}
