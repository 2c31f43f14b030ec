/**
 * Makes a recording: a small clinic's people do everything the app lets them do, by the features' own functions and the
 * engine's own push. Ids, times and people are the same in every run.
 */
import { sendAndFetch } from '../src/app/round';
import { tableOfKind, WaymarkDb } from '../src/db/schema';
import { emptyDraft, toBody, type GiveDraft } from '../src/features/feedback/draft';
import type { FeedbackEntry } from '../src/features/feedback/model';
import { amendEntry, give, redactEntry, withdrawEntry } from '../src/features/feedback/mutations';
import { emptyDraft as emptyPlan, toStartBody } from '../src/features/plans/draft';
import { changePlan, logProgress, startPlan, type SectionChange } from '../src/features/plans/mutations';
import { markRead, reflect, respond } from '../src/features/reflections/mutations';
import { stamp } from '../src/lib/clock';
import { uuid7 } from '../src/lib/uuid7';
import { mutate } from '../src/sync/mutate';
import type { Answer, Ports, WireRequest } from '../src/sync/ports';
import { push } from '../src/sync/push';
import type { Operation } from '../src/sync/protocol';
import { seeded } from '../src/lib/testing/seeded';
import { sha256 } from '../src/lib/sha256';
import { coaching as coached, jots, learning } from './recording-coaching';
import { requests } from './recording-requests';

export const PROGRAM = '01a1eef5-0f00-7000-8000-0000000000f0';
export const PEOPLE = {
  ana: { id: '01a1eef5-0f00-7000-8000-00000000000a', role: 'learner' },
  ben: { id: '01a1eef5-0f00-7000-8000-00000000000b', role: 'learner' },
  cole: { id: '01a1eef5-0f00-7000-8000-00000000000c', role: 'faculty' },
  eve: { id: '01a1eef5-0f00-7000-8000-00000000000e', role: 'coach' },
  gia: { id: '01a1eef5-0f00-7000-8000-000000000006', role: 'director' },
} as const;
type Name = keyof typeof PEOPLE;

export const SET = 'acgme-im-2';
/** History, and clinical reasoning, of that set. */
export const HISTORY = '59136c72-add3-5ebb-8894-eb6e110a1128';
const REASONING = 'bbdc677f-fc60-5b53-87b4-a4aa65cb650d';

export interface Recording {
  index: {
    program: string;
    set: string;
    people: Record<string, { id: string; role: string }>;
    coaching: [coach: string, learner: string][];
    /** In the order they were sent, each with what a server answers to its operations. */
    pushes: { file: string; as: string; kinds: string[]; outcomes: string[] }[];
  };
  /** File by file, exactly as sent. */
  bodies: Map<string, string>;
}

/** Everybody's phone shows the same time, a minute later at each look. */
class Wall {
  #at = Date.parse('2026-11-18T14:00:00.120Z');
  now = () => (this.#at += 60_000);
  offset = () => -300;
}

export class Recorder {
  readonly bodies = new Map<string, string>();
  readonly pushes: Recording['index']['pushes'] = [];
  readonly #clock = new Wall();
  readonly #phones = new Map<Name, ReturnType<Recorder['phoneOf']>>();
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  phone(name: Name) {
    const phone = this.#phones.get(name) ?? this.phoneOf(name);
    this.#phones.set(name, phone);
    return phone;
  }

  phoneOf(name: Name) {
    const random = seeded([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
    const ids = uuid7(this.#clock, random);
    const db = new WaymarkDb(`recorded-${this.version}-${name}`);
    const person = PEOPLE[name].id;
    const ports: Ports = {
      db,
      person,
      device: ids.next(),
      client: `waymark/${this.version}`,
      clock: this.#clock,
      random,
      after: () => () => {},
      withLock: (_name, run) => run(),
      ask: (request) => this.#heard(name, request),
      tables: tableOfKind,
      round: sendAndFetch,
    };
    const device = { db, clock: this.#clock, ids, session: { person: { id: person } }, sync: { saved: () => {} } };
    return { name, device, ports };
  }

  /** Saves and sends; what a server answers is `applied` unless something else is said. */
  async does(
    name: Name,
    deed: (device: ReturnType<Recorder['phoneOf']>['device']) => Promise<unknown>,
    outcome = 'applied',
  ): Promise<void> {
    const { device, ports } = this.phone(name);
    this.#outcome = outcome;
    await deed(device);
    await push(ports, { keepalive: false });
  }

  #outcome = 'applied';

  async #heard(as: Name, { body = '' }: WireRequest): Promise<Answer> {
    const { ops } = JSON.parse(body) as { ops: Operation[] };
    const file = `${String(this.pushes.length + 1).padStart(2, '0')}-${as}.json`;
    this.bodies.set(file, body);
    const kinds = ops.map(({ kind }) => kind);
    this.pushes.push({ file, as, kinds, outcomes: ops.map(() => this.#outcome) });
    const results = await Promise.all(
      ops.map(async (op) => ({ id: op.id, outcome: 'applied', hash: await sha256(JSON.stringify(op)), seq: 1 })),
    );
    const text = JSON.stringify({ epoch: PROGRAM, now: '2026-11-18T14:00:00.000Z', results });
    return { kind: 'answer', status: 200, text, retryAfter: null, etag: null };
  }
}

const plain = { setting: 'ward', rotation: null, due: '2026-12-02' } as const;

/** Everything, in an order a server can follow. */
export async function record(version: string): Promise<Recording> {
  const recorder = new Recorder(version);
  const { ids, clock } = recorder.phone('cole').device;
  const written = (learner: Name | null, change: Partial<GiveDraft>): GiveDraft => ({
    ...emptyDraft(ids.next(), PROGRAM, stamp(clock)),
    learner: learner && PEOPLE[learner].id,
    set: SET,
    subcompetency: HISTORY,
    ...change,
  });
  const giving = (draft: GiveDraft) => (device: ReturnType<Recorder['phone']>['device']) => {
    const body = toBody(draft, plain);
    if (!body) throw new Error('a recorded draft has a fault');
    return mutate(device, give, { program: PROGRAM, subject: draft.id, body, undoable: false });
  };
  const asEntry = (draft: GiveDraft, version: number) =>
    ({ id: draft.id, program: PROGRAM, version }) as unknown as FeedbackEntry;

  const whole = written('ana', {
    went_well: 'You let the family finish before you spoke. “Et voilà”, said Ms Doe 👩🏽‍⚕️.',
    differently: 'Name the plan first,\nthen the reasons.\tNot the other way round.',
    next_step: 'One sentence that names the problem',
    due: '2026-12-06',
    level: 6,
    setting: 'icu',
    observed_at: '2026-11-18T13:30:00.000-05:00',
    basis: 'watched',
    conversation: 'had',
  });
  const short = written('ben', { differently: 'Sit down.', cannot_judge: true });
  const typed = written(null, {
    typed: { name: 'Sam Smith', service: 'Surgery' },
    went_well: 'Called early.',
    basis: 'reported',
    conversation: 'planned',
  });
  await recorder.does('cole', giving(whole));
  await recorder.does('cole', giving(short));
  await recorder.does('cole', giving(typed), 'held learner_not_listed');

  let amendment = '';
  await recorder.does('cole', async (device) => {
    const row = await amendEntry(device, asEntry(whole, 1), 'I meant the morning handoff.');
    amendment = row.op.body.id;
  });
  const covered = { part: 'went_well', amendment: null, from: 50, to: 56 } as const;
  await recorder.does('cole', (device) => redactEntry(device, asEntry(whole, 1), covered));
  const inAmendment = { part: 'amendment', amendment, from: 8, to: 11 } as const;
  await recorder.does('cole', (device) => redactEntry(device, asEntry(whole, 2), inAmendment));

  const answered = { id: whole.id, program: PROGRAM };
  await recorder.does('ana', (device) => markRead(device, answered));
  await recorder.does('ana', (device) => respond(device, answered, 'acknowledged', null));
  await recorder.does('ana', (device) => respond(device, answered, 'thanked', 'That helped.'));
  await recorder.does('ana', (device) => respond(device, answered, 'asked', 'Can you give me an example?'));
  await recorder.does('ana', (device) => respond(device, answered, 'differs', 'I had asked the intern to call.'));
  await recorder.does('ana', (device) => reflect(device, answered, 'I rush when the list is long.', [PEOPLE.eve.id]));

  await plans(recorder, whole.id);

  await recorder.does('cole', (device) => withdrawEntry(device, asEntry(short, 1), 'The wrong Ben.'));
  // a backlog goes out as one push
  const [one, two] = [written('ana', { went_well: 'Early.' }), written('ben', { went_well: 'Late, and calm.' })];
  await recorder.does('cole', async (device) => {
    await giving({ ...one, subcompetency: REASONING, level: 0 })(device);
    await giving({ ...two, level: 10, basis: 'results', conversation: 'written_only' })(device);
    await amendEntry(device, asEntry(whole, 3), 'And the evening one.');
  });

  await requests(recorder);
  await jots(recorder);
  await coached(recorder);
  await learning(recorder, whole.id);

  const coaching: [string, string][] = [['eve', 'ana']];
  return {
    index: { program: PROGRAM, set: SET, people: PEOPLE, coaching, pushes: recorder.pushes },
    bodies: recorder.bodies,
  };
}

/** A learner's own plan from start to end, and one a coach proposes. */
async function plans(recorder: Recorder, entry: string): Promise<void> {
  const { ids } = recorder.phone('ana').device;
  const [own, proposed, first, second] = [ids.next(), ids.next(), ids.next(), ids.next()];
  const skill = { set: SET, subcompetency: HISTORY };
  const goal = { ...skill, goal: 'Lead with the one-line summary', entries: [entry], goal_shown: true };
  const steps = [
    { id: first, text: 'Write it before rounds', due_on: '2026-12-01' },
    { id: second, text: 'Ask Cole to listen', due_on: null },
  ];
  const draft = { ...emptyPlan(PEOPLE.ana.id), ...goal, steps, reviewer: PEOPLE.cole.id, review_on: '2026-12-06' };
  const versions = { goal: 1, steps: 1, review: 1, state: 1 };
  const change =
    (plan: string, change: SectionChange, on = versions) =>
    (device: ReturnType<Recorder['phone']>['device']) =>
      changePlan(device, { id: plan, program: PROGRAM, versions: on }, change);

  await recorder.does('ana', (device) => startPlan(device, PROGRAM, own, toStartBody(draft)));
  const fewer = { goal: 'Lead with one line', set: null, subcompetency: null, entries: [], goal_shown: false };
  await recorder.does('ana', change(own, { kind: 'plans.edit_goal', body: fewer }));
  const done = steps.map((step) => ({ ...step, done_on: '2026-11-18' }));
  await recorder.does('ana', change(own, { kind: 'plans.edit_steps', body: { steps: done } }));
  const eve = { reviewer: PEOPLE.eve.id, review_on: null };
  await recorder.does('ana', change(own, { kind: 'plans.edit_review', body: eve }));
  const note = { text: 'Tried it on three patients.', shared: false };
  await recorder.does('ana', (device) => logProgress(device, { id: own, program: PROGRAM }, note));
  const seen = { text: 'Heard it this morning.', shared: true };
  await recorder.does('eve', (device) => logProgress(device, { id: own, program: PROGRAM }, seen));
  const reached = { outcome: 'reached', note: 'Two attendings said so unasked.' } as const;
  await recorder.does('ana', change(own, { kind: 'plans.close', body: reached }));
  await recorder.does('ana', change(own, { kind: 'plans.reopen', body: {} }, { ...versions, state: 2 }));

  const bare = { ...emptyPlan(PEOPLE.ana.id), goal: 'Ask what worries the patient most' };
  await recorder.does('eve', (device) => startPlan(device, PROGRAM, proposed, toStartBody(bare)));
  await recorder.does('ana', change(proposed, { kind: 'plans.accept', body: {} }));
}
