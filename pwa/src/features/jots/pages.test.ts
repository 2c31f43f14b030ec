// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { draftsOf } from '../feedback/drafts';
import Give from '../feedback/Give.svelte';
import { PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf, type Phone } from '../members/testing/person';
import Jot from './Jot.svelte';
import Later from './Later.svelte';
import { keep } from './mutations';
import { jotsOf } from './queries';

const WORDS = 'Closed the loop with the nurse.';

let db: WaymarkDb;
beforeAll(learnTheRest);
eachOnAFreshPhone((fresh) => (db = fresh));

/** One phone in each test: what it makes has ids of its own. */
let cole: Promise<Phone> | undefined;
const phone = () => (cole ??= phoneOf(db, 'cole', ['faculty']));
afterEach(() => (cole = undefined));
const labelled = (name: string | RegExp) => screen.findByLabelText(name, { selector: 'a, button' });
const said = (name: string | RegExp) => screen.findByText(name, { selector: 'button span, a span, button' });
const operations = async () => (await db.outbox.orderBy('n').toArray()).map(({ kind, subject }) => [kind, subject]);

async function open(page: unknown, address = '/') {
  history.replaceState(null, '', address);
  const { app } = await phone();
  render(Page, { app, page: page as never });
  return app;
}

it('a jot takes a learner, a few words and Save, and can be undone with its words in place', async () => {
  await open(Jot, '/jot');
  await fireEvent.click(await said('Save'));
  await screen.findByText('Choose whom it is about');
  await fireEvent.click(await said('Ben Ruiz'));
  await fireEvent.input(screen.getByLabelText('A few words'), { target: { value: WORDS } });

  await fireEvent.click(await said('Save'));

  await screen.findByText('Saved on this phone');
  expect(await jotsOf(db, PROGRAM)).toMatchObject([{ learner: 'ben', text: WORDS, unsent: true }]);
  await fireEvent.click(await said(/^Undo/));
  expect((await screen.findByLabelText<HTMLTextAreaElement>('A few words')).value).toBe(WORDS);
  expect(await jotsOf(db, PROGRAM)).toEqual([]);
});

it('nobody who is on no list is jotted about', async () => {
  await open(Jot, '/jot');
  await said('Ben Ruiz');

  expect(screen.queryByText('Somebody not on my list')).toBeNull();
  expect(screen.queryByText('Scan a code')).toBeNull();
});

it('Give counts what waits, and leads to the jot and to the list', async () => {
  const { app } = await phone();
  await keep(app, PROGRAM, 'ana', WORDS);
  await keep(app, PROGRAM, 'ben', WORDS);
  await open(Give);

  expect((await labelled('Later: 2 notes to finish')).getAttribute('href')).toBe('/later');
  expect((await said('Jot')).closest('a')?.getAttribute('href')).toBe('/jot');
});

it('a jot is finished: who, words and moment are in place, and saving the entry lets go of it', async () => {
  const { app } = await phone();
  const kept = await keep(app, PROGRAM, 'ana', WORDS, '2026-11-21T08:00:00.000-05:00');
  await open(Later, '/later');
  const href = (await labelled(/^Finish the note about Ana Ruiz: Closed/)).getAttribute('href');
  expect(href).toBe(`/?jot=${kept.subject}`);
  cleanup();

  await open(Give, href ?? '');
  await screen.findByDisplayValue(WORDS);
  await labelled('Change: Ana Ruiz');
  await fireEvent.click(await said('Patient- and Family-Centered Communication'));
  await fireEvent.click(await said('Save'));
  await screen.findByText('Saved on this phone');

  const [, give, drop] = await db.outbox.orderBy('n').toArray();
  expect(give?.op.body).toMatchObject({
    learner: 'ana',
    went_well: WORDS,
    observed_at: '2026-11-21T08:00:00.000-05:00',
  });
  expect(drop).toMatchObject({ kind: 'jots.drop', subject: kept.subject, with: give?.id });
  expect(await jotsOf(db, PROGRAM)).toEqual([]);

  await fireEvent.click(await said(/^Undo/));
  await screen.findByDisplayValue(WORDS);
  expect(await operations()).toEqual([['jots.keep', kept.subject]]);
});

it('what was being written is kept among the drafts when a jot is finished', async () => {
  const { app } = await phone();
  const kept = await keep(app, PROGRAM, 'ana', WORDS);
  await open(Give);
  await fireEvent.input(await screen.findByLabelText('What went well'), { target: { value: 'Half a thought' } });
  await waitFor(async () => expect(await draftsOf(db, PROGRAM)).toHaveLength(1));
  cleanup();

  await open(Give, `/?jot=${kept.subject}`);

  await screen.findByDisplayValue(WORDS);
  await said('1 other draft');
});

it('while giving, jots about the learner are offered, and a tap puts their words behind those that are there', async () => {
  const { app } = await phone();
  const kept = await keep(app, PROGRAM, 'ana', WORDS);
  await keep(app, PROGRAM, 'ben', 'Not about Ana.');
  await open(Give, '/?learner=ana');
  await screen.findByText('Your notes about Ana Ruiz');
  expect(screen.queryByText('Not about Ana.')).toBeNull();
  const words = screen.getByLabelText<HTMLTextAreaElement>('What went well');
  await fireEvent.input(words, { target: { value: 'Calm.' } });

  await fireEvent.click(await screen.findByText(WORDS));

  await waitFor(() => expect(words.value).toBe(`Calm.\n${WORDS}`));
  expect(screen.queryByText('Your notes about Ana Ruiz')).toBeNull();
  await fireEvent.click(await said('Patient- and Family-Centered Communication'));
  await fireEvent.click(await said('Save'));
  await screen.findByText('Saved on this phone');
  expect((await operations()).at(-1)).toEqual(['jots.drop', kept.subject]);
});

it('a jot says when it goes by itself, is deleted, and comes back by Undo', async () => {
  const { app } = await phone();
  await keep(app, PROGRAM, 'ana', WORDS);
  await open(Later, '/later');
  await screen.findByText(/Deletes itself Wed, Dec 30/);

  await fireEvent.click(await labelled(/^Delete the note about Ana Ruiz/));
  await screen.findByText('Note about Ana Ruiz deleted');
  await screen.findByText('Nothing waits to be finished');

  await fireEvent.click(await said(/^Undo/));
  await screen.findByText(WORDS);
});
