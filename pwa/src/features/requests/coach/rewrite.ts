/**
 * What the coach offers in place of a vague question: two or three, each built from what the learner has said already.
 * The learner's own words come first, then the plan they work on, then questions to start from.
 */
import type { Translate } from '../../../i18n/t';
import { excess } from '../../../ui/text';
import { LIMITS } from '../model';
import { starters } from './starters';
import { vagueness, type Vague } from './vague';

/** What is known of the learner's aim, besides the question. */
export interface About {
  /** The skill's title, where one is chosen. */
  skill: string | null;
  competency: string | null;
  /** What the learner wrote in the two other fields. */
  goal: string;
  context: string;
  /** Open plans of that skill: the goal and the next open step. */
  plans: readonly { goal: string; step: string | null }[];
}

export interface Advice {
  why: Vague;
  rewrites: string[];
}

const MOST = 3;

/** What the coach says of a question; nothing of a specific one, or of none. */
export function advise(question: string, about: About, t: Translate): Advice | null {
  const why = vagueness(question);
  return why && { why, rewrites: rewrites(question, about, t) };
}

/** Up to three questions to start from while nothing is written: those of the plans first. */
export function beginnings(about: About, t: Translate): string[] {
  return firstFew([...fromPlans(about, '', t), ...fromSkill(about, '', t)]);
}

function rewrites(question: string, about: About, t: Translate): string[] {
  const moment = momentIn(question) ?? momentIn(about.context) ?? '';
  const goal = about.goal.trim() ? [t('ask.coach.goal', { goal: quoted(about.goal) })] : [];
  const plans = fromPlans(about, moment, t).slice(0, goal.length > 0 ? 1 : 2);
  const thing = thingIn(question);
  const own = thing ? [t('ask.coach.thing', { thing, moment: spaced(moment) })] : [];
  return firstFew([...own, ...goal, ...plans, ...fromSkill(about, moment, t)]);
}

function fromPlans({ plans }: About, moment: string, t: Translate): string[] {
  return plans.flatMap(({ goal, step }) => [
    ...(step ? [t('ask.coach.step', { step: quoted(step), moment: spaced(moment) })] : []),
    t('ask.coach.plan', { goal: quoted(goal) }),
  ]);
}

function fromSkill({ skill, competency }: About, moment: string, t: Translate): string[] {
  const ready = starters(competency ?? '', t);
  const one = skill ? [t('ask.coach.skill', { skill: shorten(skill, 90), moment: spaced(moment) })] : [];
  return [...ready.slice(0, 1), ...one, ...ready.slice(1)];
}

function firstFew(all: readonly string[]): string[] {
  return [...new Set(all)].filter((text) => excess(text, LIMITS.question) === 0).slice(0, MOST);
}

/** When and where, in the learner's own words: "on rounds today". English, as the rules for what is vague. */
const PLACE =
  /\b(?:on (?:rounds|call|the ward)|in (?:clinic|the (?:icu|ed|or|clinic|family meeting|visit))|at (?:handoff|sign-?out)|during (?:the )?[a-z-]+)\b/i;
const TIME = /\b(?:this (?:morning|afternoon|evening)|today|tonight|last night|yesterday|overnight)\b/i;

export function momentIn(text: string): string | null {
  const found = [text.match(PLACE)?.[0], text.match(TIME)?.[0]].filter((part) => part !== undefined);
  return found.length > 0 ? found.join(' ').toLowerCase() : null;
}

/** The one thing a vague question names: "my presentation" of "How was my presentation?". */
const THING =
  /\bmy ((?:[a-z-]+ )?(?:presentations?|notes?|handoffs?|sign-?outs?|exams?|histor(?:y|ies)|summar(?:y|ies)|orders?|consults?|documentation|teaching|procedures?|differentials?|plans?))\b/i;

function thingIn(question: string): string | null {
  const found = question.match(THING)?.[1];
  return found === undefined ? null : found.toLowerCase();
}

const spaced = (moment: string) => (moment === '' ? '' : ` ${moment}`);

/** A person's own sentence inside another one: without its full stop, and no longer than it needs. */
function quoted(text: string): string {
  return shorten(text.trim().replace(/[.!?…\s]+$/u, ''), 90);
}

function shorten(text: string, limit: number): string {
  const scalars = [...text];
  if (scalars.length <= limit) return text;
  const cut = scalars.slice(0, limit - 1).join('');
  const word = cut.lastIndexOf(' ');
  return `${word > limit / 2 ? cut.slice(0, word) : cut}…`;
}
