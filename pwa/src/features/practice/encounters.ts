/** Six invented encounters: other competencies, other settings, and harder to say something about from one to the next. */
import type { Setting } from '../../db/reference';

export const ENCOUNTERS = [
  { id: 'family', competency: 'ICS', setting: 'ward', year: 2, hard: 1 },
  { id: 'fever', competency: 'PC', setting: 'ed', year: 1, hard: 1 },
  { id: 'potassium', competency: 'MK', setting: 'clinic', year: 3, hard: 2 },
  { id: 'handoff', competency: 'SBP', setting: 'handoff', year: 2, hard: 2 },
  { id: 'late', competency: 'PROF', setting: 'or', year: 4, hard: 3 },
  { id: 'evidence', competency: 'PBLI', setting: 'icu', year: 3, hard: 3 },
] as const satisfies readonly Shape[];

interface Shape {
  id: string;
  /** The heading that fits best, by its code in any set with the six. */
  competency: string;
  setting: Setting;
  /** The learner's training year. */
  year: number;
  /** 1 to begin with, 3 hard to say. */
  hard: 1 | 2 | 3;
}

export type Encounter = (typeof ENCOUNTERS)[number];

export const encounterOf = (id: string): Encounter | undefined => ENCOUNTERS.find((one) => one.id === id);

/** The one that comes after; none after the last. */
export const after = (encounter: Encounter): Encounter | undefined => ENCOUNTERS[ENCOUNTERS.indexOf(encounter) + 1];
