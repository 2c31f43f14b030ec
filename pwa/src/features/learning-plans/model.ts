/**
 * Individualized learning plans: a dated document of at least two SMART goals, talked through with a coach, commented on
 * and signed by both.
 *
 * - It has six sections, each with its own version; one operation changes one section.
 * - A signature is under the whole text as its signer read it, and is kept with it. The first change after it begins the
 *   next edition. What becomes of a goal (its action plan, its outcome) is no change of the text.
 * - The server's rows are never edited here: what is shown is these rows with the waiting operations applied to a copy.
 */
import type { Origin } from '../../sync/pending';
import type { PlanOutcome } from '../plans/model';
import { halfOf } from './half';

export type Side = 'learner' | 'coach';
export type Section = 'goals' | 'about' | 'dates' | 'learner_comment' | 'coach_comment' | 'work';

/** In characters as people count them, and the server does. */
export const LIMITS = { goal: 300, paragraph: 600, comment: 1200, note: 4000 } as const;
export const MOST_GOALS = 6;
export const MOST_SKILLS = 5;
export const MOST_ENTRIES = 20;

export interface Skill {
  set: string;
  subcompetency: string;
}

/** A goal as it is agreed on. */
export interface LearningGoal {
  id: string;
  text: string;
  skills: Skill[];
  strategies: string | null;
  evidence: string | null;
  projected_on: string | null;
  entries: string[];
}

export interface AboutPart {
  career_goals: string | null;
  obstacles: string | null;
  helpers: string | null;
}

export interface DatesPart {
  discussed_on: string | null;
  next_review_on: string | null;
}

/** The text: what is read, printed and signed. */
export interface PlanText extends AboutPart, DatesPart {
  /** The first day of the half-year it belongs to. */
  half_from: string;
  goals: LearningGoal[];
  learner_comment: string | null;
  coach_comment: string | null;
  coach_comment_by: string | null;
}

/** What becomes of one goal. */
export interface GoalWork {
  goal: string;
  /** The action plan it is worked on in. */
  plan: string | null;
  outcome: PlanOutcome | null;
  note: string | null;
  closed_at: string | null;
}

/** A learning plan as the server sends it. */
export interface LearningPlanRow extends PlanText {
  id: string;
  program: string;
  learner: string;
  edition: number;
  work: GoalWork[];
  versions: Record<Section, number>;
  started_at: string;
  received_at: string | null;
}

/** A signature, with the text it is under. */
export interface SignatureRow {
  id: string;
  learning_plan: string;
  program: string;
  edition: number;
  as: Side;
  person: string;
  signed_at: string;
  received_at: string | null;
  text: PlanText;
}

export interface StartBody extends AboutPart {
  goals: LearningGoal[];
}

/** One operation on a learning plan, with the body its kind carries. */
export type LearningChange =
  | { kind: 'learning_plans.start'; body: StartBody }
  | { kind: 'learning_plans.edit_goals'; body: { goals: LearningGoal[] } }
  | { kind: 'learning_plans.edit_about'; body: AboutPart }
  | { kind: 'learning_plans.edit_dates'; body: DatesPart }
  | { kind: 'learning_plans.comment'; body: { text: string | null } }
  | { kind: 'learning_plans.sign'; body: { id: string } }
  | { kind: 'learning_plans.close_goal'; body: { goal: string; outcome: PlanOutcome; note: string | null } }
  | { kind: 'learning_plans.reopen_goal'; body: { goal: string } }
  | { kind: 'learning_plans.link_goal'; body: { goal: string; plan: string | null } };

/** A plan with everything that was signed of it. */
export interface Standing {
  plan: LearningPlanRow;
  signatures: SignatureRow[];
}

/** On which side somebody comments and signs: the learner on theirs, whoever else may write on the coach's. */
export const sideOf = (plan: Pick<LearningPlanRow, 'learner'>, person: string): Side =>
  plan.learner === person ? 'learner' : 'coach';

/** Which section an operation changes; nothing for what begins or signs. */
export function sectionOf(kind: string, side: Side): Section | null {
  switch (kind) {
    case 'learning_plans.edit_goals':
      return 'goals';
    case 'learning_plans.edit_about':
      return 'about';
    case 'learning_plans.edit_dates':
      return 'dates';
    case 'learning_plans.comment':
      return `${side}_comment`;
    case 'learning_plans.close_goal':
    case 'learning_plans.reopen_goal':
    case 'learning_plans.link_goal':
      return 'work';
    default:
      return null;
  }
}

/** The version of the whole text, comments included: what a signature is under. */
export function textVersion({ versions: v }: Pick<LearningPlanRow, 'versions'>): number {
  return v.goals + v.about + v.dates + v.learner_comment + v.coach_comment - 4;
}

/** The text alone. */
export function textOf(plan: PlanText): PlanText {
  const { half_from, goals, career_goals, obstacles, helpers, discussed_on, next_review_on } = plan;
  const { learner_comment, coach_comment, coach_comment_by } = plan;
  return {
    ...{ half_from, goals, career_goals, obstacles, helpers, discussed_on, next_review_on },
    ...{ learner_comment, coach_comment, coach_comment_by },
  };
}

/** Who has signed the edition that is written now. */
export const signedBy = ({ plan, signatures }: Standing): SignatureRow[] =>
  signatures.filter(({ edition }) => edition === plan.edition);

/** The plan after one operation, as the server will have it. */
export function applyToLearningPlan(
  standing: Standing | undefined,
  change: LearningChange,
  from: Origin,
): Standing | undefined {
  if (change.kind === 'learning_plans.start') return standing ?? { plan: started(change.body, from), signatures: [] };
  if (!standing) return undefined;
  const { plan, signatures } = standing;
  if (change.kind === 'learning_plans.sign') {
    if (signatures.some(({ id }) => id === change.body.id)) return standing;
    return { plan, signatures: [...signatures, signature(change.body.id, plan, from)] };
  }
  const side = sideOf(plan, from.author);
  const section = sectionOf(change.kind, side);
  if (!section) return standing;
  const next = { ...plan, ...written(plan, change, side, from) };
  // What the row already contains begins no other edition.
  const fresh = (from.base ?? 0) >= plan.versions[section];
  const touched = fresh && section !== 'work' && !sameText(plan, next);
  const own = section.endsWith('_comment') ? signedBy(standing).filter(({ as }) => as === side) : signedBy(standing);
  const version = Math.max(plan.versions[section], (from.base ?? plan.versions[section]) + 1);
  return {
    plan: {
      ...next,
      edition: plan.edition + (touched && own.length > 0 ? 1 : 0),
      versions: { ...plan.versions, [section]: version },
    },
    signatures,
  };
}

type Edit = Exclude<LearningChange, { kind: 'learning_plans.start' | 'learning_plans.sign' }>;

function written(plan: LearningPlanRow, change: Edit, side: Side, { author, at }: Origin): Partial<LearningPlanRow> {
  switch (change.kind) {
    case 'learning_plans.edit_goals': {
      const kept = new Set(change.body.goals.map(({ id }) => id));
      return { goals: change.body.goals, work: plan.work.filter(({ goal }) => kept.has(goal)) };
    }
    case 'learning_plans.edit_about':
    case 'learning_plans.edit_dates':
      return change.body;
    case 'learning_plans.comment':
      if (side === 'learner') return { learner_comment: change.body.text };
      return { coach_comment: change.body.text, coach_comment_by: change.body.text === null ? null : author };
    case 'learning_plans.close_goal': {
      const { goal, outcome, note } = change.body;
      return { work: worked(plan, goal, { outcome, note, closed_at: at }) };
    }
    case 'learning_plans.reopen_goal':
      return { work: worked(plan, change.body.goal, { outcome: null, note: null, closed_at: null }) };
    case 'learning_plans.link_goal':
      return { work: worked(plan, change.body.goal, { plan: change.body.plan }) };
  }
}

/** What becomes of a goal; nothing was done with those of which nothing is said. */
export const workOn = (plan: LearningPlanRow, goal: string): GoalWork =>
  plan.work.find((one) => one.goal === goal) ?? { goal, plan: null, outcome: null, note: null, closed_at: null };

function worked(plan: LearningPlanRow, goal: string, change: Partial<GoalWork>): GoalWork[] {
  return [...plan.work.filter((one) => one.goal !== goal), { ...workOn(plan, goal), ...change }];
}

const sameText = (a: PlanText, b: PlanText) => JSON.stringify(textOf(a)) === JSON.stringify(textOf(b));

function signature(id: string, plan: LearningPlanRow, { author, at }: Origin): SignatureRow {
  return {
    id,
    learning_plan: plan.id,
    program: plan.program,
    edition: plan.edition,
    as: sideOf(plan, author),
    person: author,
    signed_at: at,
    received_at: null,
    text: textOf(plan),
  };
}

function started(body: StartBody, { subject, program, author, at }: Origin): LearningPlanRow {
  return {
    ...body,
    id: subject,
    program,
    learner: author,
    half_from: halfOf(at.slice(0, 10)),
    edition: 1,
    discussed_on: null,
    next_review_on: null,
    learner_comment: null,
    coach_comment: null,
    coach_comment_by: null,
    work: [],
    versions: { goals: 1, about: 1, dates: 1, learner_comment: 1, coach_comment: 1, work: 1 },
    started_at: at,
    received_at: null,
  };
}

/** What somebody may do with a learning plan. Others may read it and nothing more. */
export interface LearningRights {
  /** Goals and days; a comment and a signature of one's own. */
  write: boolean;
  /** What stands around the goals, and what becomes of them. */
  tell: boolean;
}

/** The learner writes it; a coach of theirs writes goals and days with them. */
export function rightsOn(plan: LearningPlanRow, me: string, coachesLearner: boolean): LearningRights {
  const mine = plan.learner === me;
  return { write: mine || coachesLearner, tell: mine };
}
