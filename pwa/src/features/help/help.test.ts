// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import { help } from '../../i18n/en/help';
import Give from '../feedback/Give.svelte';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import Program from '../program/Program.svelte';
import Help from './Help.svelte';
import Tour from './Tour.svelte';
import { stepsFor, tourIsDue } from './tour';
import Upward from './Upward.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

async function open(page: unknown, roles: Role[] = ['faculty']) {
  const phone = await phoneOf(db, 'cole', roles);
  return render(Page, { app: phone.app, page: page as never });
}
const offer = () => screen.findByText('One-minute tour');
const title = () => screen.getByRole('heading', { level: 1 }).textContent;

it('whoever gives, learns or runs the program is shown what they do here, in no more than a minute', () => {
  expect(stepsFor(['faculty'])).toEqual(['give', 'beside', 'seen', 'offline', 'jot']);
  expect(stepsFor(['faculty', 'director'])).toContain('followed');
  expect(stepsFor(['learner'])[0]).toBe('ask');
  expect(stepsFor(['coordinator'])[0]).toBe('held');

  for (const roles of [['faculty', 'director'], ['learner'], ['coordinator'], ['team']] as Role[][]) {
    const said = stepsFor(roles).flatMap((step) => [help[`tour.${step}`], help[`tour.${step}.why`]]);
    const words = said.join(' ').split(' ').length;
    expect(words, roles.join()).toBeLessThan(220); // as much as is read in a minute
  }
});

it('the first screen offers the tour in one line, and the form stands under it as ever', async () => {
  await open(Give);
  await offer();

  screen.getByText('Chí Nguyễn');
  expect(screen.getByRole('link', { name: 'One-minute tour' }).getAttribute('href')).toBe('/help/tour');
});

it('"No thanks" is heard once and for all', async () => {
  const { unmount } = await open(Give);
  await offer();
  await fireEvent.click(screen.getByRole('button', { name: 'No thanks' }));
  screen.getByText('Drafts keep themselves.');
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  await vi.waitFor(async () => expect(await tourIsDue(db)).toBe(false));
  unmount();

  await open(Give);
  await screen.findByText('Chí Nguyễn');
  await new Promise((done) => setTimeout(done, 500)); // so long the offer would take to come
  expect(screen.queryByText('One-minute tour')).toBeNull();
});

it('the offer goes for as long as somebody writes', async () => {
  await open(Give);
  await offer();
  await fireEvent.click(await screen.findByText('Chí Nguyễn'));

  expect(screen.queryByText('One-minute tour')).toBeNull();
});

it('whoever comes to answer, or has saved something before, is offered none', async () => {
  history.replaceState(null, '', '/?learner=ana');
  await open(Give);
  await new Promise((done) => setTimeout(done, 500));
  expect(screen.queryByText('One-minute tour')).toBeNull();

  await db.drafts.put({ key: 'give', value: {}, savedAt: 1 });
  expect(await tourIsDue(db)).toBe(false);
});

it('a coordinator is offered it on their own first page', async () => {
  await open(Program, ['coordinator']);
  await offer();
  await fireEvent.click(screen.getByRole('button', { name: 'No thanks' }));

  expect(screen.queryByText('One-minute tour')).toBeNull();
});

it('the tour is a page for each step, which can be left at any of them; seen once, it is not offered again', async () => {
  const { unmount } = await open(Tour);
  expect(title()).toBe('Who, which skill, what you saw');
  expect(screen.getByRole('link', { name: 'Skip the tour' }).getAttribute('href')).toBe('/');
  expect(screen.getByRole('link', { name: 'Next' }).getAttribute('href')).toBe('/help/tour?step=2');
  await vi.waitFor(async () => expect(await tourIsDue(db)).toBe(false));
  unmount();

  history.replaceState(null, '', '/help/tour?step=5');
  const last = await open(Tour);
  expect(title()).toBe('Only ten seconds?');
  expect(screen.getByRole('link', { name: 'Practice first' }).getAttribute('href')).toBe('/help');
  last.unmount();

  history.replaceState(null, '', '/help/tour?step=nonsense');
  await open(Tour, ['coordinator']);
  expect(title()).toBe('What needs you comes first');
});

it('help and practice leads to all there is', async () => {
  await open(Help);
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links.filter((href) => href?.startsWith('/help/practice/'))).toHaveLength(6);
  expect(links).toEqual(expect.arrayContaining(['/help/two', '/help/upward', '/help/tour', '/you']));

  await fireEvent.click(screen.getByRole('button', { name: /^What makes good feedback/ }));
  await screen.findByText('Say what you saw or heard');
});

it('feedback to somebody senior says what is so today: named, read by these, and no promise of more', async () => {
  await open(Upward);
  const text = document.body.textContent;

  expect(text).toContain('Every entry carries your name. There is no anonymous feedback in this app.');
  expect(text).not.toMatch(/360|soon|will be anonymous/i);
});
