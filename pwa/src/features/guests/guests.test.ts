// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { HttpRequest } from '../../api/send';
import { learnTheRest, t } from '../../i18n/t';
import { standInForTheBrowser } from '../members/testing/person';
import { authorOf } from '../members/author';
import { People } from '../members/people';
import Guest from './Guest.svelte';

configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
vi.setConfig({ testTimeout: 30_000 });

const REQUEST = {
  id: '0189f7ea-0000-7000-8000-0000000000f0',
  program: 'Internal Medicine',
  institution: 'Harbor Hospital',
  learner: 'Ana Ruiz',
  set: 'acgme-im-2',
  subcompetency: { id: '5f1c7a5e-0000-5000-8000-000000000001', title: 'Interprofessional and Team Communication' },
  question: 'What did the night team still have to ask me?',
  goal: null,
  context: null,
  own_view: null,
  in_person: false,
  state: 'open',
};

let asked: (HttpRequest & { token: string | undefined })[];
let answers: Record<string, [number, unknown]>;
/** The path whose answers do not come back. */
let lost = '';

beforeAll(learnTheRest);
beforeEach(() => {
  standInForTheBrowser();
  asked = [];
  lost = '';
  answers = {
    '/guest/session': [200, { token: 'secret', expires_in: 86_400 }],
    '/guest/scan': [200, { token: 'secret', expires_in: 86_400 }],
    '/guest/request': [200, REQUEST],
    '/guest/code': [202, undefined],
    '/guest/entry': [201, { entry: 'entry' }],
  };
  vi.stubGlobal('fetch', (path: string, sent: { method: string; headers: Record<string, string>; body?: string }) => {
    const { method, headers, body } = sent;
    asked.push({ method, path: path.replace('/api/v1', ''), token: headers.Authorization, ...(body ? { body } : {}) });
    if (path.endsWith(lost) && lost) return Promise.reject(new TypeError('no network'));
    const [status, said] = answers[path.replace('/api/v1', '')] ?? [404, undefined];
    return Promise.resolve(new Response(said === undefined ? null : JSON.stringify(said), { status }));
  });
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
  vi.unstubAllGlobals();
});

const fill = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = async (name: string) => fireEvent.click(await screen.findByText(name, { selector: 'button span' }));

async function writes() {
  await fill('What went well', 'You read each order back.');
  await fill('Given name', 'Dora');
  await fill('Family name', 'Quist');
  await fireEvent.change(screen.getByLabelText('Profession'), { target: { value: 'pharmacist' } });
}

it('Dora opens the link she was mailed, answers, and proves her address by six digits', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);
  await writes();

  await press('Mail me six digits');
  await screen.findByLabelText('The six digits from the mail');
  await fill('The six digits from the mail', '123456');
  await press('Send');

  await screen.findByText('Thank you');
  expect(asked.map(({ path }) => path)).toEqual(['/guest/session', '/guest/request', '/guest/code', '/guest/entry']);
  expect(asked[3]?.token).toBe('Bearer secret');
  expect(JSON.parse(asked[3]?.body ?? '')).toMatchObject({
    code: '123456',
    given_name: 'Dora',
    profession: 'pharmacist',
    feedback: { request: REQUEST.id, went_well: 'You read each order back.' },
  });
});

it('with the phone’s own camera she opens the same form, once she has given an address', async () => {
  history.replaceState(null, '', '/r#CODE.LEARNER');
  render(Guest);

  await press('Open the question');
  await screen.findByText('Write a mail address, such as name@hospital.example.');
  await fill('Your mail address', 'dora@riverside.example');
  await press('Open the question');

  await screen.findByText(REQUEST.question);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ code: 'CODE', mail: 'dora@riverside.example' });
});

it('wrong digits keep her words, and she can try again', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);
  await writes();
  await press('Mail me six digits');
  await screen.findByLabelText('The six digits from the mail');
  answers['/guest/entry'] = [400, { code: 'wrong_code' }];

  await press('Send');

  await screen.findByText('These are not the digits, or they are too old. Have them mailed again.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('You read each order back.');
});

it('her words are there again after a reload, and gone once they are sent', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);
  await writes();
  cleanup(); // the page is loaded again

  render(Guest);
  await screen.findByText(REQUEST.question);
  expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('You read each order back.');
  expect(screen.getByLabelText<HTMLSelectElement>('Profession').value).toBe('pharmacist');
  await press('Mail me six digits');
  await screen.findByLabelText('The six digits from the mail');
  await fill('The six digits from the mail', '123456');
  await press('Send');

  await screen.findByText('Thank you');
  expect(sessionStorage.length).toBe(0);
});

it('another question in the same tab begins empty', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);
  await writes();
  cleanup();

  history.replaceState(null, '', '/g#OTHER');
  render(Guest);
  await screen.findByText(REQUEST.question);
  expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('');
});

it('an answer whose receipt was lost is not asked for twice', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);
  await writes();
  await press('Mail me six digits');
  await screen.findByLabelText('The six digits from the mail');
  lost = '/guest/entry';
  await press('Send');
  await screen.findByText('This form needs a network. What you wrote is still here.');

  lost = '';
  answers['/guest/entry'] = [409, { code: 'already_answered' }];
  await press('Send');

  await screen.findByText('Thank you');
});

it('nothing is mailed before the form is whole', async () => {
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);
  await screen.findByText(REQUEST.question);

  await press('Mail me six digits');

  await screen.findByText('Write one of the two: what went well, or what to do differently.');
  screen.getByText('Choose what you are.');
  expect(asked.map(({ path }) => path)).not.toContain('/guest/code');
});

it('a link that is used up is said in words', async () => {
  answers['/guest/session'] = [401, { code: 'no_such_link' }];
  history.replaceState(null, '', '/g#TOKEN');
  render(Guest);

  await screen.findByText('This link does not open anything any more');
});

it('what a visitor wrote is shown under their name and profession', () => {
  const people = new People(new Map(), 'ana', t);

  const visiting = { name: 'Dora Quist', profession: 'pharmacist' };

  expect(authorOf(people, { program: 'p', author: 'x', visiting })).toBe('Dora Quist, visiting assessor (Pharmacist)');
});
