/**
 * Speech recognition that the browser confirms to run on this device, and no other: elsewhere the browser would send what
 * is said to its maker. Recognition can be begun only with what {@link confirm} answered.
 */

/** The part of the Web Speech API that is used. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  onresult: ((event: RecognitionResults) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  stop: () => void;
  abort: () => void;
}

export interface RecognitionResults {
  resultIndex: number;
  results: ArrayLike<{ isFinal: boolean } & ArrayLike<{ transcript: string }>>;
}

interface Options {
  langs: string[];
  processLocally: true;
}

export interface RecognitionClass {
  new (): Recognition;
  prototype: object;
  available?: (options: Options) => Promise<string>;
  install?: (options: Options) => Promise<boolean>;
}

export interface Scope {
  SpeechRecognition?: RecognitionClass;
  webkitSpeechRecognition?: RecognitionClass;
}

/** Why listening ended. */
export type Ended = 'stopped' | 'denied' | 'silent' | 'no_microphone' | 'failed';

export interface Heard {
  /** What was said before a pause, for good. */
  said: (text: string) => void;
  /** What is being said; it may still change. */
  live: (text: string) => void;
  ended: (why: Ended) => void;
}

/** Listening that goes on. */
export interface Listening {
  /** Waits for what is being said, then ends. */
  stop: () => void;
  /** Ends at once, with what was understood so far. */
  finish: () => void;
}

/** Recognition on this device, confirmed. */
export interface OnDevice {
  listen: (heard: Heard) => Listening;
}

/** Recognition that the browser would run here once it has fetched what it needs for the language. */
export interface Installable {
  /** To be called inside a tap. False where it could not be fetched. */
  install: () => Promise<boolean>;
}

const languageOf = (locale: string) => locale.split('-')[0];

/** The person's own kind of the language the app is in, whatever region the app writes its dates for. */
export function languageFor(languages: readonly string[], locale: string): string {
  const own = languages.find((one) => languageOf(one) === languageOf(locale) && one.includes('-'));
  return own ?? (locale.includes('-') ? locale : 'en-US');
}

/** What this browser can do for a language without sending sound anywhere; null where it confirms nothing. */
export async function confirm(scope: Scope, lang: string): Promise<OnDevice | Installable | null> {
  const Class = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
  // a browser without `processLocally` takes no notice of it
  if (typeof Class?.available !== 'function' || !('processLocally' in Class.prototype)) return null;
  const options: Options = { langs: [lang], processLocally: true };
  const standing = await Class.available(options).catch(() => 'unavailable');
  if (standing === 'available') return { listen: (heard) => listen(Class, lang, heard) };
  if (standing !== 'downloadable' && standing !== 'downloading') return null;
  if (typeof Class.install !== 'function') return null;
  return { install: async () => (await Class.install?.(options).catch(() => false)) ?? false };
}

let present: Listening | undefined;

function listen(Class: RecognitionClass, lang: string, heard: Heard): Listening {
  present?.finish(); // one text at a time
  const recognition = new Class();
  let live = '';
  let why: Ended = 'stopped';

  const end = () => {
    recognition.onresult = recognition.onerror = recognition.onend = null;
    if (present === listening) present = undefined;
    if (live !== '') heard.said(live);
    live = '';
    heard.live('');
    heard.ended(why);
  };
  const listening: Listening = {
    stop: () => recognition.stop(),
    finish: () => {
      if (present !== listening) return;
      end();
      recognition.abort();
    },
  };
  recognition.lang = lang;
  recognition.processLocally = true;
  recognition.continuous = true;
  recognition.interimResults = true;
  recognition.onresult = ({ resultIndex, results }) => {
    const all = Array.from(results, (result) => ({ final: result.isFinal, text: result[0]?.transcript ?? '' }));
    live = all.flatMap(({ final, text }) => (final ? [] : text)).join('');
    for (const { text } of all.slice(resultIndex).filter(({ final }) => final)) heard.said(text);
    heard.live(live);
  };
  recognition.onerror = ({ error }) => (why = reasonOf(error));
  recognition.onend = end;
  present = listening;
  try {
    recognition.start();
  } catch {
    why = 'failed';
    end();
  }
  return listening;
}

function reasonOf(error: string): Ended {
  if (error === 'aborted') return 'stopped';
  if (error === 'not-allowed') return 'denied';
  if (error === 'no-speech') return 'silent';
  return error === 'audio-capture' ? 'no_microphone' : 'failed';
}
