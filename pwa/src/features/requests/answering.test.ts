// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import Give from '../feedback/Give.svelte';
import Inbox from '../inbox/Inbox.svelte';
import { unreadCount } from '../inbox/queries';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Asked from './Asked.svelte';
import { askFor, declineRequest } from './mutations';
import { allRequests } from './queries';
import Request from './Request.svelte';
import { aRequest, askBody } from './testing/request';

const TODAY = '2026-11-22';
const QUESTION = aRequest().question;

let db: WaymarkDb;
beforeAll(learnTheRest);
eachOnAFreshPhone((fresh) => (db = fresh));

const button = (name: string | RegExp) => screen.findByText(name, { selector: 'button span, a span, button' });

async function open(who: 'ana' | 'cole', page: unknown, params: Record<string, string> = {}) {
  const phone = await phoneOf(db, who, [who === 'ana' ? 'learner' : 'faculty']);
  render(Page, { app: phone.app, page: page as never, params });
  return phone;
}

describe('Cole, whom Ana asked', () => {
  beforeEach(() => db.requests.put(aRequest({ in_person: true, goal: 'Lead the list' }) as never));

  it('sees her question first in his inbox, and one tap leads to the form that answers it', async () => {
    await open('cole', Inbox);

    await screen.findByText(QUESTION);
    screen.getByText('Would like five minutes in person');
    const answer = (await button('Answer')).closest('a');
    expect(answer?.getAttribute('href')).toBe('/?learner=ana&set=acgme-im-2&skill=ics2&request=request');
    expect(await unreadCount(db, 'cole', TODAY)).toBe(1);
  });

  it('answers it: the question stands above the form, and the entry carries the request', async () => {
    history.replaceState(null, '', '/?learner=ana&set=acgme-im-2&skill=ics2&request=request');
    await open('cole', Give);
    await screen.findByText(QUESTION);
    screen.getByText('Ana Ruiz asks');
    await fireEvent.input(screen.getByLabelText('What went well'), { target: { value: 'You read each order back.' } });

    await fireEvent.click(await button('Save'));

    await screen.findByText('Saved on this phone');
    const [row] = await db.outbox.toArray();
    expect(row?.op.body).toMatchObject({ learner: 'ana', request: 'request' });
    expect(row?.op.body).not.toHaveProperty('request_code');
    expect((await allRequests(db))[0]?.request).toMatchObject({ state: 'answered', entries: [row?.subject] });
    expect(await unreadCount(db, 'cole', TODAY)).toBe(0);
  });

  it('chose somebody else in that form: then it answers nothing', async () => {
    history.replaceState(null, '', '/?learner=ana&set=acgme-im-2&skill=ics2&request=request');
    await open('cole', Give);
    await screen.findByText(QUESTION);

    await fireEvent.click(screen.getByLabelText('Change: Ana Ruiz'));

    await waitFor(() => expect(screen.queryByText(QUESTION)).toBeNull());
  });

  it('declines with one reason and somebody else to ask, and can undo it', async () => {
    await open('cole', Inbox);
    await fireEvent.click(await button('Decline'));
    await fireEvent.change(await screen.findByLabelText('Who would be better to ask?'), { target: { value: 'fay' } });

    await fireEvent.click(await button('I did not see it'));

    await screen.findByText('Declined: did not see it');
    const [row] = await db.outbox.toArray();
    expect(row).toMatchObject({
      kind: 'requests.decline',
      op: { base: 1, body: { reason: 'did_not_observe', other: 'fay' } },
    });
    await fireEvent.click(await screen.findByText(/^Undo/, { selector: 'button span' }));
    await button('Answer');
    expect(await db.outbox.count()).toBe(0);
  });

  it('does not see what is over, nor what others were asked', async () => {
    await db.requests.bulkPut([
      aRequest({ id: 'old', until: '2026-11-21', question: 'Too late?' }),
      aRequest({ id: 'back', state: 'withdrawn', question: 'Taken back?' }),
      aRequest({ id: 'other', assessor: 'fay', question: 'Of somebody else?' }),
    ] as never[]);

    await open('cole', Inbox);

    await screen.findByText(QUESTION);
    for (const gone of ['Too late?', 'Taken back?', 'Of somebody else?']) expect(screen.queryByText(gone)).toBeNull();
  });
});

describe('Ana, who asked', () => {
  it('sees what became of each question, with the reason', async () => {
    await db.requests.bulkPut([
      aRequest({ id: 'a', question: 'Open?' }),
      aRequest({ id: 'b', question: 'Answered?', state: 'answered', entries: ['entry'] }),
      aRequest({ id: 'c', question: 'Declined?', state: 'declined', declined: { reason: 'not_now', other: 'fay' } }),
      aRequest({ id: 'd', question: 'Expired?', until: '2026-11-10' }),
    ] as never[]);

    await open('ana', Asked);

    await screen.findByText('Open?');
    screen.getByText('Open until Sun, Dec 6');
    screen.getByText('Declined: not now. Suggests Fay Moran');
    screen.getByText('Nobody answered by Tue, Nov 10');
    expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual([
      'Open',
      'Answered',
      'Over',
    ]);
  });

  it('is told that Cole has enough questions, and may show the code instead', async () => {
    const { app } = await phoneOf(db, 'ana', ['learner']);
    const row = await askFor(app, 'program', 'request', askBody());
    await db.outbox.update(row.id, {
      state: 'needs_attention',
      reason: { outcome: 'held', code: 'enough_open_requests' },
    });

    await open('ana', Request, { id: 'request' });

    await screen.findByText('Waits: this person has enough open requests');
    expect((await button('Show the code')).closest('a')?.getAttribute('href')).toBe('/asked/request/code');
    await button('Ask somebody else');
  });

  it('takes a question back, and for a moment can undo that', async () => {
    await db.requests.put(aRequest() as never);
    await open('ana', Request, { id: 'request' });

    await fireEvent.click(await button('Take it back'));

    await waitFor(async () => expect(await db.outbox.count()).toBe(1));
    await screen.findByText('You took it back');
    expect((await db.outbox.toArray())[0]).toMatchObject({ kind: 'requests.withdraw', op: { base: 1, body: {} } });
    await fireEvent.click(await screen.findByText(/^Undo/, { selector: 'button span' }));
    await screen.findByText('Open until Sun, Dec 6');
  });

  it('is led to whom Cole suggested, with the same question', async () => {
    await db.requests.put(
      aRequest({ state: 'declined', declined: { reason: 'did_not_observe', other: 'fay' } }) as never,
    );

    await open('ana', Request, { id: 'request' });

    const link = (await button('Ask Fay Moran')).closest('a');
    expect(link?.getAttribute('href')).toBe('/ask?from=request&assessor=fay');
  });

  it('sees nothing of a question somebody else asked', async () => {
    await db.requests.put(aRequest({ learner: 'ben' }) as never);

    await open('ana', Request, { id: 'request' });

    await screen.findByText('This request is not on this device');
  });
});

it('declined twice before it was sent, the second builds on the first', async () => {
  const { app } = await phoneOf(db, 'cole', ['faculty']);
  await db.requests.put(aRequest({ version: 3 }) as never);
  const request = aRequest({ version: 3 });

  await declineRequest(app, request, { reason: 'not_now', other: null });
  await declineRequest(app, request, { reason: 'did_not_observe', other: null });

  const bases = (await db.outbox.orderBy('n').toArray()).map(({ op }) => op.base);
  expect(bases).toEqual([3, 4]);
});
