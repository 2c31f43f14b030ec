import { expect, it } from 'vitest';
import { confirm, languageFor, type Ended, type Heard } from './recognition';
import { speechOf } from './testing/speech';

function listener() {
  const said: string[] = [];
  const live: string[] = [];
  const ended: Ended[] = [];
  const heard: Heard = {
    said: (text) => said.push(text),
    live: (text) => live.push(text),
    ended: (why) => ended.push(why),
  };
  return { said, live, ended, heard };
}

async function onDevice(speech: ReturnType<typeof speechOf>) {
  const confirmed = await confirm(speech, 'en-US');
  if (!confirmed || !('listen' in confirmed)) throw new Error('not confirmed');
  return confirmed;
}

it.each([
  ['has no speech recognition', {}],
  ['has one that cannot be asked where it runs', speechOf({})],
  ['takes no notice of processLocally', speechOf({ available: 'available', local: false })],
  ['says it is not available on this device', speechOf({ available: 'unavailable' })],
  ['says something nobody knows', speechOf({ available: 'perhaps' })],
  ['could fetch it but has no way to', speechOf({ available: 'downloadable' })],
])('a browser that %s gets no microphone, and no recognition is made', async (_, scope) => {
  expect(await confirm(scope, 'en-US')).toBeNull();
  expect('made' in scope ? scope.made : []).toEqual([]);
});

it('a browser that fails when it is asked gets no microphone', async () => {
  const speech = speechOf({ available: 'available' });
  if (speech.SpeechRecognition) speech.SpeechRecognition.available = () => Promise.reject(new Error('policy'));

  expect(await confirm(speech, 'en-US')).toBeNull();
  expect(speech.made).toEqual([]);
});

it('the question is for this language on this device, and recognition is made for nothing else', async () => {
  const speech = speechOf({ available: 'available' });
  const { listen } = await onDevice(speech);
  expect(speech.asked).toEqual([{ langs: ['en-US'], processLocally: true }]);
  expect(speech.made).toEqual([]);

  listen(listener().heard).finish();

  expect(speech.made).toHaveLength(1);
  expect(speech.made[0]).toMatchObject({ processLocally: true, lang: 'en-US', continuous: true, interimResults: true });
});

it('what needs to be fetched first is made only after it was fetched and confirmed again', async () => {
  const speech = speechOf({ available: 'downloadable', install: () => true });
  const found = await confirm(speech, 'en-US');
  if (!found || !('install' in found)) throw new Error('not installable');
  expect(await found.install()).toBe(true);
  expect(speech.made).toEqual([]);

  await onDevice(speech);
});

it('words are shown as they are said and kept at each pause', async () => {
  const speech = speechOf({ available: 'available' });
  const { said, live, ended, heard } = listener();
  (await onDevice(speech)).listen(heard);
  const [recognition] = speech.made;

  recognition?.hears('you closed', false);
  recognition?.hears('you closed the loop', true);
  recognition?.hears('next', false);
  recognition?.ends();

  expect(live).toEqual(['you closed', '', 'next', '']);
  expect(said).toEqual(['you closed the loop', 'next']); // nothing that was shown is lost at the end
  expect(ended).toEqual(['stopped']);
});

it.each([
  ['not-allowed', 'denied'],
  ['service-not-allowed', 'failed'],
  ['language-not-supported', 'failed'],
  ['no-speech', 'silent'],
  ['audio-capture', 'no_microphone'],
  ['network', 'failed'],
  ['aborted', 'stopped'],
] as const)('the error %s is %s', async (error, why) => {
  const speech = speechOf({ available: 'available' });
  const { ended, heard } = listener();
  (await onDevice(speech)).listen(heard);

  speech.made[0]?.ends(error);

  expect(ended).toEqual([why]);
});

it('listening for one text ends it for the other, with what was understood, and hears nothing any more', async () => {
  const speech = speechOf({ available: 'available' });
  const [first, second] = [listener(), listener()];
  const { listen } = await onDevice(speech);
  listen(first.heard);
  speech.made[0]?.hears('half a sen', false);

  listen(second.heard).finish();
  speech.made[0]?.hears('half a sentence', true);

  expect(first.said).toEqual(['half a sen']);
  expect(first.ended).toEqual(['stopped']);
  expect(speech.made[0]?.calls).toEqual(['start', 'abort']);
});

it('recognition that refuses to start has failed', async () => {
  const speech = speechOf({ available: 'available', starts: false });
  const { ended, heard } = listener();

  (await onDevice(speech)).listen(heard);

  expect(ended).toEqual(['failed']);
});

it.each([
  [['de-DE', 'en-GB', 'en-US'], 'en-GB'],
  [['en', 'en-AU'], 'en-AU'],
  [['de-DE'], 'en-US'],
  [[], 'en-US'],
])('of %o it is %s', (languages, lang) => {
  expect(languageFor(languages, 'en')).toBe(lang);
});

it.each([
  [['es-US', 'en-US'], 'es-MX', 'es-US'],
  [['en-GB'], 'en-GB', 'en-GB'],
  [['es'], 'es-MX', 'es-MX'],
])('with the languages %j and an app in %s, it listens in %s', (languages, locale, lang) => {
  expect(languageFor(languages, locale)).toBe(lang);
});
