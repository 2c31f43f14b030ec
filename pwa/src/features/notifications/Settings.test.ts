// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Component } from 'svelte';
import type { Role } from '../../db/reference';
import { WaymarkDb } from '../../db/schema';
import { learnTheRest } from '../../i18n/t';
import { PROGRAM } from '../feedback/testing/program';
import Page from '../members/testing/Page.svelte';
import { phoneOf, standInForTheBrowser } from '../members/testing/person';
import type { Preferences } from './model';
import Settings from './Settings.svelte';

configure({ asyncUtilTimeout: 10_000 }); // a machine that does much else
vi.setConfig({ testTimeout: 30_000 });

const ANA = '01931c7e-0000-7000-8000-00000000000a';
let db: WaymarkDb;
beforeEach(async () => {
  db = new WaymarkDb('settings');
  standInForTheBrowser();
  await learnTheRest();
});
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  await db.delete();
});

async function open(roles: Role[]) {
  const { app } = await phoneOf(db, ANA, roles);
  Object.assign(app.session, {
    person: { id: ANA, email: 'ana@demo.test' },
    memberships: [{ program: { id: PROGRAM }, roles }],
  });
  render(Page, { app, page: Settings as Component<Record<string, string>> });
  await screen.findByRole('table');
}

const saved = async () => (await db.outbox.toArray()).map(({ op }) => op.body as Preferences);

it('switches one channel of one kind, and says that it is saved', async () => {
  await open(['learner']);

  await fireEvent.click(screen.getByRole('checkbox', { name: 'New feedback: mail' }));

  await screen.findByText('Saved on this phone. It holds once it is sent.');
  const [chosen] = await saved();
  expect(chosen?.kinds.feedback_new).toEqual({ push: true, mail: false });
  expect(Object.keys(chosen?.kinds ?? {})).toHaveLength(14);
  expect(screen.getByText(/Mail goes to ana@demo.test/)).toBeTruthy();
});

it('two switches in a row both hold', async () => {
  await open(['learner']);

  await fireEvent.click(screen.getByRole('checkbox', { name: 'New feedback: mail' }));
  await fireEvent.click(screen.getByRole('checkbox', { name: 'A step is due: push' }));

  await waitFor(async () => expect(await db.outbox.count()).toBe(2));
  const chosen = (await saved()).at(-1);
  expect(chosen?.kinds.feedback_new.mail).toBe(false);
  expect(chosen?.kinds.plan_step_due.push).toBe(false);
});

it('quiet hours begin as a night, and end as they began', async () => {
  await open(['learner']);

  await fireEvent.click(screen.getByRole('checkbox', { name: 'Quiet hours' }));
  const until = await screen.findByLabelText('Until');
  await fireEvent.change(until, { target: { value: '07:30' } });
  await waitFor(async () => expect((await saved()).at(-1)).toMatchObject({ quiet_from: '22:00', quiet_to: '07:30' }));
  await fireEvent.click(screen.getByRole('checkbox', { name: 'Quiet hours' }));

  await waitFor(async () => expect((await saved()).at(-1)).toMatchObject({ quiet_from: null, quiet_to: null }));
});

it('who does not learn is asked only about what can reach them', async () => {
  await open(['faculty']);

  expect(screen.getAllByRole('row').slice(1)).toHaveLength(5);
  expect(screen.queryByRole('checkbox', { name: 'New feedback: push' })).toBeNull();
  expect(screen.getByRole('checkbox', { name: 'Somebody asks you: push' })).toBeTruthy();
});
