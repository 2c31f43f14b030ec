// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HttpRequest } from '../api/send';
import { base64url } from '../lib/bytes';
import { standInForTheBrowser } from '../features/members/testing/person';
import { Delivery } from './delivery.svelte';
import { ERASED_AFTER_MS, Tab, Waiting } from './kept';
import { RaterLine } from './line';
import type { Answer, RaterForm } from './model';
import Rater from './Rater.svelte';

configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
vi.setConfig({ testTimeout: 30_000 });

const ROSA = { id: 'rosa', name: 'Rosa Vega', answered: false };
const BEN = { id: 'ben', name: 'Ben Okoro', answered: false };
const FORM: RaterForm = {
  kind: 'personal',
  program: 'Internal Medicine',
  institution: 'Harbor Hospital',
  closes_on: '2026-12-20',
  word_needed: false,
  learners: [ROSA],
  group: 'nurses',
  groups: ['nurses', 'staff'],
  form: {
    version: 1,
    anchors: ['Almost never', 'Seldom', 'About half the time', 'Usually', 'Almost always'].map((text, n) => ({
      value: n + 1,
      text,
    })),
    could_not_observe: 'Could not observe',
    items: [
      { id: 'listens', text: 'Listens to what others say' },
      { id: 'informs', text: 'Tells the team what changes' },
    ],
    questions: [{ id: 'keep', text: 'What should they keep doing?' }],
  },
  minimums: { total: 8, group: 3 },
  sees: { facilitator: 'Chris Coach', director: false },
  named_route: {
    person: 'Dr. Kim Hale, ombudsperson',
    phone: '555-0150',
    hours: 'weekdays 8 to 17',
    hotline: '555-0100',
  },
  seal: { id: '0189f7ea-0000-4000-8000-0000000000aa', key: '' },
};
const UNIT: RaterForm = { ...FORM, kind: 'unit', word_needed: true, learners: [], group: null };

let asked: HttpRequest[];
let answers: Record<string, [number, unknown]>;
let lost: boolean;
let now: number;

beforeEach(async () => {
  asked = [];
  lost = false;
  now = 1_000_000;
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const key = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  answers = {
    '/rater/session': [200, { token: 'session', kind: 'personal' }],
    '/rater/form': [200, { ...FORM, seal: { ...FORM.seal, key } }],
    '/rater/answers': [201, { received: true }],
    '/rater/sealed': [201, { received: true }],
  };
  standInForTheBrowser();
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
  vi.useRealTimers();
});

function opens(secret = 'SECRET') {
  const send = (sent: HttpRequest) => {
    asked.push(sent);
    if (lost) return Promise.reject(new TypeError('no network'));
    const [status, said] = answers[sent.path.replace('/api/v1', '')] ?? [404, { code: 'not_found' }];
    return Promise.resolve({ status, header: () => null, text: JSON.stringify(said) });
  };
  const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  const line = new RaterLine(send, 'this device');
  const delivery = new Delivery(line, new Waiting(localStorage), random);
  const tab = new Tab(sessionStorage, () => now);
  render(Rater, { line, delivery, tab, secret, random });
  return delivery;
}
const unit = (form: RaterForm) => {
  answers['/rater/session'] = [200, { token: 'session', kind: 'unit' }];
  answers['/rater/form'] = [200, { ...form, seal: (answers['/rater/form']?.[1] as RaterForm).seal }];
};
const choose = async (legend: string, label: string) => {
  const group = await screen.findByRole('group', { name: legend });
  const found = [...group.querySelectorAll('label')].find((one) => one.textContent?.trim() === label);
  await fireEvent.click(found?.querySelector('input') as HTMLInputElement);
};
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const sentTo = (path: string) => asked.filter((one) => one.path === `/api/v1${path}`);
const bodyOf = (sent: HttpRequest | undefined) => JSON.parse(sent?.body ?? '{}') as Record<string, unknown>;

it('a nurse reads who will see what, answers two lines and a question, and is thanked', async () => {
  opens();
  await screen.findByRole('heading', { name: 'How is it to work with Rosa Vega?' });
  screen.getByText(/Nobody sees your answers by themselves: not Rosa Vega/);
  screen.getByText(/The program director does not\./);
  screen.getByText(/Chris Coach reads them first/);
  screen.getByText('You answer as: Nurse.');
  screen.getByText('Dr. Kim Hale, ombudsperson');

  await choose('Listens to what others say', 'Usually');
  await choose('Tells the team what changes', 'Could not observe');
  await fireEvent.input(screen.getByLabelText(/keep doing/), { target: { value: ' You say thank you. ' } });
  await press('Send');

  await screen.findByRole('heading', { name: 'Thank you' });
  screen.getByText('Your answers have arrived. Nothing of them is left on this device.');
  const answer = bodyOf(sentTo('/rater/answers')[0]) as unknown as Answer;
  expect(answer).toMatchObject({
    learner: 'rosa',
    form_version: 1,
    ratings: { listens: 4, informs: null },
    comments: { keep: 'You say thank you.' },
  });
  expect(answer.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect('group' in answer, 'a personal code has its group').toBe(false);
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('thank you');
});

it('on a unit’s code the ward word comes first, and the group is chosen', async () => {
  unit(UNIT);
  opens();
  await screen.findByLabelText('Ward word');
  expect(screen.queryByText(/Rosa/)).toBeNull();
  answers['/rater/word'] = [400, { code: 'wrong_word' }];
  await fireEvent.input(screen.getByLabelText('Ward word'), { target: { value: 'birch' } });
  await press('Open the form');
  await screen.findByText(/not the word of this round/);

  answers['/rater/word'] = [200, { ...UNIT, word_needed: false, learners: [ROSA, BEN] }];
  await press('Open the form');
  await choose('Whom is it about?', 'Ben Okoro');
  await screen.findByText(/stays in this tab only/);
  await choose('Listens to what others say', 'Seldom');
  await press('Send');
  await screen.findByText('Choose as what you answer.');
  expect(sentTo('/rater/answers')).toEqual([]);
  await choose('I answer as', 'Staff');
  await press('Send');

  await screen.findByRole('heading', { name: 'Thank you' });
  expect(bodyOf(sentTo('/rater/answers')[0])).toMatchObject({ learner: 'ben', group: 'staff' });
  await press('Answer about somebody else');
  await screen.findByRole('heading', { name: 'How is it to work with Rosa Vega?' });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Staff' }).checked, 'she is still the same').toBe(true);
});

it('without a network the answers are sealed, said not to be sent, and go once there is one', async () => {
  const delivery = opens();
  await choose('Listens to what others say', 'Almost always');
  await fireEvent.input(screen.getByLabelText(/keep doing/), { target: { value: 'You say thank you.' } });
  lost = true;
  await press('Send');

  await screen.findByText('One answer of this device is not sent yet');
  screen.getByText(/nobody can open them here, also not you/);
  expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('thank you');
  const kept = JSON.parse(localStorage.getItem(Waiting.key) ?? '[]') as string[];
  expect(kept).toHaveLength(1);

  lost = false;
  await delivery.again();

  await screen.findByText('Your answers have arrived. Nothing of them is left on this device.');
  expect(bodyOf(sentTo('/rater/sealed').at(-1))).toEqual({ sealed: kept[0] });
  expect(localStorage.getItem(Waiting.key)).toBeNull();
});

it('what waited and is not taken in the end is said, not forgotten in silence', async () => {
  localStorage.setItem(Waiting.key, '["sealed"]');
  answers['/rater/sealed'] = [409, { code: 'campaign_over' }];

  await opens().again();

  await screen.findByText('An answer that waited here was not taken');
  screen.getByText(/The round had ended/);
});

it('a refused answer stays on the screen, with the reason', async () => {
  answers['/rater/answers'] = [401, { code: 'no_session' }];
  opens();
  await choose('Listens to what others say', 'Usually');
  await press('Send');

  await screen.findByText(/or the code was taken back/);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Usually', checked: true })).toBeTruthy();
});

it('a reload in the same tab finds what was written, without the secret', async () => {
  opens();
  await choose('Listens to what others say', 'Usually');
  cleanup();

  opens('');

  await waitFor(() => expect(screen.getByRole('radio', { name: 'Usually', checked: true })).toBeTruthy());
  expect(sentTo('/rater/session')).toHaveLength(1);
});

it('on a ward’s device what was left for 15 minutes is erased before somebody else sees it', async () => {
  unit(UNIT);
  answers['/rater/word'] = [200, { ...UNIT, word_needed: false, learners: [ROSA] }];
  opens();
  await fireEvent.input(await screen.findByLabelText('Ward word'), { target: { value: 'maple harbor' } });
  await press('Open the form');
  await choose('Listens to what others say', 'Usually');

  now += ERASED_AFTER_MS;
  document.dispatchEvent(new Event('visibilitychange'));

  await screen.findByText(/Nothing was touched for 15 minutes/);
  expect(screen.queryByRole('radio', { checked: true, name: 'Usually' })).toBeNull();
});

it.each([
  ['no_such_link', 'This code does not open anything'],
  ['link_used', 'This link was used'],
  ['campaign_over', 'This round is over'],
  ['not_yet_open', 'This round has not begun yet'],
])('a link that says %s is explained in words', async (code, title) => {
  answers['/rater/session'] = [401, { code }];

  opens();

  await screen.findByText(title);
});

it('without a network at the beginning nothing is used up, and a second try opens it', async () => {
  lost = true;
  opens();
  await screen.findByText('No answer from the server');

  lost = false;
  await press('Try again');

  await screen.findByRole('heading', { name: 'How is it to work with Rosa Vega?' });
});
