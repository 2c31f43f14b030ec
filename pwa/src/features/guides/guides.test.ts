// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import { entry, internalMedicine, snapshot } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Mastery from './Mastery.svelte';
import { nextLevel, saidAbout } from './standing';
import Worried from './Worried.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const chooses = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const skill = () => {
  const found = internalMedicine.subcompetencies.find(({ id }) => id === 'ics2');
  if (!found) throw new Error('a skill of the set');
  return found;
};

it('a worried learner reads what was said, what comes next and whom to meet; nothing is stored and nobody is asked', async () => {
  const { app } = await phoneOf(db, 'ana', ['learner']);
  const support = { training_office: 'Room 2-114', confidential: null };
  await db.reference.update(snapshot().program.id, { snapshot: snapshot({ support }) });
  await db.feedbackEntries.put(entry({ id: 'one', differently: 'Say the dose aloud.', level: 5 }) as never);
  const asked = vi.spyOn(app.session, 'fetch');
  const saved = vi.spyOn(app.sync, 'saved');
  const tables = () => Promise.all(db.tables.map((table) => table.toArray()));

  const before = await tables();
  render(Page, { app, page: Worried as never });
  await screen.findByText('Say the dose aloud.');
  await chooses('Skill (if it is one)', 'ics2');

  await screen.findByText('What Level 3 looks like');
  screen.getByText(skill().descriptors[2] ?? '');
  screen.getByText('Fay Moran');
  screen.getByText('Room 2-114');
  screen.getByText(/This site has not entered one. Your training office/);
  const link = (words: string) => screen.getByText(words).closest('a')?.getAttribute('href');
  expect(link('Make a plan')).toBe('/plans/new?set=acgme-im-2&skill=ics2');
  expect(link('Ask for feedback')).toBe('/ask?set=acgme-im-2&skill=ics2');
  expect(await tables()).toEqual(before);
  expect(asked).not.toHaveBeenCalled();
  expect(saved).not.toHaveBeenCalled();
});

it('is open to everybody: an attending finds whom to turn to', async () => {
  const { app } = await phoneOf(db, 'cole', ['faculty']);
  render(Page, { app, page: Worried as never });

  await screen.findByText('Confidential support');
  expect(screen.queryByText('What was said')).toBeNull();
});

it('whoever strives for more picks a skill and reads its Level 5', async () => {
  const { app } = await phoneOf(db, 'ana', ['learner']);
  render(Page, { app, page: Mastery as never });
  await screen.findByText(skill().title, { selector: 'option' });

  await chooses('Skill', 'ics2');

  await screen.findByText(skill().descriptors[4] ?? '');
  const link = screen.getByText('Plan towards it').closest('a');
  expect(link?.getAttribute('href')).toBe('/plans/new?set=acgme-im-2&skill=ics2');
});

it('what comes next follows the last level somebody noted, and a withdrawn entry says nothing', () => {
  const me = { me: 'ana', program: entry().program, skill: 'ics2' };
  const at = (given_at: string, level: number | null, more = {}) => entry({ id: given_at, given_at, level, ...more });
  const entries = [
    at('2026-11-01T08:00:00Z', 4),
    at('2026-11-03T08:00:00Z', null),
    at('2026-11-02T08:00:00Z', 7),
    at('2026-11-04T08:00:00Z', 2, { state: 'withdrawn' }),
    at('2026-11-05T08:00:00Z', 2, { learner: 'ben' }),
  ];

  expect(nextLevel(saidAbout(entries, me), skill())).toMatchObject({ observed: 7, next: 4 });
  expect(nextLevel([at('2026-11-01T08:00:00Z', 10)], skill()).next).toBe(5);
  expect(nextLevel([at('2026-11-01T08:00:00Z', 0)], skill()).next).toBe(1);
  expect(nextLevel([], skill())).toMatchObject({ observed: null, next: 1 });
});
