/** The part of a recording in which people ask and answer, and choose what they want to be told. */
import { emptyDraft as emptyEntry, toBody as toGiveBody } from '../src/features/feedback/draft';
import { give } from '../src/features/feedback/mutations';
import { usualPreferences } from '../src/features/notifications/model';
import { openNotification, prefer } from '../src/features/notifications/mutations';
import { makeCode } from '../src/features/requests/code/code';
import { emptyDraft, toBody, type AskDraft } from '../src/features/requests/draft';
import { askFor, declineRequest, redactRequest, withdrawRequest } from '../src/features/requests/mutations';
import { stamp } from '../src/lib/clock';
import { mutate } from '../src/sync/mutate';
import { HISTORY, PEOPLE, PROGRAM, SET, type Recorder } from './recording';

const TODAY = '2026-11-18';

export async function requests(recorder: Recorder): Promise<void> {
  const { ids } = recorder.phone('ana').device;
  const draft = (change: Partial<AskDraft>): AskDraft => ({
    ...emptyDraft(ids.next()),
    set: SET,
    subcompetency: HISTORY,
    question: 'What did I not hear at the bedside?',
    ...change,
  });
  const cole = { kind: 'member', id: PEOPLE.cole.id } as const;
  const whole = draft({
    who: cole,
    question: 'Où est-ce que j’ai perdu la famille, Ms Doe 👩🏽‍⚕️?',
    goal: 'Two minutes, and one question',
    context: 'Rounds on Tuesday',
    until: '2026-12-06',
    in_person: true,
    own_view: 'I lose the thread.\nThen I hurry.',
  });
  const plain = draft({ who: cole });
  const mailed = draft({ who: { kind: 'visitor', mail: 'sam.adler@elsewhere.test', name: 'Dr. Adler' } });
  const shown = draft({ who: { kind: 'code' } });

  let code = '';
  for (const one of [whole, plain, mailed, shown]) {
    await recorder.does('ana', async (device) => {
      const body = toBody(one, TODAY);
      if (!body) throw new Error('a recorded request has a fault');
      const row = await askFor(device, PROGRAM, one.id, body);
      // A key that cannot be exported signs otherwise each time: what is recorded is a code that proves nothing.
      code = makeCode(row.bytes, PEOPLE.ana.id, new Uint8Array(64));
    });
  }

  const told = { program: PROGRAM, version: 1, text_version: 1 };
  const passage = { part: 'question', from: 37, to: 43 } as const;
  await recorder.does('ana', (device) => redactRequest(device, { id: whole.id, ...told }, passage));
  const no = { reason: 'not_the_right_person', other: PEOPLE.eve.id } as const;
  await recorder.does('cole', (device) => declineRequest(device, { id: plain.id, ...told }, no));
  await recorder.does('ana', (device) => withdrawRequest(device, { id: mailed.id, ...told }));

  const answer = {
    ...emptyEntry(ids.next(), PROGRAM, stamp(recorder.phone('cole').device.clock)),
    learner: PEOPLE.ana.id,
    set: SET,
    subcompetency: HISTORY,
    went_well: 'You sat down first.',
    answers: { request: shown.id, learner: PEOPLE.ana.id, code },
  };
  await recorder.does('cole', async (device) => {
    const body = toGiveBody(answer, { setting: 'ward', rotation: null, due: '2026-12-02' });
    if (!body) throw new Error('a recorded answer has a fault');
    await mutate(device, give, { program: PROGRAM, subject: answer.id, body, undoable: true });
  });

  // What a server tells has ids of its own; none has this one.
  const unknown = { id: ids.next(), program: PROGRAM };
  await recorder.does('cole', (device) => openNotification(device, unknown), 'refused not_found');
  const chosen = { ...usualPreferences(), quiet_from: '22:00', quiet_to: '06:00', digest: 'daily' } as const;
  await recorder.does('cole', (device) => prefer(device, PROGRAM, { ...chosen, time_zone: 'America/Chicago' }));
}
