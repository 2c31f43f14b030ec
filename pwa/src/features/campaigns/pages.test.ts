// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import CampaignPages from './CampaignPages.svelte';
import type { Campaign, CampaignForm, Report } from './model';

const FORM: CampaignForm = {
  version: 1,
  anchors: ['Almost never', 'Seldom', 'About half the time', 'Usually', 'Almost always'].map((text, n) => ({
    value: n + 1,
    text,
  })),
  could_not_observe: 'Could not observe',
  items: [
    { id: 'listens', text: 'Listens to what others say', theme: 'interprofessional-team', competency: 'ICS' },
    { id: 'informs', text: 'Tells the team what is planned', theme: null, competency: null },
  ],
  questions: [{ id: 'keep', text: 'What should they keep doing?' }],
};
const ROUTE = { person: 'Dr. Kim Hale', phone: '555-0150', hours: 'weekdays', hotline: '555-0100' };
const CAMPAIGN: Campaign = {
  id: 'campaign',
  state: 'open',
  opens_on: '2026-11-30',
  closes_on: '2026-12-20',
  groups: ['nurses', 'staff'],
  minimums: { aim: 12, total: 8, group: 3 },
  minimums_fixed: false,
  facilitator: { id: 'fay', name: 'Fay Moran' },
  proposed_by: null,
  director_sees: false,
  form: FORM,
  subjects: [
    {
      id: 'subject',
      learner: { id: 'ana', name: 'Ana Ruiz' },
      outcome: null,
      self_answered: null,
      meter: { as_of: '2026-12-02', valid: false, total: 5, groups: [{ group: 'nurses', count: 3 }] },
    },
  ],
  units: [],
};
const figure = { counts: [0, 1, 0, 3, 1], could_not_observe: 1 };
const REPORT: Report = {
  subject: 'subject',
  campaign: 'campaign',
  learner: { id: 'ana', name: 'Ana Ruiz' },
  half_year: '2026-H2',
  form: FORM,
  raters: 11,
  groups: [{ group: 'nurses', raters: 5, reliability: 'one_occasion' }],
  left_out: ['staff'],
  items: [
    { item: 'listens', self: 4, all: figure, groups: [{ group: 'nurses', figure }] },
    { item: 'informs', self: null, all: null, groups: [{ group: 'nurses', figure: null }] },
  ],
  comments: [{ question: 'keep', texts: ['You say thank you.'], self: [] }],
  strengths: ['listens'],
  to_plan: ['informs'],
};

let db: WaymarkDb;
let asked: { method: string; path: string; body: unknown }[];
let answers: Record<string, [number, unknown]>;
eachOnAFreshPhone((fresh) => (db = fresh));
beforeAll(learnTheRest);
beforeEach(() => {
  asked = [];
  answers = {
    'GET /campaigns': [200, { campaigns: [CAMPAIGN] }],
    'GET /campaigns/campaign': [200, CAMPAIGN],
    'GET /campaigns/campaign/raters': [200, { raters: [] }],
    'GET /named-route': [200, { named_route: ROUTE }],
    'GET /campaign-form': [200, FORM],
    'GET /campaign-reports': [200, { reports: [] }],
  };
});

async function opens(path: string, who: string, roles: Role[]) {
  const { app, visited } = await phoneOf(db, who, roles);
  const fetch = (method: string, whole: string, body: unknown) => {
    const path = whole.replace(`/programs/${PROGRAM}`, '');
    asked.push({ method, path, body });
    const [status, said] = answers[`${method} ${path}`] ?? [0, undefined];
    const { code, field } = (status >= 400 ? said : {}) as { code?: string; field?: string };
    return Promise.resolve({ status, body: said, code, field, after: null });
  };
  Object.assign(app.session, { fetch });
  const [name = '', id = ''] = path.split('/').slice(2);
  const params = { ...(name ? { name } : {}), ...(id ? { id } : {}) };
  render(Page, { app, page: CampaignPages as never, params });
  return { visited };
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const sent = (method: string, path: string) => asked.filter((one) => one.method === method && one.path === path);

it('a coordinator is told what blocks a campaign, and starts one once nothing does', async () => {
  answers['GET /named-route'] = [200, { named_route: null }];
  await opens('/campaigns/new', 'ida', ['coordinator']);
  await screen.findByText(/must say where safety, threats, discrimination and mistreatment belong/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start it' }).disabled).toBe(true);
});

it('she chooses a learner and who reads, and lands at the campaign', async () => {
  answers['POST /campaigns'] = [201, CAMPAIGN];
  const { visited } = await opens('/campaigns/new', 'ida', ['coordinator']);
  await press('Start it');
  await screen.findByText('Choose at least one learner.');

  await fireEvent.click(screen.getByRole('checkbox', { name: /^Ana Ruiz/ }));
  await fireEvent.change(screen.getByLabelText('Who reads the comments and releases'), { target: { value: 'fay' } });
  await press('Start it');

  await waitFor(() => expect(visited).toEqual(['/campaigns/campaign']));
  expect(sent('POST', '/campaigns')[0]?.body).toMatchObject({
    learners: ['ana'],
    facilitator: 'fay',
    minimums: { aim: 12, total: 8, group: 3 },
    groups: ['faculty', 'peers', 'nurses', 'other_professions', 'staff'],
    director_sees: false,
  });
});

it('a refused start says why, and what was entered stays', async () => {
  answers['POST /campaigns'] = [422, { code: 'bad_window', field: 'closes_on' }];
  await opens('/campaigns/new', 'ida', ['coordinator']);
  await fireEvent.click(await screen.findByRole('checkbox', { name: /^Ana Ruiz/ }));
  await fireEvent.change(screen.getByLabelText('Who reads the comments and releases'), { target: { value: 'fay' } });
  await press('Start it');

  await screen.findByText(/The last day must be one to twelve weeks after the first/);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Ana Ruiz/ }).checked).toBe(true);
});

it('Ana proposes one about herself, without naming who reads', async () => {
  answers['POST /campaigns'] = [201, { ...CAMPAIGN, state: 'proposed' }];
  const { visited } = await opens('/campaigns/new', 'ana', ['learner']);
  await press('Propose it');

  await waitFor(() => expect(visited).toHaveLength(1));
  expect(sent('POST', '/campaigns')[0]?.body).toMatchObject({ learners: ['ana'] });
  expect(sent('POST', '/campaigns')[0]?.body).not.toHaveProperty('facilitator');
});

it('the meter says how many are missing and never who, and stops at the minimum', async () => {
  await opens('/campaigns/campaign', 'ida', ['coordinator']);
  const card = within(
    (await screen.findByRole('heading', { name: 'Ana Ruiz', level: 3 })).closest('li') as HTMLElement,
  );

  card.getByText('Not enough yet');
  card.getByText('5 of 8');
  card.getByText('3 or more');
  card.getByText('0 of 3');
});

it('a poster and its word are shown once, each to be printed by itself', async () => {
  const { print } = window;
  window.print = vi.fn();
  answers['POST /campaigns/campaign/units'] = [
    201,
    { id: 'unit', link: 'https://w.example/rate#SECRET', word: 'maple-harbor' },
  ];
  await opens('/campaigns/campaign', 'ida', ['coordinator']);
  await screen.findByText('No poster yet');
  const wards = screen.getByLabelText<HTMLSelectElement>('Ward or service');
  await waitFor(() => expect(wards.options.length).toBeGreaterThan(1));
  await fireEvent.change(wards, { target: { value: wards.options[1]?.value } });
  await fireEvent.input(screen.getByLabelText('How many people work there'), { target: { value: '14' } });
  await press('Make the poster');

  await screen.findByText('maple-harbor');
  screen.getByRole('img', { name: 'QR code of this ward' });
  screen.getByText('Comments are mixed and read by Fay Moran first.');
  screen.getByText(/not here\. Call Dr\. Kim Hale, 555-0150/);
  const slip = screen.getByRole('region', { name: 'Ward word' });
  await press('Print the poster');
  expect(slip.classList.contains('screen-only'), 'the word does not hang beside the code').toBe(true);
  await press('Print the ward word');
  await waitFor(() => expect(slip.classList.contains('screen-only')).toBe(false));
  expect(screen.getByRole('region', { name: 'Print the poster' }).classList.contains('screen-only')).toBe(true);
  expect(sent('POST', '/campaigns/campaign/units')[0]?.body).toMatchObject({ head_count: 14, until: '2026-12-20' });
  await press('Both are printed');
  expect(screen.queryByText('maple-harbor')).toBeNull();
  window.print = print;
});

it('the facilitator decides about what is beyond the head count, reads, and releases once', async () => {
  const comments = [{ id: 'one', question: 'keep', text: 'You say thank you.' }];
  history.replaceState(null, '', '/campaigns/read/subject?campaign=campaign');
  answers['GET /campaign-subjects/subject/reading'] = [200, { valid: true, waiting: 1, comments: [] }];
  answers['POST /campaign-subjects/subject/waiting'] = [200, { valid: true, waiting: 0, comments }];
  answers['POST /campaign-subjects/subject/release'] = [201, {}];
  await opens('/campaigns/read/subject', 'fay', ['faculty', 'coach']);
  await press('Leave them out');
  await screen.findByText('You say thank you.');
  const release = await screen.findByRole<HTMLButtonElement>('button', { name: 'Release it now' });
  expect(release.disabled, 'nobody has said to have read').toBe(true);

  await fireEvent.click(screen.getByRole('checkbox', { name: 'I have read every comment' }));
  await fireEvent.click(release);

  await screen.findByText('Released. Ana Ruiz can read it now.');
});

it('with too few answers nothing is shown, and closing is asked about twice', async () => {
  history.replaceState(null, '', '/campaigns/read/subject?campaign=campaign');
  answers['GET /campaign-subjects/subject/reading'] = [200, { valid: false, waiting: 0, comments: [] }];
  answers['POST /campaign-subjects/subject/closing'] = [200, {}];
  await opens('/campaigns/read/subject', 'fay', ['coach']);
  await screen.findByText('There are not enough answers');
  expect(screen.queryByRole('button', { name: 'Release it now' })).toBeNull();

  await press('Close unreleased');
  expect(sent('POST', '/campaign-subjects/subject/closing')).toEqual([]);
  await press('Close it and destroy the answers');

  await screen.findByText('Closed. Nothing was shown to anybody.');
});

it('Ana reads what stands out, how sure it is, and plans with one tap', async () => {
  answers['GET /campaign-subjects/subject/report'] = [200, REPORT];
  answers['GET /campaign-reports?learner=ana'] = [200, { reports: [{ ...REPORT, half_year: '2026-H1' }, REPORT] }];
  await opens('/campaigns/report/subject', 'ana', ['learner']);

  await screen.findByText('July to December 2026. 11 raters in the groups shown.');
  screen.getByText(/Nurses, 5 raters: a first look/);
  screen.getByText(/Too few answered to be shown: Staff/);
  screen.getByText('You said: Usually');
  screen.getByRole('img', { name: 'Nurses: Seldom 1, Usually 3, Almost always 1' });
  screen.getByRole('img', { name: /^January to June 2026/ });
  const plan = screen.getByRole<HTMLAnchorElement>('link', { name: /^Make a plan: Tells the team/ });
  expect(plan.getAttribute('href')).toBe('/plans/new');
  await fireEvent.click(screen.getByRole('radio', { name: 'Table' }));
  expect(screen.getAllByRole('columnheader', { name: 'Could not observe' }).length).toBeGreaterThan(0);
});

it('the program words its form anew, and a second editor does not overwrite it', async () => {
  answers['POST /campaign-form'] = [409, { code: 'stale' }];
  await opens('/campaigns/form', 'gus', ['director']);
  await fireEvent.input(await screen.findByLabelText('Line 2'), { target: { value: 'Keeps the team informed' } });
  await press('Move up: Line 2');
  await press('Add a line');
  await press('Save as version 2');
  await screen.findByText('Write something in every line, or remove it.');
  await press('Remove: Line 3');
  await press('Save as version 2');

  await screen.findByText(/Somebody else has changed the form meanwhile/);
  expect(sent('POST', '/campaign-form')[0]?.body).toMatchObject({
    base: 1,
    items: [
      { id: 'informs', text: 'Keeps the team informed' },
      { id: 'listens', text: 'Listens to what others say' },
    ],
  });
});

it('without a network the pages say so, and offer to try again', async () => {
  answers = {};
  await opens('/campaigns', 'ida', ['coordinator']);

  await screen.findByText('This needs the network');
  answers['GET /campaigns'] = [200, { campaigns: [CAMPAIGN] }];
  await press('Try again');

  await screen.findByText('Ana Ruiz');
});
