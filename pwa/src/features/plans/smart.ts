/** Five questions of a good goal, in plain words, and which of them a draft leaves open. They hold nothing up. Pure. */
import type { PlanDraft } from './draft';

export const QUESTIONS = ['what', 'seen', 'first_step', 'what_for', 'when'] as const;
export type Question = (typeof QUESTIONS)[number];

/** So many words say what somebody will do. */
const WORDS = 5;

type Asked = Pick<PlanDraft, 'goal' | 'steps' | 'reviewer' | 'review_on' | 'subcompetency' | 'entries'>;

/** Whether a draft answers a question, as far as a form can know. */
export function isAnswered(question: Question, draft: Asked): boolean {
  const steps = draft.steps.filter(({ text }) => text.trim() !== '');
  switch (question) {
    case 'what':
      return draft.goal.trim().split(/\s+/).filter(Boolean).length >= WORDS;
    case 'seen': // somebody looks, or there is something to count
      return draft.reviewer !== null || [draft.goal, ...steps.map(({ text }) => text)].some((text) => /\d/.test(text));
    case 'first_step':
      return steps.length > 0;
    case 'what_for':
      return draft.subcompetency !== null || draft.entries.length > 0;
    case 'when':
      return draft.review_on !== null || steps.some(({ due_on }) => due_on !== null);
  }
}

/** How many are still open. */
export const openOf = (draft: Asked): number => QUESTIONS.filter((question) => !isAnswered(question, draft)).length;
