/** The part of a recording that is between a few: jots, a coach with their learner, a learning plan. */
import {
  askCheckIn,
  changeMeeting,
  dropNote,
  planMeeting,
  shareNote,
  takeBack,
  takeUp,
  writeNote,
} from '../src/features/coaching/mutations';
import type { CheckInRow, MeetingRow, NoteBody, NoteRow } from '../src/features/coaching/model';
import { keepWords } from '../src/features/guard/marked';
import type { JotView } from '../src/features/jots/model';
import { drop, keep } from '../src/features/jots/mutations';
import { emptyGoal, toGoal, type GoalDraft } from '../src/features/learning-plans/draft';
import type { LearningPlanRow } from '../src/features/learning-plans/model';
import {
  changeLearningPlan,
  openActionPlan,
  signLearningPlan,
  startLearningPlan,
  type SectionChange,
} from '../src/features/learning-plans/mutations';
import { HISTORY, PEOPLE, PROGRAM, SET, type Recorder } from './recording';

const TODAY = '2026-11-18';
const of = (id: string) => ({ id, program: PROGRAM });

export async function jots(recorder: Recorder): Promise<void> {
  let jot = '';
  await recorder.does('cole', async (device) => {
    jot = (await keep(device, PROGRAM, PEOPLE.ana.id, 'Called the family herself, twice.')).subject;
  });
  await recorder.does('cole', (device) => drop(device, { ...of(jot), refused: [] } as unknown as JotView));
  // The server marks texts by itself; of a thing without a mark nothing is kept.
  await recorder.does('cole', (device) => keepWords(device, { ...of(jot), about: jot, found: [] }));
}

export async function coaching(recorder: Recorder): Promise<void> {
  let id = '';
  await recorder.does('eve', async (device) => {
    id = await planMeeting(device, PROGRAM, PEOPLE.ana.id, TODAY);
  });
  const meeting: MeetingRow = {
    ...of(id),
    coach: PEOPLE.eve.id,
    learner: PEOPLE.ana.id,
    on: TODAY,
    state: 'planned',
    version: 1,
  };
  await recorder.does('eve', (device) => changeMeeting(device, meeting, { on: TODAY, state: 'held' }, '2026-12-16'));

  const words: NoteBody = {
    learner: PEOPLE.ana.id,
    text: 'Ask about sleep, and about nights.',
    shared: false,
    part: 'relationship',
    meeting: id,
    check_in: null,
  };
  let note = '';
  await recorder.does('eve', async (device) => {
    note = (await writeNote(device, PROGRAM, words)).subject;
  });
  await recorder.does('eve', (device) => shareNote(device, of(note) as NoteRow));
  await recorder.does('eve', (device) => dropNote(device, of(note) as NoteRow, []));

  let asked = '';
  const ask = () =>
    recorder.does('cole', async (device) => {
      asked = (await askCheckIn(device, PROGRAM, PEOPLE.ana.id, 'She was very quiet on rounds.', 'coach')).subject;
    });
  await ask();
  const word = { ...words, text: 'We talked: two nights without sleep.', part: null, meeting: null, check_in: asked };
  await recorder.does('eve', (device) => takeUp(device, of(asked) as CheckInRow, word));
  await ask();
  await recorder.does('cole', (device) => takeBack(device, of(asked) as CheckInRow, []));
}

export async function learning(recorder: Recorder, entry: string): Promise<void> {
  const { ids } = recorder.phone('ana').device;
  const id = ids.next();
  const goal = (text: string): GoalDraft => ({
    ...emptyGoal(ids.next()),
    text,
    skills: [{ set: SET, subcompetency: HISTORY }],
    strategies: 'Watch two talks first.\nThen lead one.',
    evidence: 'Two attendings write what they saw.',
    projected_on: '2027-03-01',
  });
  const goals = [
    goal('Lead a goals-of-care talk from beginning to end'),
    { ...goal('Say it in one line'), entries: [entry] },
  ];
  const draft = { goals, career_goals: 'Hospital medicine', obstacles: '', helpers: 'The chief residents' };
  await recorder.does('ana', (device) => startLearningPlan(device, PROGRAM, id, draft));

  const versions = { goals: 1, about: 1, dates: 1, learner_comment: 1, coach_comment: 1, work: 1 };
  const plan = { ...of(id), learner: PEOPLE.ana.id, versions } as unknown as LearningPlanRow;
  const changes = (name: 'ana' | 'eve', change: SectionChange) =>
    recorder.does(name, (device) => changeLearningPlan(device, plan, change));
  const [first, second] = goals.map(toGoal) as [ReturnType<typeof toGoal>, ReturnType<typeof toGoal>];
  const edited = { goals: [first, { ...second, evidence: 'The intern says it back.' }] };
  await changes('ana', { kind: 'learning_plans.edit_goals', body: edited });
  const about = { career_goals: 'Hospital medicine', obstacles: 'Four months of nights', helpers: null };
  await changes('ana', { kind: 'learning_plans.edit_about', body: about });
  const dates = { discussed_on: TODAY, next_review_on: '2027-04-01' };
  await changes('ana', { kind: 'learning_plans.edit_dates', body: dates });
  await changes('ana', { kind: 'learning_plans.comment', body: { text: 'Nights will be hard.' } });
  await changes('eve', { kind: 'learning_plans.comment', body: { text: 'Two goals are enough.' } });
  const read = { ...versions, goals: 2, about: 2, dates: 2, learner_comment: 2, coach_comment: 2 };
  for (const name of ['ana', 'eve'] as const) {
    await recorder.does(name, (device) => signLearningPlan(device, { ...plan, versions: read }));
  }
  await recorder.does('ana', (device) => openActionPlan(device, plan, first, ids.next()));
  const reached = { goal: second.id, outcome: 'reached', note: 'Two attendings said so.' } as const;
  await changes('ana', { kind: 'learning_plans.close_goal', body: reached });
  await changes('ana', { kind: 'learning_plans.reopen_goal', body: { goal: second.id } });
}
