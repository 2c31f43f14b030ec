// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../../db/schema';
import { learnTheRest } from '../../../i18n/t';
import Give from '../../feedback/Give.svelte';
import { reference, snapshot } from '../../feedback/testing/program';
import Page from '../../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../../members/testing/page';
import { phoneOf } from '../../members/testing/person';
import Received from '../Received.svelte';
import Scan from '../Scan.svelte';
import { codeAddress, makeCode, type ReadCode } from './code';
import { judge } from './verdict';

const ANA = '0189f7ea-0000-7000-8000-00000000000a';
const COLE = '0189f7ea-0000-7000-8000-00000000000c';
const PROGRAM = '0189f7ea-0000-7000-8000-0000000000b0';
const SKILL = '5f1c7a5e-0000-5000-8000-000000000001';
const REQUEST = '0189f7ea-0000-7000-8000-0000000000f0';
const QUESTION = 'What did the night team still have to ask me?';

/** The invented program under ids as they really are. */
function list() {
  const plain = snapshot();
  const ids: Record<string, string> = { ana: ANA, cole: COLE };
  const skills = plain.sets[0]?.subcompetencies.map((one) => (one.id === 'ics2' ? { ...one, id: SKILL } : one)) ?? [];
  return snapshot({
    program: { ...plain.program, id: PROGRAM },
    members: plain.members.map((member) => ({ ...member, id: ids[member.id] ?? member.id })),
    sets: plain.sets.map((set) => ({ ...set, subcompetencies: skills })),
    assignments: [],
    coaching: [],
  });
}

const op = (more: object = {}): ReadCode['op'] => ({
  id: '0189f7ea-0000-7000-8000-0000000000e0',
  kind: 'requests.ask',
  v: 1,
  program: PROGRAM,
  subject: REQUEST,
  base: null,
  at: '2026-11-22T08:00:00.000-05:00',
  body: { set: 'acgme-im-2', subcompetency: SKILL, question: QUESTION },
  ...more,
});
const codeFor = (more: object = {}) =>
  codeAddress(location.origin, makeCode(JSON.stringify(op(more)), REQUEST, new Uint8Array(64)), ANA) ?? '';

let db: WaymarkDb;
beforeAll(learnTheRest);
eachOnAFreshPhone((fresh) => (db = fresh));

async function cole() {
  const phone = await phoneOf(db, COLE, ['faculty']);
  await db.reference.put({ program: PROGRAM, etag: null, snapshot: list(), fetchedAt: 2 });
  const { session } = phone.app;
  Object.assign(session, { program: list().program, memberships: [{ program: list().program, roles: ['faculty'] }] });
  return phone;
}

async function opens(address: string) {
  history.replaceState(null, '', address);
  const phone = await cole();
  render(Page, { app: phone.app, page: Received as never });
  return phone;
}

describe('Cole scans Ana’s code without a network', () => {
  it('and gets the form filled from the code alone; the entry carries request and code', async () => {
    const { app, visited } = await opens(codeFor());
    await waitFor(() => expect(visited).toHaveLength(1));
    cleanup();

    history.replaceState(null, '', visited[0] ?? '');
    render(Page, { app, page: Give as never });
    await screen.findByText(QUESTION);
    screen.getByText('Ana Ruiz asks');
    await screen.findByText(/^This code was made some time ago/);
    await fireEvent.input(screen.getByLabelText('What went well'), { target: { value: 'You read each order back.' } });
    await fireEvent.click(await screen.findByText('Save', { selector: 'button span' }));
    await screen.findByText('Saved on this phone');

    const [row] = await db.outbox.toArray();
    const [code] = codeFor().split('#')[1]?.split('.') ?? [];
    expect(row?.op.body).toMatchObject({ learner: ANA, subcompetency: SKILL, request: REQUEST, request_code: code });
  });

  it('twice: the draft he began is opened again', async () => {
    const first = await opens(codeFor());
    await waitFor(() => expect(first.visited).toHaveLength(1));
    cleanup();

    const second = await opens(codeFor());

    await waitFor(() => expect(second.visited).toEqual(first.visited));
    expect(await db.drafts.count()).toBe(1);
  });

  it('after he answered it: he is told so, and led to the entry', async () => {
    await db.feedbackEntries.put({ id: 'entry', author: COLE, learner: ANA, request: REQUEST } as never);

    await opens(codeFor());

    await screen.findByText('You have answered this already');
  });

  it('a code cut off is said to be', async () => {
    await opens(codeFor().slice(0, -40));

    await screen.findByText('A part of this code is missing or changed. Scan it again, or have it shown anew.');
  });

  it('of a program he is no member of, nothing opens', async () => {
    const { visited } = await opens(codeFor({ program: '0189f7ea-0000-7000-8000-0000000000b1' }));

    await screen.findByText('This question is from another program');
    expect(visited).toEqual([]);
  });
});

describe('where there is no camera', () => {
  it('a code is pasted', async () => {
    const { app, visited } = await cole();
    render(Page, { app, page: Scan as never });
    await screen.findByText('There is no camera to use');
    const area = screen.getByLabelText('Or paste a code');

    await fireEvent.input(area, { target: { value: 'https://example.org/menu' } });
    await fireEvent.click(screen.getByText('Use it', { selector: 'button span' }));
    await screen.findByText('This is not a code of Waymark.');

    await fireEvent.input(area, { target: { value: ` ${codeFor()} ` } });
    await fireEvent.click(screen.getByText('Use it', { selector: 'button span' }));
    expect(visited).toEqual([`/r#${codeFor().split('#')[1] ?? ''}`]);
  });
});

describe('what a phone makes of a code', () => {
  const reader = { me: 'cole', programs: ['program'], reference: reference(), now: Date.parse('2026-11-22T14:00:00Z') };
  const read = (more: object = {}, body: object = {}): ReadCode => ({
    code: 'AQ',
    learner: 'ana',
    op: { ...op({ program: 'program' }), ...more, body: { ...op().body, ...body } },
  });

  it.each([
    ['a good one', read(), reader, 'open'],
    ['one for him by name', read({}, { assessor: 'cole' }), reader, 'open'],
    ['his own', read(), { ...reader, me: 'ana' }, 'own'],
    ['of another program', read({ program: 'other' }), reader, 'foreign_program'],
    ['before the list came', read(), { ...reader, reference: undefined }, 'no_list'],
    ['of a learner who left', { ...read(), learner: 'eve' }, reader, 'unknown_learner'],
    ['of somebody who is no learner', { ...read(), learner: 'gus' }, reader, 'unknown_learner'],
    ['for Fay by name', read({}, { assessor: 'fay' }), reader, 'for_other'],
    ['of 31 days ago', read({ at: '2026-10-21T08:00:00Z' }), reader, 'too_old'],
  ] as const)('%s', (_, code, who, kind) => {
    expect(judge(code, who).kind).toBe(kind);
  });
});
