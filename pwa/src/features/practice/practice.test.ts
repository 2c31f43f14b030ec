// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Encounter from './Encounter.svelte';
import Two from './Two.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

async function open(page: unknown, params: Record<string, string> = {}, roles: Role[] = ['faculty']) {
  const phone = await phoneOf(db, 'cole', roles);
  render(Page, { app: phone.app, page: page as never, params });
  return phone;
}

/** Everything this phone keeps: every table, and what stands beside the database. */
async function everything(): Promise<string> {
  const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return JSON.stringify({ tables, local: { ...localStorage }, session: { ...sessionStorage } });
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const write = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label, { selector: 'textarea' }), { target: { value } });

it('Cole practices with the real form, coach and guard, and his phone keeps exactly what it had', async () => {
  await phoneOf(db, 'cole', ['faculty']);
  const before = await everything();
  await open(Encounter, { id: 'handoff' });

  await press(/Noor Halabi/);
  await fireEvent.click((await screen.findAllByText('PC4'))[0]?.closest('button') as HTMLElement);
  await write('What went well', 'At the handoff you named every lab for Mr. Tamarind.');
  await screen.findByText('What could Noor try next time?');
  await press(/^Not a patient/);
  await write(/Next step/, 'Ask the night team to repeat the plan.');
  await fireEvent.click(await screen.findByLabelText(/^Level 3,/, { selector: '[type=radio]' }));
  await new Promise((done) => setTimeout(done, 800)); // longer than Give waits before it keeps a draft
  await press('Finish practice');

  await screen.findByText('Finished. Nothing was stored');
  screen.getByText('At the handoff you named every lab for Mr. Tamarind.');
  await press('Write it again');
  expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toContain('Mr. Tamarind');
  expect(await everything()).toBe(before);
});

it('what the coach saw stands beside a possible entry, without a score', async () => {
  await open(Encounter, { id: 'handoff' });
  await press(/Noor Halabi/);
  await fireEvent.click((await screen.findAllByText('PC4'))[0]?.closest('button') as HTMLElement);
  await write('What went well', 'Great job.');
  await press('Finish practice');

  const saw = (await screen.findByText('What the feedback coach saw')).parentElement as HTMLElement;
  await vi.waitFor(() => expect(saw.textContent).toContain('What did you see Noor do?'));
  expect(saw.textContent).not.toMatch(/\d/);
  screen.getByText('One possible entry');
  screen.getByText(/start with the two patients most likely to change/);
});

it('practice cannot be taken for the real form', async () => {
  await open(Encounter, { id: 'family' });
  await screen.findByRole('button', { name: 'Finish practice' });

  screen.getByRole('heading', { level: 1, name: 'Practice: A talk with the family' });
  screen.getByText('Not stored, not sent; nobody sees it.');
  expect(screen.queryByText('Who will see this')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  expect(screen.queryByText('Somebody not on my list')).toBeNull();
  expect(screen.queryByText(/Ruiz|Nguyễn/)).toBeNull();
});

it('practice asks for what is missing, as the real form does', async () => {
  await open(Encounter, { id: 'fever' });
  await press('Finish practice');

  await screen.findByText('Choose who this is about.');
  expect(screen.queryByText('Finished. Nothing was stored')).toBeNull();
});

it('somebody who hid the coach still meets it in practice, and cannot hide it there', async () => {
  await db.meta.put({ key: 'coach_off', value: true });
  await open(Encounter, { id: 'late' });
  await press(/Jules Marchetti/);

  await screen.findByText('These light up by your own words as you write.');
  expect(screen.queryByRole('button', { name: 'Hide the feedback coach' })).toBeNull();
  expect(await db.meta.get('coach_off')).toBeDefined();
});

it('an address without an encounter says so', async () => {
  await open(Encounter, { id: 'nowhere' });

  await screen.findByText('There is no such encounter');
});

it('two people choose an encounter, and each has a card', async () => {
  await open(Two);
  screen.getByText('Choose an encounter together.');
  expect(screen.getByRole('link', { name: /^Complete, and too even/ }).getAttribute('href')).toBe(
    '/help/two?of=handoff',
  );
});

it('the giver has what was seen and questions; the recipient what nobody else knows, and how to take it', async () => {
  await phoneOf(db, 'cole', ['faculty']);
  const before = await everything();
  history.replaceState(null, '', '/help/two?of=handoff&card=giver');
  await open(Two);
  screen.getByText('How does it fit with how you saw it?');
  expect(screen.queryByText(/handoffs take too long/)).toBeNull();
  expect(document.body.textContent).not.toContain('I fall silent');

  history.replaceState(null, '', '/help/two?of=handoff&card=recipient');
  await open(Two);
  screen.getByText(/handoffs take too long/);
  await fireEvent.click(screen.getByLabelText('I fall silent'));
  await screen.findByText(/when a question cannot be answered by yes or no/);
  expect(await everything()).toBe(before);
});
