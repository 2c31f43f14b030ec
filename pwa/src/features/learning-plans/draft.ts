/** The form of a learning plan: what it begins with, and when it may be saved. Pure. */
import { excess, stored } from '../../ui/text';
import type { PlanRow } from '../plans/model';
import {
  LIMITS,
  MOST_ENTRIES,
  MOST_GOALS,
  workOn,
  type AboutPart,
  type LearningGoal,
  type LearningPlanRow,
  type Skill,
  type StartBody,
} from './model';
import type { Theme } from './themes';

/** How many open plans become goals by themselves; the others are offered. */
const PREFILLED = 3;

/** A goal while it is written. */
export interface GoalDraft {
  id: string;
  text: string;
  skills: Skill[];
  strategies: string;
  evidence: string;
  projected_on: string | null;
  entries: string[];
  /** The action plan it came from. */
  plan: string | null;
}

export interface LearningDraft {
  goals: GoalDraft[];
  career_goals: string;
  obstacles: string;
  helpers: string;
}

export const emptyGoal = (id: string): GoalDraft => ({
  id,
  text: '',
  skills: [],
  strategies: '',
  evidence: '',
  projected_on: null,
  entries: [],
  plan: null,
});

/** A goal as it was written, to be changed. */
export function draftOf(goal: LearningGoal): GoalDraft {
  return { ...goal, strategies: goal.strategies ?? '', evidence: goal.evidence ?? '', plan: null };
}

/** An open action plan as a goal: its steps are how, the day it is looked at again is by when. */
export function goalFromPlan(plan: PlanRow, id: string, today: string): GoalDraft {
  const steps = plan.steps.filter(({ done_on }) => done_on === null).map(({ text }) => text);
  const days = [plan.review_on, ...plan.steps.map(({ due_on }) => due_on)].filter(
    (day) => day !== null && day >= today,
  );
  return {
    ...emptyGoal(id),
    text: plan.goal,
    skills: plan.set && plan.subcompetency ? [{ set: plan.set, subcompetency: plan.subcompetency }] : [],
    strategies: fitting(steps, LIMITS.paragraph),
    projected_on: days.sort().at(-1) ?? null,
    entries: plan.entries.slice(0, MOST_ENTRIES),
    plan: plan.id,
  };
}

/** As many of them, a line each, as fit. */
function fitting(lines: readonly string[], limit: number): string {
  let text = '';
  for (const line of lines) {
    const next = text ? `${text}\n${line}` : line;
    if (excess(next, limit) > 0) break;
    text = next;
  }
  return text;
}

/** What feedback suggests, as a goal whose words are still to be written. */
export const goalFromTheme = ({ set, subcompetency, entries }: Theme, id: string): GoalDraft => ({
  ...emptyGoal(id),
  skills: [{ set, subcompetency }],
  entries: entries.slice(0, MOST_ENTRIES).map((entry) => entry.id),
});

/** Goals of the plan before that have not ended, to be taken up again under ids of their own. */
export function openGoalsOf(plan: LearningPlanRow | undefined, newId: () => string, today: string): GoalDraft[] {
  if (!plan) return [];
  const open = plan.goals.filter(({ id }) => workOn(plan, id).outcome === null);
  return open.map((goal) => ({
    ...draftOf(goal),
    id: newId(),
    projected_on: goal.projected_on && goal.projected_on >= today ? goal.projected_on : null,
    plan: workOn(plan, goal.id).plan,
  }));
}

/** What a new plan begins with: the open action plans that come next. What stands around the goals is as last time. */
export function beginWith(
  plans: readonly PlanRow[],
  before: LearningPlanRow | undefined,
  newId: () => string,
  today: string,
): LearningDraft {
  return {
    goals: plans.slice(0, PREFILLED).map((plan) => goalFromPlan(plan, newId(), today)),
    career_goals: before?.career_goals ?? '',
    obstacles: '',
    helpers: before?.helpers ?? '',
  };
}

export type GoalFault =
  | { field: 'text'; fault: 'missing' | 'too_long' }
  | { field: 'strategies' | 'evidence'; fault: 'too_long' }
  | { field: 'projected_on'; fault: 'past' };

/** What keeps a goal from being saved. A day it already had stays; another is not before the plan began. */
export function goalFaults(goal: GoalDraft, since: string, had: string | null = null): GoalFault[] {
  const faults: GoalFault[] = [];
  if (!stored(goal.text)) faults.push({ field: 'text', fault: 'missing' });
  else if (excess(goal.text, LIMITS.goal) > 0) faults.push({ field: 'text', fault: 'too_long' });
  for (const field of ['strategies', 'evidence'] as const) {
    if (excess(goal[field], LIMITS.paragraph) > 0) faults.push({ field, fault: 'too_long' });
  }
  if (goal.projected_on && goal.projected_on !== had && goal.projected_on < since) {
    faults.push({ field: 'projected_on', fault: 'past' });
  }
  return faults;
}

export type AboutField = keyof AboutPart;
export const ABOUT_FIELDS: readonly AboutField[] = ['career_goals', 'obstacles', 'helpers'];

/** Which of what stands around the goals is too long. */
export const aboutFaults = (about: Record<AboutField, string>): AboutField[] =>
  ABOUT_FIELDS.filter((field) => excess(about[field], LIMITS.paragraph) > 0);

export const mayHaveMore = (goals: readonly unknown[]): boolean => goals.length < MOST_GOALS;

/** A goal as the server takes it. */
export function toGoal(draft: GoalDraft): LearningGoal {
  return {
    id: draft.id,
    text: stored(draft.text),
    skills: draft.skills.map(({ set, subcompetency }) => ({ set, subcompetency })),
    strategies: stored(draft.strategies) || null,
    evidence: stored(draft.evidence) || null,
    projected_on: draft.projected_on,
    entries: [...draft.entries],
  };
}

export const toAbout = (draft: Record<AboutField, string>): AboutPart => ({
  career_goals: stored(draft.career_goals) || null,
  obstacles: stored(draft.obstacles) || null,
  helpers: stored(draft.helpers) || null,
});

export const toStartBody = (draft: LearningDraft): StartBody => ({
  goals: draft.goals.map(toGoal),
  ...toAbout(draft),
});
