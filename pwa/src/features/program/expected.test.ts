// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Component } from 'svelte';
import type { ExpectedBand, ReferenceSnapshot, Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { PROGRAM, reference, snapshot } from '../feedback/testing/program';
import { eachOnAFreshPhone } from '../members/testing/page';
import Page from '../members/testing/Page.svelte';
import { phoneOf, type Phone } from '../members/testing/person';
import { bandsOf, faultOf, rowsOf, yearsOf } from './expected';
import Program from './Program.svelte';

const band = (training_year: number, low: number, high: number): ExpectedBand => ({
  set: 'acgme-im-2',
  training_year,
  low,
  high,
});

describe('the rows of the form', () => {
  it('are the years of the program’s learners, and a further one that has a band', () => {
    expect(yearsOf(reference({ members: [] }))).toBe(3);
    expect(yearsOf(reference({ expected_bands: [band(5, 2, 4)] }))).toBe(5);
  });

  it('come back as the bands they were made of', () => {
    const bands = [band(1, 0, 4), band(3, 6, 8)];

    const rows = rowsOf(reference({ expected_bands: bands }), 3);

    expect(rows.map(({ low }) => low)).toEqual([0, null, 6]);
    expect(bandsOf(rows)).toEqual(bands);
  });

  it('have both ends or neither, the lower one first', () => {
    const fault = (low: number | null, high: number | null) => faultOf({ set: 'acgme-im-2', year: 1, low, high });

    expect([fault(null, null), fault(0, 0), fault(2, 4)]).toEqual([null, null, null]);
    expect([fault(2, null), fault(null, 0), fault(4, 2)]).toEqual(['both', 'both', 'order']);
  });
});

describe('the page of what is expected', () => {
  let db: WaymarkDb;
  let phone: Phone;
  /** What the server was asked to store. */
  let stored: unknown[];
  let status: number;
  eachOnAFreshPhone((fresh) => (db = fresh));
  beforeEach(async () => {
    stored = [];
    status = 200;
    await learnTheRest();
  });

  async function open(more: Partial<ReferenceSnapshot> = {}, roles: Role[] = ['director']) {
    phone = await phoneOf(db, 'gus', roles);
    await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(more), fetchedAt: 2 });
    Object.assign(phone.app.session, {
      fetch: (method: string, path: string, body: unknown) => {
        if (method === 'PUT' && status === 200) stored.push({ path, body });
        return Promise.resolve({ status, body, code: undefined, field: undefined });
      },
    });
    render(Page, { app: phone.app, page: Program as Component<Record<string, string>> });
    await fireEvent.click(await screen.findByRole('radio', { name: 'Expected levels' }));
    await screen.findByRole('heading', { name: 'Expected levels' });
  }

  const end = (year: string, label: string) => within(screen.getByRole('group', { name: year })).getByLabelText(label);
  const choose = (year: string, label: string, value: string) =>
    fireEvent.change(end(year, label), { target: { value } });
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

  it('says what it is for before anything is set, and whose expectation it is', async () => {
    await open();

    screen.getByText(/this program itself expects .* no target of the ACGME/);
    await fireEvent.click(screen.getByRole('button', { name: 'Set expected levels' }));

    expect(screen.getAllByRole('group', { name: /^Year/ })).toHaveLength(3);
  });

  it('Gus sets one year, and sends the whole list', async () => {
    await open({ expected_bands: [band(1, 2, 4)] });

    await choose('Year 2', 'From', '4');
    await choose('Year 2', 'To', '6');
    expect(phone.dirty.any).toBe(true);
    await save();

    await screen.findByText('Saved. Phones get it with their next connection.');
    expect(stored).toEqual([
      { path: `/programs/${PROGRAM}/expected-bands`, body: { bands: [band(1, 2, 4), band(2, 4, 6)] } },
    ]);
    expect(phone.dirty.any).toBe(false);
  });

  it('one end alone and ends the wrong way round are said at the year, and nothing is sent', async () => {
    await open({ expected_bands: [band(1, 2, 4)] }, ['coordinator']);

    await choose('Year 2', 'From', '4');
    await choose('Year 3', 'From', '8');
    await choose('Year 3', 'To', '6');
    await save();

    within(screen.getByRole('group', { name: 'Year 2' })).getByText('Choose both ends, or neither.');
    within(screen.getByRole('group', { name: 'Year 3' })).getByText('The second level is below the first.');
    expect(document.activeElement).toBe(end('Year 2', 'To'));
    expect(stored).toEqual([]);
  });

  it('without a network it says so, and keeps what was chosen', async () => {
    await open({ expected_bands: [band(1, 2, 4)] });
    status = 0;

    await choose('Year 1', 'To', '5');
    await save();

    await screen.findByText('This needs the network');
    expect((end('Year 1', 'To') as HTMLSelectElement).value).toBe('5');
    expect(phone.dirty.any).toBe(true);
  });

  it('what somebody else saved meanwhile shows as soon as it comes', async () => {
    await open({ expected_bands: [band(1, 2, 4)] });

    await db.reference.put({
      program: PROGRAM,
      etag: null,
      snapshot: snapshot({ expected_bands: [band(1, 3, 5)] }),
      fetchedAt: 3,
    });

    await waitFor(() => expect((end('Year 1', 'From') as HTMLSelectElement).value).toBe('3'));
  });
});
