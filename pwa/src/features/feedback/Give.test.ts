// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppContext } from '../../app/context';
import { ReferenceStore } from '../../db/reference';
import { WaymarkDb, type ServerRow } from '../../db/schema';
import { t } from '../../i18n/t';
import { draftsOf } from './drafts';
import { aPlan } from '../plans/testing';
import { aRequest } from '../requests/testing/request';
import type { GiveBody } from './model';
import { coleDevice, PROGRAM, snapshot } from './testing/program';
import Host from './testing/Host.svelte';
import { parts } from './give/parts';

configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
vi.setConfig({ testTimeout: 30_000 });

let db: WaymarkDb;
let app: AppContext;

beforeAll(() => parts.level()); // as on a phone that has the app

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  window.scrollTo = vi.fn();
  vi.stubGlobal('CSS', { supports: () => true });
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };

  db = new WaymarkDb('cole');
  const device = coleDevice(db);
  const program = snapshot().program;
  app = {
    ...device,
    session: { person: { id: 'cole' }, program, roles: ['faculty'] },
    reference: new ReferenceStore(db, device.clock, () => Promise.resolve({ kind: 'no_answer' })),
    t,
    navigate: () => undefined,
    busy: () => () => undefined,
  } as unknown as AppContext;
});

afterEach(async () => {
  cleanup();
  await new Promise((done) => setTimeout(done, 0));
  await db.delete();
  vi.unstubAllGlobals();
});

async function open(): Promise<void> {
  await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(), fetchedAt: 1 });
  render(Host, { app });
  await screen.findByText('Chí Nguyễn');
  await vi.waitFor(() => expect(radios()).not.toEqual([])); // the scale comes once the page is shown
}

/** The button that says so; asking by role computes every name on the page, many times over. */
function button(name: string | RegExp): HTMLButtonElement {
  const said = (one: Element) => (one.getAttribute('aria-label') ?? one.textContent).replaceAll('\u200b', '').trim();
  const found = [...document.querySelectorAll('button')].filter((one) =>
    typeof name === 'string' ? said(one) === name : name.test(said(one)),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${String(found.length)} buttons say ${String(name)}`);
  return found[0];
}
const radio = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name, { selector: '[type=radio]' });
const radios = () => [...document.querySelectorAll<HTMLInputElement>('[type=radio]')];
const press = (name: string | RegExp) => fireEvent.click(button(name));
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const saved = async () => (await db.outbox.toArray()).map((row) => row.op.body as GiveBody);

describe('giving', () => {
  it('takes a learner, a skill, words, a level and Save, and says "saved" once it is', async () => {
    await open();

    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    await type('What to do differently', 'Name who does what.');
    await type(/Next step/, 'Assign three tasks by name.');
    await fireEvent.click(radio('Level 2½, between advanced beginner and competent'));
    await press('Save');

    await screen.findByText('Saved on this phone');
    expect(await saved()).toEqual([
      expect.objectContaining({
        learner: 'chi',
        set: 'acgme-im-2',
        subcompetency: 'ics2',
        went_well: 'Closed the loop.',
        differently: 'Name who does what.',
        next_step: 'Assign three tasks by name.',
        next_step_due: '2026-12-06',
        level: 5,
        setting: 'ward',
        rotation: 'ward-a',
        basis: 'not_said',
        conversation: 'not_said',
      }),
    ]);
  });

  it('puts the cursor into the first text within the tap on the skill', async () => {
    await open();
    await press(/Chí Nguyễn/);

    const skill = button(/Interprofessional and Team/);
    skill.click(); // no waiting: iOS opens the keyboard only for a focus inside the tap

    expect(document.activeElement).toBe(screen.getByLabelText('What went well'));
  });

  it('offers first what the learner asked about, and says why', async () => {
    await db.requests.add(aRequest({ learner: 'ben', subcompetency: 'prof3' }) as unknown as ServerRow);
    await open();
    await press(/Chí Nguyễn/);
    const skills = () =>
      [...document.querySelectorAll('[aria-labelledby=give-skill] li')].map((row) =>
        row.textContent.replace(/\s+/g, ' ').trim(),
      );
    expect(skills()[0]).toBe('Patient Management – Inpatient PC4');

    await press('Change: Chí Nguyễn');
    await press(/Ben Ruiz/);

    await waitFor(() =>
      expect(skills()[0]?.replaceAll('\u200b', '')).toBe('Accountability/Conscientiousness Asked you PROF3'),
    );
    screen.getByText('Suggested for Ward A');
  });

  it('keeps the time the form was opened as the time it was seen', async () => {
    await open();
    (app.clock as unknown as { at: number }).at += 20 * 60_000;

    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    await press('Save');

    await screen.findByText('Saved on this phone');
    expect((await saved())[0]?.observed_at).toBe('2026-11-22T09:30:00.000-05:00');
    expect((await db.outbox.toArray())[0]?.at).toBe('2026-11-22T09:50:00.000-05:00');
  });

  it('offers Undo, which gives the draft back before it is sent', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    await press('Save');
    await screen.findByText('Saved on this phone');

    await press(/Undo/);

    const text = await screen.findByLabelText<HTMLTextAreaElement>('What went well');
    expect(text.value).toBe('Closed the loop.');
    expect(await saved()).toEqual([]);
    expect(await draftsOf(db, PROGRAM)).toHaveLength(1);
  });

  it('leaves no draft behind once it is saved', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    await press('Save');
    await screen.findByText('Saved on this phone');

    await waitFor(async () => expect(await db.drafts.count()).toBe(0));
  });

  it('takes somebody who is not on the list by name and service', async () => {
    await open();
    await press('Somebody not on my list');
    await type('Their name', 'Sam Oyelaran');
    await type(/Where they work/, 'Neurology');
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    expect(screen.getByText(/Only you, until the coordinator has matched the name/)).toBeTruthy();
    await press('Save');

    await screen.findByText('Saved on this phone');
    expect((await saved())[0]).toMatchObject({
      learner: null,
      typed_learner: { name: 'Sam Oyelaran', service: 'Neurology' },
    });
  });
});

describe('what stands in the way', () => {
  it('is said at each place, and nothing typed is lost', async () => {
    await open();
    await type('What to do differently', '');
    await press('Save');

    expect(screen.getByText('Choose who this is about.')).toBeTruthy();
    expect(screen.getByText('Choose the skill this is about.')).toBeTruthy();
    expect(screen.getByText(/Write one of the two/)).toBeTruthy();
    expect(await saved()).toEqual([]);

    await type('What to do differently', 'Name who does what.');
    expect(screen.queryByText(/Write one of the two/)).toBeNull();
  });

  it('is a phone that cannot save: the text stays and can be copied', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await type('What went well', 'Closed the loop.');
    vi.spyOn(db.outbox, 'add').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    await press('Save');

    await screen.findByText('This phone did not save it');
    expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('Closed the loop.');
    expect(button('Copy the text')).toBeTruthy();
    expect(screen.queryByText('Saved on this phone')).toBeNull();
  });

  it('is a list that is not there yet: the draft can be written already', async () => {
    render(Host, { app });

    await screen.findByText(/The list of learners is not on this phone yet/);
    await type('What went well', 'Closed the loop.');

    await waitFor(async () => expect(await draftsOf(db, PROGRAM)).toHaveLength(1));
  });
});

describe('the level', () => {
  it('is never chosen beforehand, can be taken back, and "cannot judge" is none', async () => {
    await open();
    expect(radios()).toHaveLength(11);
    expect(radios().some(({ checked }) => checked)).toBe(false);
    expect(radio('Level 4, proficient, the target')).toBeTruthy();

    await fireEvent.click(radio(/Level 3,/));
    await press('No level');
    expect(radios().some(({ checked }) => checked)).toBe(false);

    await fireEvent.click(radio('Cannot judge'));
    expect(screen.getByText(/never as a low level/)).toBeTruthy();
  });

  it('shows what it looks like for the chosen skill', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await press(/Interprofessional and Team/);
    await fireEvent.click(radio(/Level 3,/));

    expect(screen.getByText('Interprofessional and Team Communication as seen at 3')).toBeTruthy();
    expect(screen.getByText("Waymark's own wording, not ACGME text")).toBeTruthy();
  });
});

describe('drafts', () => {
  it('are found again when the page is opened again', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await type('What went well', 'Closed the loop.');
    cleanup(); // leaving the page is a pause

    await waitFor(async () => expect(await draftsOf(db, PROGRAM)).toHaveLength(1));
    render(Host, { app });

    await waitFor(() =>
      expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('Closed the loop.'),
    );
    expect(screen.getByText('Chí Nguyễn')).toBeTruthy();
  });

  it('wait aside when a new one is started', async () => {
    await open();
    await press(/Chí Nguyễn/);
    await type('What went well', 'Closed the loop.');
    await waitFor(() => button('Start new'));
    await press('Start new');

    await fireEvent.click(await screen.findByText('1 other draft'));
    await fireEvent.click(await waitFor(() => button('Open the draft: Chí Nguyễn')));
    await tick();

    await waitFor(() =>
      expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('Closed the loop.'),
    );
  });
});

describe('Cole is to look again at a plan of Ben’s', () => {
  it('sees it beside his name, and with one tap the entry is that second look', async () => {
    await db.plans.put(
      aPlan({ program: PROGRAM, learner: 'ben', reviewer: 'cole', set: 'acgme-im-2', subcompetency: 'ics2' }) as never,
    );
    await open();

    const tile = await waitFor(() => {
      const found = screen.getAllByText('Second look').map((word) => word.closest('button'));
      expect(found).toHaveLength(1);
      return found[0];
    });
    expect(tile?.textContent).toContain('Ben Ruiz');
    if (tile) await fireEvent.click(tile);
    await fireEvent.click(await screen.findByText('This is it'));
    await fireEvent.click(await screen.findByLabelText('Not yet'));
    await type('What went well', 'You read back one of two orders.');
    await press('Save');

    await screen.findByText('Saved on this phone');
    expect((await saved())[0]).toMatchObject({
      learner: 'ben',
      subcompetency: 'ics2',
      plan: 'plan-1',
      look_again: 'not_yet',
    });
  });
});

it('“I will look again” goes with the next step, and with nothing else', async () => {
  history.replaceState(null, '', '/?learner=ana&plan=plan-1&set=acgme-im-2&skill=ics2');
  await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(), fetchedAt: 1 });
  render(Host, { app });
  await waitFor(() => expect(button('Change: Ana Ruiz')).toBeTruthy());
  expect(screen.queryByLabelText('I will look again')).toBeNull();

  await type('What went well', 'You read back one of two orders.');
  await type(/^Next step/, 'Read back both.');
  await fireEvent.click(await screen.findByLabelText('I will look again'));
  await press('Save');

  await screen.findByText('Saved on this phone');
  history.replaceState(null, '', '/');
  expect((await saved())[0]).toMatchObject({ next_step: 'Read back both.', will_look: true });
});

describe('a second look that Ana’s plan asks for', () => {
  const address = '/?learner=ana&plan=plan-1&set=acgme-im-2&skill=ics2';
  beforeEach(() => history.replaceState(null, '', address));
  afterEach(() => history.replaceState(null, '', '/'));

  async function openFromPlan() {
    await db.plans.put({ id: 'plan-1', goal: 'Read back every order' });
    await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(), fetchedAt: 1 });
    render(Host, { app });
    await screen.findByText('At the plan “Read back every order”. How is it now?');
  }

  it('is filled in with her and the skill, and the entry says for which plan and what was found', async () => {
    await openFromPlan();
    expect(button('Change: Ana Ruiz')).toBeTruthy();
    expect(button('Change: Interprofessional and Team Communication')).toBeTruthy();

    await fireEvent.click(radio('Better'));
    await type('What went well', 'You read back both orders.');
    await press('Save');

    await screen.findByText('Saved on this phone');
    expect((await saved())[0]).toMatchObject({ learner: 'ana', plan: 'plan-1', look_again: 'better' });
  });

  it('is what an answer to her question is, where whoever answers is named for it', async () => {
    history.replaceState(null, '', '/?learner=ana&set=acgme-im-2&skill=ics2&request=request-1');
    const plan = {
      program: PROGRAM,
      learner: 'ana',
      reviewer: 'cole',
      set: 'acgme-im-2',
      goal: 'Read back every order',
    };
    await db.plans.bulkPut([
      aPlan({ ...plan, subcompetency: 'ics2' }),
      aPlan({ ...plan, id: 'other', subcompetency: 'pc3' }),
    ] as never);
    await db.reference.put({ program: PROGRAM, etag: null, snapshot: snapshot(), fetchedAt: 1 });
    render(Host, { app });
    await screen.findByText('At the plan “Read back every order”. How is it now?');

    await fireEvent.click(radio('Better'));
    await type('What went well', 'You read back both orders.');
    await press('Save');

    await screen.findByText('Saved on this phone');
    const answer = { request: 'request-1', plan: 'plan-1', look_again: 'better' };
    expect((await saved())[0]).toMatchObject(answer);
  });

  it('is found again as it was left', async () => {
    await openFromPlan();
    await type('What went well', 'You read back both orders.');
    cleanup();
    await waitFor(async () => expect(await draftsOf(db, PROGRAM)).toHaveLength(1));

    render(Host, { app });

    await waitFor(() =>
      expect(screen.getByLabelText<HTMLTextAreaElement>('What went well').value).toBe('You read back both orders.'),
    );
    expect(await draftsOf(db, PROGRAM)).toHaveLength(1);
  });

  it('is asked of nobody else', async () => {
    history.replaceState(null, '', '/');
    await open();

    expect(screen.queryByText('Second look')).toBeNull();
  });
});

it('who will see it stands beside Save, by role and name', async () => {
  await open();
  await press('All 4 learners');
  await press(/Ana Ruiz/);

  expect(
    screen.getByText(
      'You, Ana Ruiz, coach Fay Moran, and director Gus Hale, now and later. The committee once a cycle opens; the coordinator only that it exists.',
    ),
  ).toBeTruthy();
});

it('learners of like name show year and rotation', async () => {
  await open();
  const ben = button(/Ben Ruiz/);
  expect(ben.textContent).toContain('year 1\u00a0· Ward A');
  expect(button(/Chí Nguyễn/).textContent).not.toContain('Ward A');
});

it('a search for a skill by plain words takes the first on Enter', async () => {
  await open();
  await press(/Chí Nguyễn/);
  const search = screen.getByLabelText(/Search, such as/);
  await fireEvent.input(search, { target: { value: 'sick patient' } });
  await fireEvent.keyDown(search, { key: 'Enter' });

  await waitFor(() => button('Change: Patient Management – Inpatient'));
});
