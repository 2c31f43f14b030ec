// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppContext } from '../../app/context';
import { WaymarkDb } from '../../db/schema';
import { learnTheRest, t } from '../../i18n/t';
import { Dictation } from './dictation.svelte';
import { speechOf, type FakeRecognition, type Speech } from './testing/speech';
import Text from './testing/Text.svelte';

let db: WaymarkDb;
let speech: Speech;
const written: string[] = [];

beforeEach(async () => {
  vi.stubGlobal('CSS', { supports: () => true });
  await learnTheRest();
  db = new WaymarkDb('cole');
  speech = speechOf({ available: 'available' });
  written.length = 0;
});
afterEach(async () => {
  cleanup();
  await db.delete();
  vi.unstubAllGlobals();
});

async function open({ touch = true, start = '' } = {}): Promise<Dictation> {
  const dictation = await Dictation.on({ db, scope: speech, languages: ['en-US'], touch });
  render(Text, { app: { t } as AppContext, dictation, start, onwritten: (text) => void written.push(text) });
  return dictation;
}

const recognition = (): FakeRecognition => {
  const last = speech.made.at(-1);
  if (!last) throw new Error('no recognition was made');
  return last;
};
const microphone = (of = 'What went well') => screen.getByRole('button', { name: `Dictate: ${of}` });
const text = (of = 'What went well') => screen.getByLabelText<HTMLTextAreaElement>(of, { selector: 'textarea' }).value;

describe('on a browser that understands speech by itself', () => {
  it('Cole speaks, sees his words, and finds them behind what he had typed once he pauses', async () => {
    await open({ start: 'Calm voice.' });
    await fireEvent.click(microphone());
    screen.getByText(/Your voice stays on this device/);

    recognition().hears('you named', false);
    await screen.findByText('you named');
    expect(text()).toBe('Calm voice.');

    recognition().hears('you named each task period', true);
    await waitFor(() => expect(text()).toBe('Calm voice. You named each task.'));
    expect(screen.queryByText('you named')).toBeNull();

    await fireEvent.click(screen.getByRole('button', { name: 'Stop dictating: What went well' }));
    recognition().ends();
    await screen.findByText('Stopped. Read it through before you save.');
  });

  it('what he types while he speaks stays', async () => {
    await open();
    await fireEvent.click(microphone());
    await fireEvent.input(screen.getByLabelText('What went well', { selector: 'textarea' }), {
      target: { value: 'Typed meanwhile' },
    });

    recognition().hears('and said', true);

    await waitFor(() => expect(text()).toBe('Typed meanwhile and said'));
  });

  it.each([
    ['not-allowed', /The microphone is not allowed here/],
    ['audio-capture', /No microphone was found/],
    ['no-speech', /Nothing was heard/],
    ['language-not-supported', /could not go on listening/],
  ])('%s is said in a sentence', async (error, sentence) => {
    await open();
    await fireEvent.click(microphone());

    recognition().ends(error);

    await screen.findByText(sentence);
    microphone(); // and he can try again
  });

  it('the other text listens alone', async () => {
    await open();
    await fireEvent.click(microphone());
    recognition().hears('half a', false);

    await fireEvent.click(microphone('What to do differently'));

    expect(text()).toBe('Half a');
    expect(speech.made.map(({ calls }) => calls)).toEqual([['start', 'abort'], ['start']]);
  });

  it.each([
    ['goes to another page', () => fireEvent.click(screen.getByRole('link', { name: 'Inbox' }))],
    ['puts the phone away', () => putAway()],
    ['closes the form', () => cleanup()],
  ])('it stops listening when he %s, and what was understood is written down', async (_, leave) => {
    await open();
    await fireEvent.click(microphone());
    recognition().hears('you listened', false);

    await leave();

    expect(recognition().calls).toEqual(['start', 'abort']);
    expect(written).toEqual(['You listened']);
  });

  it('Cole is told nothing of keyboards', async () => {
    await open();
    screen.getByLabelText('What went well', { selector: 'textarea' }).focus();
    expect(screen.queryByText(/keyboard/)).toBeNull();
  });
});

function putAway() {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  return fireEvent(document, new Event('visibilitychange'));
}

describe('on any other browser', () => {
  beforeEach(() => void (speech = speechOf({ available: 'unavailable' })));

  it('there is no microphone, and a hint at the keyboard’s beneath the text he writes in, once', async () => {
    await open();
    expect(screen.queryByRole('button')).toBeNull();

    screen.getByLabelText('What went well', { selector: 'textarea' }).focus();
    await screen.findByText(/Your keyboard’s maker may process speech/);
    screen.getByLabelText('What to do differently', { selector: 'textarea' }).focus();
    expect(screen.getAllByText(/Your keyboard’s maker/)).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: 'Understood' }));
    expect(screen.queryByText(/keyboard/)).toBeNull();

    cleanup();
    expect((await open()).tells).toBeUndefined();
    expect(speech.made).toEqual([]);
  });

  it('at a desk nothing is said', async () => {
    const dictation = await open({ touch: false });
    expect(dictation.tells).toBeUndefined();
  });
});

describe('where the browser has to fetch a language pack first', () => {
  it.each([
    [true, /Done. Tap the microphone/, 2],
    [false, /could not be fetched/, 0],
  ])('Cole is asked, and when it came is %s, he is told so', async (comes, sentence, microphones) => {
    speech = speechOf({ available: 'downloadable', install: () => comes });
    await open();
    expect(screen.queryByRole('button')).toBeNull();
    screen.getByLabelText('What went well', { selector: 'textarea' }).focus();

    await fireEvent.click(await screen.findByRole('button', { name: 'Get it' }));

    await screen.findByText(sentence);
    expect(screen.queryAllByRole('button', { name: /^Dictate/ })).toHaveLength(microphones);
    expect(speech.made).toEqual([]);
  });

  it('"Not now" is the end of it', async () => {
    speech = speechOf({ available: 'downloadable', install: () => true });
    await open();
    screen.getByLabelText('What went well', { selector: 'textarea' }).focus();
    await fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    expect(screen.queryByRole('button')).toBeNull();
  });
});
