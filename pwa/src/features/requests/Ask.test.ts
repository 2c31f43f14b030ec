// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { entry } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import { aPlan, aStep } from '../plans/testing';
import Ask from './Ask.svelte';

let db: WaymarkDb;
beforeAll(learnTheRest);
eachOnAFreshPhone((fresh) => (db = fresh));

const offer = (name: string) => screen.findByText(name, { selector: 'button .name' });
const button = (name: string) => screen.findByText(name, { selector: 'button span, a span, button' });
const question = () => screen.getByLabelText<HTMLTextAreaElement>('Your question');
const write = (text: string) => fireEvent.input(question(), { target: { value: text } });
const pause = async (text: string) => {
  await write(text);
  await fireEvent.blur(question());
};

async function open(busy: string[] = []) {
  await db.feedbackEntries.put(entry({ author: 'cole' }) as never);
  const phone = await phoneOf(db, 'ana', ['learner']);
  phone.app.session.fetch = (() => Promise.resolve({ status: 200, body: { busy } })) as never;
  render(Page, { app: phone.app, page: Ask as never });
  await screen.findByLabelText('Your question');
  return phone;
}

describe('Ana asks Cole', () => {
  it('with three choices and a question, saved on this phone', async () => {
    await open();
    await fireEvent.click(await offer('Cole Okafor'));
    await fireEvent.click(await offer('Interprofessional and Team Communication'));
    await write('What did the night team still have to ask me?');

    await fireEvent.click(await button('Ask'));

    await screen.findByText('Saved on this phone');
    const [row] = await db.outbox.toArray();
    expect(row).toMatchObject({ kind: 'requests.ask', op: { base: null } });
    expect(row?.op.body).toEqual({
      assessor: 'cole',
      set: 'acgme-im-2',
      subcompetency: 'ics2',
      question: 'What did the night team still have to ask me?',
    });
    expect(await db.drafts.count()).toBe(0);
  });

  it('and takes it back: the words are in the form again, and nothing is sent', async () => {
    await open();
    await fireEvent.click(await offer('Cole Okafor'));
    await fireEvent.click(await offer('Patient Management – Outpatient'));
    await write('Which diagnosis did I drop too early?');
    await fireEvent.click(await button('Ask'));

    await fireEvent.click(await screen.findByText(/^Undo/, { selector: 'button span' }));

    await waitFor(() => expect(question().value).toBe('Which diagnosis did I drop too early?'));
    expect(await db.outbox.count()).toBe(0);
    expect(await db.drafts.count()).toBe(1);
  });

  it('is told what is missing, and brought there', async () => {
    await open();

    await fireEvent.click(await button('Ask'));

    await screen.findByText('Choose whom you ask.');
    screen.getByText('Choose the skill you ask about.');
    screen.getByText('Write your question.');
    expect(await db.outbox.count()).toBe(0);
  });

  it('finds the draft she left', async () => {
    await open();
    await write('Where did you have to step in?');
    await waitFor(async () => expect(await db.drafts.count()).toBe(1));
    cleanup();

    await open();

    await screen.findByText('The draft you left is back.');
    expect(question().value).toBe('Where did you have to step in?');
  });

  it('who has enough questions is said, with others to ask', async () => {
    await open(['cole']);
    await fireEvent.click(await offer('Cole Okafor'));

    await screen.findByText('This person has enough open requests today');

    await fireEvent.click(await button('Show a code in person'));
    await screen.findByText('Whoever scans your code');
    screen.getByText('Make the code');
  });
});

describe('the coach', () => {
  it('says why a question is vague; its words come only by a tap, and go again by another', async () => {
    await open();
    await fireEvent.click(await offer('Interprofessional and Team Communication'));
    await pause('How am I doing?');

    await screen.findByText('It asks about everything at once, so the answer will be general.');
    expect(question().value).toBe('How am I doing?');
    await fireEvent.click(screen.getByText(/^What did others still have to ask me/));
    expect(question().value).toMatch(/^What did others/);

    await fireEvent.click(await button('Bring mine back'));
    expect(question().value).toBe('How am I doing?');
    expect(screen.queryByText('This could be easier to answer')).toBeNull();
  });

  it('never blocks: the vague question is asked all the same', async () => {
    await open();
    await fireEvent.click(await offer('Cole Okafor'));
    await fireEvent.click(await offer('Patient Management – Outpatient'));
    await pause('Any feedback?');
    await screen.findByText('This could be easier to answer');

    await fireEvent.click(await button('Ask'));

    await screen.findByText('Saved on this phone');
    expect((await db.outbox.toArray())[0]?.op.body).toMatchObject({ question: 'Any feedback?' });
  });

  it('asks for a second look: who answers sees the plan, and Undo takes back both', async () => {
    const plan = aPlan({ program: 'program', learner: 'ana', subcompetency: 'ics2', goal: 'Five sentences' });
    await db.plans.put(plan as never);
    history.replaceState(null, '', '/ask?set=acgme-im-2&skill=ics2&assessor=cole&plan=plan-1&look=1');
    await open();
    const look = await screen.findByLabelText<HTMLInputElement>('Cole Okafor looks again at this plan');
    expect(look.checked).toBe(true);
    await write('Was it five sentences?');

    await fireEvent.click(await button('Ask'));

    await screen.findByText('Saved on this phone');
    const rows = await db.outbox.orderBy('n').toArray();
    expect(rows.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['requests.ask', expect.any(String)],
      ['plans.edit_review', 'plan-1'],
    ]);
    expect(rows[1]?.op).toMatchObject({ base: 1, body: { reviewer: 'cole', review_on: null } });

    await fireEvent.click(await screen.findByText(/^Undo/, { selector: 'button span' }));
    await waitFor(async () => expect(await db.outbox.count()).toBe(0));
  });

  it('leaves the plan as it is where she only asks about it', async () => {
    await db.plans.put(aPlan({ program: 'program', learner: 'ana', subcompetency: 'ics2' }) as never);
    history.replaceState(null, '', '/ask?set=acgme-im-2&skill=ics2&assessor=cole&plan=plan-1');
    await open();
    await screen.findByLabelText('Cole Okafor looks again at this plan');
    await write('Was it five sentences?');

    await fireEvent.click(await button('Ask'));

    await screen.findByText('Saved on this phone');
    expect((await db.outbox.toArray()).map(({ kind }) => kind)).toEqual(['requests.ask']);
  });

  it('offers the words of her open plan for that skill', async () => {
    const plan = aPlan({
      program: 'program',
      learner: 'ana',
      subcompetency: 'ics2',
      goal: 'Give handoffs in five sentences.',
      steps: [aStep('s', { text: 'Say the sickest patient first.' })],
    });
    await db.plans.put(plan as never);
    history.replaceState(null, '', '/ask?set=acgme-im-2&skill=ics2&assessor=cole&plan=plan-1');
    await open();

    await screen.findByText(/^I am trying this: Say the sickest patient first\./);
    screen.getByText('Cole Okafor');
    screen.getByText(/^I am working on this: Give handoffs in five sentences\./);
  });
});
