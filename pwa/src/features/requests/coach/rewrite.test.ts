import { beforeAll, expect, it } from 'vitest';
import { learnTheRest, t } from '../../../i18n/t';
import { textLength } from '../../../ui/text';
import { heldOut, seen } from './examples';
import { advise, beginnings, momentIn, type About } from './rewrite';
import { starters } from './starters';
import { vagueness } from './vague';

beforeAll(learnTheRest);

const about = (more: Partial<About> = {}): About => ({
  skill: 'Interprofessional and Team Communication',
  competency: 'ICS',
  goal: '',
  context: '',
  plans: [],
  ...more,
});

const COMPETENCIES = ['PC', 'MK', 'SBP', 'PBLI', 'PROF', 'ICS', 'UP'];

it('Ana asks how she is doing, and gets questions about the skill she chose', () => {
  const advice = advise('How am I doing?', about(), t);

  expect(advice?.why).toBe('everything');
  expect(advice?.rewrites).toHaveLength(3);
  expect(advice?.rewrites.join(' ')).toContain('Interprofessional and Team Communication');
});

it('her plan and its next step come back as words of hers', () => {
  const plans = [{ goal: 'Give handoffs in five sentences.', step: 'Write the sickest patient first.' }];

  const rewrites = advise('Any feedback on rounds today?', about({ plans }), t)?.rewrites ?? [];

  expect(rewrites[0]).toBe(
    'I am trying this: Write the sickest patient first. What did you see of it on rounds today, and what got in the way?',
  );
  expect(rewrites[1]).toContain('Give handoffs in five sentences');
});

it('what she named stays the thing she asks about, at the time she named', () => {
  const rewrites = advise('How was my presentation this morning?', about(), t)?.rewrites;

  expect(rewrites?.[0]).toBe('What is one thing to change in my presentation this morning, and why?');
});

it('a goal she wrote beside it is asked about', () => {
  const rewrites = advise('What can I do better?', about({ goal: 'lead a family meeting on my own' }), t)?.rewrites;

  expect(rewrites?.[0]).toContain('I want to lead a family meeting on my own.');
});

it('of a specific question, or of none, the coach says nothing', () => {
  expect(advise('How can I make this presentation more concise?', about(), t)).toBeNull();
  expect(advise('', about(), t)).toBeNull();
});

it('before a word is written, there are questions to start from', () => {
  expect(beginnings(about({ skill: null, competency: null }), t)).toHaveLength(3);
});

it('nothing the coach offers is vague itself, or too long to ask', () => {
  const long = 'Say what matters most before anything else, '.repeat(6);
  const plans = [{ goal: long, step: long }];
  const vague = [...seen, ...heldOut].filter((one) => one.vague && vagueness(one.question) !== null);
  const offered = COMPETENCIES.flatMap((competency) => [
    ...starters(competency, t),
    ...vague.flatMap(({ question }) => advise(question, about({ competency, plans, goal: long }), t)?.rewrites ?? []),
  ]);

  expect(offered.length).toBeGreaterThan(100);
  for (const question of offered) {
    expect(vagueness(question), question).toBeNull();
    expect(textLength(question, 200), question).toBeLessThanOrEqual(200);
  }
});

it('every vague question gets two or three others', () => {
  for (const { question, vague } of [...seen, ...heldOut]) {
    const advice = advise(question, about({ skill: null, competency: null }), t);
    if (!vague || !advice) continue;
    expect(advice.rewrites.length, question).toBeGreaterThanOrEqual(2);
  }
});

it('knows when and where in the words of the question', () => {
  expect(momentIn('How did I do on rounds this morning?')).toBe('on rounds this morning');
  expect(momentIn('Feedback on Last night please')).toBe('last night');
  expect(momentIn('How am I doing?')).toBeNull();
});
