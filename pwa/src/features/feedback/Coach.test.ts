// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { WaymarkDb } from '../../db/schema';
import Page from '../members/testing/Page.svelte';
import { eachOnAFreshPhone } from '../members/testing/page';
import { phoneOf } from '../members/testing/person';
import CoachSwitch from '../sessions/CoachSwitch.svelte';
import Give from './Give.svelte';

let db: WaymarkDb;
eachOnAFreshPhone((fresh) => (db = fresh));

const SEEN = 'On rounds this morning you asked the night team to read the plan back.';

async function open(page: unknown = Give) {
  const phone = await phoneOf(db, 'cole', ['faculty']);
  render(Page, { app: phone.app, page: page as never });
  return phone;
}
async function chooseChi() {
  await fireEvent.click(await screen.findByText('Chí Nguyễn'));
}
const text = (label: string | RegExp) => screen.getByLabelText<HTMLTextAreaElement>(label, { selector: 'textarea' });
const write = (label: string | RegExp, value: string) => fireEvent.input(text(label), { target: { value } });
const mark = async (name: string | RegExp) =>
  (await screen.findByText(name, { selector: '.name' })).closest('button') as HTMLButtonElement;
/** The line beneath the marks says it. */
const says = (words: string | RegExp) => screen.findByText(words, { selector: '.words > p' });
/** The names of the marks that are lit. */
const lit = () => [...document.querySelectorAll('li.lit .name')].map((name) => name.firstChild?.textContent);
const coach = () => document.querySelector('.coach section');

describe('while Cole writes about Chí', () => {
  it('the marks light up by what he writes, and the first missing one is asked for by name', async () => {
    await open();
    await chooseChi();
    await says('These light up by your own words as you write.');

    await write('What went well', 'Great job.');
    await says('What did you see Chí do?');
    expect(lit()).toEqual([]);

    await write('What went well', SEEN);
    await says('What could Chí try next time?');
    expect(lit()).toEqual(['Behavior', 'Context']);

    await write(/Next step/, 'Say the sickest patient first');
    await says('What, when and what next: all here.');
    expect(lit()).toEqual(['Behavior', 'Context', 'Suggestion', 'Linked']);
  });

  it('a tap on a mark shows his own words, and another takes them away', async () => {
    await open();
    await chooseChi();
    await write('What went well', SEEN);
    await says('What could Chí try next time?');

    const behavior = await mark(/^Behavior/);
    await fireEvent.click(behavior);
    expect(behavior.getAttribute('aria-expanded')).toBe('true');
    await says('Lit by “\u2068asked the night team to read the plan back\u2069”');

    await fireEvent.click(behavior);
    await says('What could Chí try next time?');
  });

  it('a word about the person is shown after a pause, and Save does what it always does', async () => {
    await open();
    await chooseChi();
    await fireEvent.click(await screen.findByText('Interprofessional and Team Communication'));
    await write('What to do differently', 'Lazy.');
    await screen.findByText('“\u2068Lazy\u2069” is about the person. What was done is easier to act on.', {
      selector: '.aside',
    });

    await fireEvent.click(screen.getByText('Save', { selector: 'button span' }));

    await screen.findByText('Saved on this phone');
  });

  it('what is saved holds nothing of the coach', async () => {
    await open();
    await chooseChi();
    await fireEvent.click(await screen.findByText('Interprofessional and Team Communication'));
    await write('What went well', SEEN);
    await says('What could Chí try next time?');
    await fireEvent.click(screen.getByText('Save', { selector: 'button span' }));
    await screen.findByText('Saved on this phone');

    const [row] = await db.outbox.toArray();
    expect(row?.bytes).toContain('read the plan back');
    expect(row?.bytes).not.toMatch(/coach|mark|behaviour|notice/i);
    expect(await db.meta.where('key').startsWith('coach').count()).toBe(0);
  });

  it('what is pasted is shown as the text it is', async () => {
    await open();
    await chooseChi();
    const pasted = 'You asked <img src=x onerror=alert(1)> 👩‍⚕️ the nurse שלום.';
    await write('What went well', pasted + ' and so on'.repeat(5_000));
    await says('When was that? On rounds, in clinic?');

    await fireEvent.click(await mark(/^Behavior/));

    await says(/^Lit by “\u2068asked <img src=x/);
    expect(document.querySelector('.coach img')).toBeNull();
    expect(text('What went well').value).toHaveLength(pasted.length + 50_000);
  });

  it('what makes good feedback is one tap away', async () => {
    await open();
    await chooseChi();

    await fireEvent.click(await screen.findByText('What makes good feedback', { selector: 'button span' }));

    await screen.findByText('Say what you saw or heard');
  });
});

describe('switched off', () => {
  it('from the form it stays off, with a way back for as long as the form is open', async () => {
    await open();
    await chooseChi();
    await fireEvent.click(await screen.findByText('Hide', { selector: 'button span' }));
    await screen.findByText(/The feedback coach is off on this phone/);
    expect(coach()).toBeNull();

    await fireEvent.click(screen.getByText('Bring it back'));
    await waitFor(() => expect(coach()).not.toBeNull());

    await fireEvent.click(screen.getByText('Hide', { selector: 'button span' }));
    await waitFor(async () => expect(await db.meta.get('coach_off')).toBeDefined());
    cleanup();
    await open();
    await chooseChi();
    await write('What went well', SEEN);
    const good = await screen.findByText('What makes good feedback', { selector: 'button span' });
    expect(coach()).toBeNull();
    expect(screen.queryByText('Bring it back')).toBeNull();

    await fireEvent.click(good);
    await screen.findByText('Words to begin the hard part with');
    expect(screen.getByText('Help and practice').getAttribute('href')).toBe('/help');
  });

  it('it comes back by the switch under You', async () => {
    await db.meta.put({ key: 'coach_off', value: true });
    await open(CoachSwitch);
    const box = await screen.findByLabelText<HTMLInputElement>('Feedback coach');
    await waitFor(() => expect(box.checked).toBe(false));

    await fireEvent.click(box);

    await waitFor(async () => expect(await db.meta.get('coach_off')).toBeUndefined());
  });
});
