/** A small invented program for tests of giving feedback. */
import { Reference, type Member, type MilestoneSet, type ReferenceSnapshot } from '../../../db/reference';
import type { WaymarkDb } from '../../../db/schema';
import type { Device } from '../../../sync/mutate';
import { apply, type FeedbackEntry, type GiveBody } from '../model';

export const PROGRAM = 'program';

function member(id: string, given_name: string, family_name: string, more: Partial<Member> = {}): Member {
  return {
    id,
    given_name,
    family_name,
    roles: ['learner'],
    training_year: 1,
    profession: null,
    sets: ['acgme-im-2'],
    active: true,
    ...more,
  };
}

const skill = (code: string, competency: string, ordinal: number, title: string, words: string[]) => ({
  id: code.toLowerCase(),
  code,
  competency,
  ordinal,
  title,
  theme: null,
  words,
  descriptors: [1, 2, 3, 4, 5].map((level) => `${title} as seen at ${String(level)}`),
});

export const internalMedicine: MilestoneSet = {
  id: 'acgme-im-2',
  specialty: 'Internal Medicine',
  framework: 'ACGME Milestones',
  version: '2.0',
  competencies: [
    { code: 'PC', title: 'Patient Care' },
    { code: 'PROF', title: 'Professionalism' },
    { code: 'ICS', title: 'Interpersonal and Communication Skills' },
  ],
  subcompetencies: [
    skill('PC1', 'PC', 1, 'History', ['history taking', 'interview', 'collateral']),
    skill('PC3', 'PC', 3, 'Clinical Reasoning', ['differential', 'assessment', 'diagnosis']),
    skill('PC4', 'PC', 4, 'Patient Management – Inpatient', ['sick patient', 'orders', 'escalation', 'ward work']),
    skill('PC5', 'PC', 5, 'Patient Management – Outpatient', ['clinic visit', 'follow-up', 'chronic disease']),
    skill('PC10', 'PC', 10, 'Procedures', ['central line', 'lumbar puncture']),
    skill('PROF3', 'PROF', 17, 'Accountability/Conscientiousness', ['on time', 'reliable', 'notes done']),
    skill('ICS1', 'ICS', 19, 'Patient- and Family-Centered Communication', [
      'bad news',
      'family meeting',
      'goals of care',
    ]),
    skill('ICS2', 'ICS', 20, 'Interprofessional and Team Communication', ['hand-off', 'handover', 'sign out', 'nurse']),
    skill('ICS3', 'ICS', 21, 'Communication within Health Care Systems', [
      'notes',
      'documentation',
      'discharge summary',
    ]),
  ],
};

export function snapshot(more: Partial<ReferenceSnapshot> = {}): ReferenceSnapshot {
  return {
    program: { id: PROGRAM, name: 'Internal Medicine', time_zone: 'America/New_York', institution: 'Harbor Hospital' },
    wording: "Waymark's own wording, not ACGME text",
    sets: [internalMedicine],
    members: [
      member('cole', 'Cole', 'Okafor', { roles: ['faculty'], training_year: null, sets: [] }),
      member('ana', 'Ana', 'Ruiz', { training_year: 2 }),
      member('ben', 'Ben', 'Ruiz', { training_year: 1 }),
      member('chi', 'Chí', 'Nguyễn', { training_year: 3 }),
      member('dov', 'Dov', 'Adler', { training_year: 1 }),
      member('eve', 'Eve', 'Lind', { training_year: 1, active: false }),
      member('fay', 'Fay', 'Moran', { roles: ['faculty', 'coach'], training_year: null, sets: [] }),
      member('gus', 'Gus', 'Hale', { roles: ['director'], training_year: null, sets: [] }),
      member('ida', 'Ida', 'Park', { roles: ['coordinator'], training_year: null, sets: [] }),
      member('jon', 'Jon', 'Vega', { roles: ['faculty', 'committee'], training_year: null, sets: [] }),
    ],
    coaching: [
      { coach: 'fay', learner: 'ana' },
      { coach: 'fay', learner: 'dov' },
    ],
    rotations: [
      { id: 'ward-a', name: 'Ward A', setting: 'ward', subcompetencies: ['pc4', 'ics2', 'pc3'] },
      { id: 'clinic', name: 'Clinic', setting: 'clinic', subcompetencies: [] },
    ],
    assignments: [
      { rotation: 'ward-a', person: 'cole', starts_on: '2026-11-09', ends_on: '2026-11-29' },
      { rotation: 'ward-a', person: 'ben', starts_on: '2026-11-09', ends_on: '2026-11-29' },
      { rotation: 'ward-a', person: 'chi', starts_on: '2026-11-09', ends_on: '2026-12-20' },
      { rotation: 'clinic', person: 'ana', starts_on: '2026-11-01', ends_on: '2026-11-30' },
    ],
    skills_by_setting: { ward: ['pc4', 'ics2'], clinic: ['pc5', 'ics1'] },
    ...more,
  };
}

export const reference = (more: Partial<ReferenceSnapshot> = {}) => new Reference(snapshot(more));

export function giveBody(more: Partial<GiveBody> = {}): GiveBody {
  return {
    learner: 'ana',
    typed_learner: null,
    set: 'acgme-im-2',
    subcompetency: 'ics2',
    went_well: 'Closed the loop with the nurse after each call.',
    differently: null,
    next_step: null,
    next_step_due: null,
    level: null,
    cannot_judge: false,
    setting: 'ward',
    rotation: null,
    observed_at: '2026-11-22T09:10:00.000-05:00',
    basis: 'not_said',
    conversation: 'not_said',
    request: null,
    plan: null,
    look_again: null,
    ...more,
  };
}

export function entry(more: Partial<FeedbackEntry> = {}): FeedbackEntry {
  const blank = apply(
    undefined,
    { kind: 'feedback.give', body: giveBody() },
    { subject: 'entry', program: PROGRAM, author: 'cole', at: '2026-11-22T09:12:00.000-05:00' },
  );
  if (!blank) throw new Error('an entry that was given is there');
  return {
    ...blank.entry,
    id: 'entry',
    program: PROGRAM,
    author: 'cole',
    given_at: '2026-11-22T14:12:00.000Z',
    received_at: '2026-11-22T14:13:00.000Z',
    clock_doubtful: false,
    state: 'given',
    withdrawn: null,
    redacted: [],
    ...more,
  };
}

/** Cole's device, with a clock that stands until it is moved. */
export function coleDevice(db: WaymarkDb) {
  let next = 0;
  const clock = { at: Date.parse('2026-11-22T14:30:00.000Z'), now: () => clock.at, offset: () => -300 };
  const ids = { next: () => `id-${String((next += 1))}` };
  return { db, clock, ids, session: { person: { id: 'cole' } }, sync: { saved: () => undefined } } satisfies Device;
}
