// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { entry, PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf, type Phone } from '../members/testing/person';
import Entry from './Entry.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const given = { id: 'entry', next_step: 'Read back every order.', level: 5 };
const button = (name: string) => screen.findByText(name, { selector: 'button span, a span' });
const kinds = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind }) => kind);

async function ana(more: Parameters<typeof entry>[0] = {}): Promise<Phone> {
  await db.feedbackEntries.put(entry({ ...given, ...more }) as never);
  const phone = await phoneOf(db, 'ana', ['learner']);
  render(Page, { app: phone.app, page: Entry as never, params: { id: 'entry' } });
  await screen.findByText('What went well');
  return phone;
}

describe('Ana opens what Cole wrote, without a network', () => {
  it('shows what he saw, the level in our own words, and who can see it', async () => {
    await ana();

    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Interprofessional and Team Communication');
    screen.getByText('From Cole Okafor, about you');
    screen.getByText(/Level 2½/);
    screen.getByText(/own wording, not ACGME text/);
    screen.getByText(/You, Cole Okafor \(author\), Fay Moran \(coach\), and Gus Hale \(program director\)/);
  });

  it('marks it as read once', async () => {
    await ana();

    await waitFor(async () => expect(await kinds()).toEqual(['notifications.read']));
  });

  it('lets her say that she has read it, and shows that this waits to be sent', async () => {
    await ana();

    await fireEvent.click(await button('I have read it'));

    await screen.findByText('You have read it');
    screen.getByText('Waiting to send');
    await waitFor(() => expect(screen.queryByText('I have read it')).toBeNull());
    expect(document.activeElement?.textContent).toBe('Saved on this phone');
  });

  it('offers a question to begin with, keeps what she makes of it, and saves it once', async () => {
    const { dirty } = await ana();

    await fireEvent.click(await button('Ask back'));
    const question = await screen.findByLabelText('Your question');
    expect((question as HTMLTextAreaElement).value).toBe('Can you give me an example?');
    await fireEvent.input(question, { target: { value: 'Which order did I not read back?' } });
    await waitFor(() => expect(dirty.any).toBe(true));
    await waitFor(async () => expect((await db.drafts.get('ask:entry'))?.value).toContain('Which order'));
    await fireEvent.click(screen.getByLabelText('Close without saving'));

    await fireEvent.click(await button('Ask back'));
    await waitFor(() =>
      expect((screen.getByLabelText('Your question') as HTMLTextAreaElement).value).toContain('Which order'),
    );
    await fireEvent.click(await button('Ask'));

    await screen.findByText('You asked');
    await waitFor(() => expect(screen.queryByText('Ask back')).toBeNull());
    await waitFor(() => expect(dirty.any).toBe(false));
    expect(await db.drafts.get('ask:entry')).toBeUndefined();
    expect((await kinds()).filter((kind) => kind === 'reflections.ask')).toHaveLength(1);
  });

  it('does not let another view go without words', async () => {
    await ana();

    await fireEvent.click(await button('I see it differently'));
    await fireEvent.click(await button('Add it'));

    await screen.findByText('Write a few words first.');
    expect(await kinds()).not.toContain('reflections.differ');
  });

  it('keeps her words on the screen where the phone cannot save them', async () => {
    await ana();
    await fireEvent.click(await button('I see it differently'));
    const words = await screen.findByLabelText('How you see it');
    await fireEvent.input(words, { target: { value: 'I did read it back, at the door.' } });
    vi.spyOn(db.outbox, 'add').mockRejectedValue(new Error('quota'));

    await fireEvent.click(await button('Add it'));

    await screen.findByText(/could not be saved on this phone/);
    expect((words as HTMLTextAreaElement).value).toBe('I did read it back, at the door.');
  });

  it('leads to a plan from the next step', async () => {
    await ana();

    const link = (await button('Make a plan from the next step')).closest('a');

    expect(link?.getAttribute('href')).toBe('/plans/new?entry=entry');
  });

  it('says of what was taken back who took it back, and nothing of what it held', async () => {
    await db.feedbackEntries.put(
      entry({
        ...given,
        state: 'withdrawn',
        withdrawn: { at: '2026-11-22T16:00:00.000Z', by: 'author', reason: null },
        went_well: null,
        next_step: null,
        level: null,
      }) as never,
    );
    const { app } = await phoneOf(db, 'ana', ['learner']);
    render(Page, { app, page: Entry as never, params: { id: 'entry' } });

    await screen.findByText('Withdrawn by the author');
    expect(screen.queryByText('What do you make of it?')).toBeNull();
  });
});

describe('Cole opens what he wrote', () => {
  it('finds Ana’s question and the way to answer it', async () => {
    await db.feedbackEntries.put(entry(given) as never);
    await db.responses.put({
      id: 'question',
      entry: 'entry',
      program: PROGRAM,
      author: 'ana',
      kind: 'asked',
      text: 'Can you give me an example?',
      given_at: '2026-11-22T15:00:00.000Z',
      received_at: '2026-11-22T15:00:01.000Z',
    });
    const { app } = await phoneOf(db, 'cole', ['faculty']);
    render(Page, { app, page: Entry as never, params: { id: 'entry' } });

    await screen.findByText('Ana Ruiz asks');
    screen.getByText(/Ana Ruiz waits for your answer/);
    expect(screen.queryByText('What do you make of it?')).toBeNull();
  });
});

it('an entry this phone does not have says so, and when it may come', async () => {
  const { app } = await phoneOf(db, 'ana', ['learner']);
  render(Page, { app, page: Entry as never, params: { id: 'nothing' } });

  await screen.findByText('This entry is not on this device');
});
