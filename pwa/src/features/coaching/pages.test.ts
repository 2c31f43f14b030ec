// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, expect, it } from 'vitest';
import type { Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { entry, PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Coaching from './Coaching.svelte';
import { writeNote } from './mutations';

const SENTENCE = 'Very quiet on rounds.';

let db: WaymarkDb;
beforeAll(learnTheRest);
eachOnAFreshPhone((fresh) => (db = fresh));

async function open(person: string, roles: Role[], name = '', id = '') {
  const phone = await phoneOf(db, person, roles);
  render(Page, { app: phone.app, page: Coaching as never, params: { name, id } });
  return phone;
}
const said = (name: string | RegExp) => screen.findByText(name, { selector: 'button span, a span, button' });
const kinds = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind }) => kind);
const checkIn = (more: object) => ({
  ...{ id: 'check', program: PROGRAM, learner: 'ana', asker: 'cole', to: 'coach', text: SENTENCE, taken_up_at: null },
  ...{ asked_at: '2026-11-21T10:00:00Z', received_at: '2026-11-21T10:00:01Z' },
  ...more,
});

it('Fay’s learners stand in the order of their names, each with what is unread, plans, contact and meeting', async () => {
  await db.feedbackEntries.put({ ...entry() });
  await db.checkIns.put(checkIn({ learner: 'dov' }));
  await open('fay', ['faculty', 'coach']);

  await screen.findByText('Ana Ruiz');
  expect(screen.getAllByRole('link').flatMap((link) => /Dov Adler|Ana Ruiz/.exec(link.textContent) ?? [])).toEqual([
    'Dov Adler',
    'Ana Ruiz',
  ]);
  expect(screen.getByText('1 unread entry')).toBeTruthy();
  expect(screen.getByText('Please check in', { selector: 'li span' })).toBeTruthy();
  expect(screen.getAllByText('No meeting set')).toHaveLength(2);
  expect(screen.getAllByText('No contact yet')).toHaveLength(2);
});

it('whoever coaches nobody is told so, and a learner finds what is theirs', async () => {
  await open('gus', ['coach']);
  await screen.findByText('You coach nobody at present');

  await open('ana', ['learner']);
  await screen.findByText('Your coach: Fay Moran');
  expect((await said('Ask your coach to check in')).closest('a')?.getAttribute('href')).toBe('/coach/ask/ana');
});

it('a learner who is not with Fay is not shown to her, nor anybody else’s', async () => {
  await open('fay', ['faculty', 'coach'], 'learner', 'ben');
  await screen.findByText('This learner is not with you');
});

it('a note says who will see it before it is saved, and is Fay’s alone unless she says otherwise', async () => {
  await open('fay', ['faculty', 'coach'], 'learner', 'ana');
  await fireEvent.click(await said('Note something'));
  expect(screen.getByText('Only you will see it. Not Ana Ruiz, not the director, nobody else.')).toBeTruthy();
  await fireEvent.click(await said('Save the note'));
  await screen.findByText('Write a few words');
  expect(await kinds()).toEqual([]);

  await fireEvent.input(screen.getByLabelText('Your note'), { target: { value: 'Ask about sleep.' } });
  await fireEvent.click(screen.getByLabelText('Me and Ana Ruiz'));
  await screen.findByText(/It cannot be made private again/);
  await fireEvent.click(screen.getByLabelText('Only me'));
  await fireEvent.click(await said('Save the note'));

  await screen.findByText('Only you');
  const [row] = await db.outbox.toArray();
  expect(row?.op.body).toMatchObject({ learner: 'ana', text: 'Ask about sleep.', shared: false });
});

it('a private note can be shared later, and a note deleted and taken back within ten seconds', async () => {
  const { app } = await open('fay', ['faculty', 'coach'], 'learner', 'ana');
  const body = { learner: 'ana', part: null, meeting: null, check_in: null };
  await writeNote(app, PROGRAM, { ...body, text: 'Ask about sleep.', shared: false });

  await fireEvent.click(await screen.findByLabelText('Share with Ana Ruiz: Ask about sleep.'));
  await screen.findByText('You and Ana Ruiz');
  await fireEvent.click(screen.getByLabelText('Delete the note: Ask about sleep.'));
  await screen.findByText('Note deleted');
  await waitFor(() => expect(screen.queryByText('Ask about sleep.')).toBeNull());
  await fireEvent.click(await said(/^Undo/));
  await screen.findByText('Ask about sleep.');
});

it('Cole reads to whom his sentence goes and who will see it before he writes it', async () => {
  await open('cole', ['faculty'], 'ask', 'ana');
  await screen.findByText('It goes to Fay Moran, who coaches Ana Ruiz.');
  expect(screen.getByText(/^Exactly: you, Ana Ruiz \(learner\)/).textContent).toContain('Fay Moran (coach)');

  await fireEvent.input(screen.getByLabelText('Why, in one sentence'), { target: { value: SENTENCE } });
  await fireEvent.click(await said('Ask'));
  await screen.findByText('Saved on this phone');
  const [row] = await db.outbox.toArray();
  expect(row?.op.body).toEqual({ learner: 'ana', text: SENTENCE, to: 'coach' });
  await fireEvent.click(await said(/^Undo/));
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Why, in one sentence')).value).toBe(SENTENCE);
});

it('where there is no coach it goes to the director, and where there is nobody it is not written at all', async () => {
  await open('cole', ['faculty'], 'ask', 'ben');
  await screen.findByText('Ben Ruiz has no other coach at present, so it goes to the program director, Gus Hale.');

  await open('gus', ['director'], 'ask', 'ben');
  await screen.findByText('It cannot be sent');
});

it('what is asked already is not asked twice, and nobody asks about somebody who is no learner', async () => {
  await db.checkIns.put(checkIn({}));
  await open('cole', ['faculty'], 'ask', 'ana');
  await screen.findByText(/and it is still open/);

  await open('cole', ['faculty'], 'ask', 'fay');
  await screen.findByText('You cannot ask about this person');
});

it('Fay takes it up with a word that stays hers, and Cole may only take back what is open', async () => {
  await db.checkIns.put(checkIn({}));
  await open('fay', ['faculty', 'coach'], 'check-in', 'check');
  await fireEvent.click(await said('We talked'));
  await screen.findByText('Cole Okafor will see only: taken up, and the day. Not what you write.');
  const word = screen.getByLabelText('A word for yourself, or to share (if you like)');
  await fireEvent.input(word, { target: { value: 'She is fine.' } });
  await screen.findByText(/^Only you will see it/);
  await fireEvent.click(await said('We talked'));

  await screen.findByText(/^Taken up/);
  expect(await kinds()).toEqual(['coaching.take_up', 'coaching.note']);
});

it('Cole takes his sentence back', async () => {
  await db.checkIns.put(checkIn({}));
  const { visited } = await open('cole', ['faculty'], 'check-in', 'check');
  await screen.findByText('It leaves every device, also that of Ana Ruiz.');
  expect(screen.queryByText('We talked')).toBeNull();
  await fireEvent.click(await said('Take it back'));

  await waitFor(() => expect(visited).toEqual(['/coach/check-in']));
  expect(await kinds()).toEqual(['coaching.take_back']);
});
