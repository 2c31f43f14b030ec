/** Speech recognition for browsers that have none, such as the one tests run in; a test says what is heard. */
import type { Recognition, RecognitionClass, RecognitionResults, Scope } from '../recognition';

export interface Speech extends Scope {
  /** Every recognition that was made, the last one last. */
  made: FakeRecognition[];
  /** What `available` was asked. */
  asked: unknown[];
}

interface Browser {
  /** What `available` answers; none where the browser has no such question. */
  available?: string;
  /** Whether the browser knows `processLocally` at all. */
  local?: boolean;
  install?: () => boolean;
  /** Whether what was made can be started. */
  starts?: boolean;
}

export class FakeRecognition implements Recognition {
  lang = '';
  continuous = false;
  interimResults = false;
  onresult: ((event: RecognitionResults) => void) | null = null;
  onerror: ((event: { error: string }) => void) | null = null;
  onend: (() => void) | null = null;
  /** What was called, in order. */
  calls: string[] = [];
  processLocally = false;

  start = () => void this.calls.push('start');
  stop = () => void this.calls.push('stop');
  abort = () => void this.calls.push('abort');

  /** Words as the browser tells them, of one pause. */
  hears(transcript: string, isFinal: boolean): void {
    this.onresult?.({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
  }

  ends(error?: string): void {
    if (error) this.onerror?.({ error });
    this.onend?.();
  }
}

/** A browser's `SpeechRecognition`, as far as it has one. */
export function speechOf({ available, local = true, install, starts = true }: Browser): Speech {
  const speech: Speech = { made: [], asked: [] };
  let standing = available;
  class Made extends FakeRecognition {
    constructor() {
      super();
      speech.made.push(this);
      if (!starts) {
        this.start = () => {
          throw new DOMException('started already', 'InvalidStateError');
        };
      }
    }
  }
  if (local) Object.defineProperty(Made.prototype, 'processLocally', { value: false, writable: true });
  const statics = {
    ...(available !== undefined && {
      available: (options: unknown) => {
        speech.asked.push(options);
        return Promise.resolve(standing ?? '');
      },
    }),
    ...(install && {
      install: () => {
        const done = install();
        if (done) standing = 'available';
        return Promise.resolve(done);
      },
    }),
  };
  speech.SpeechRecognition = Object.assign(Made, statics) as unknown as RecognitionClass;
  return speech;
}
