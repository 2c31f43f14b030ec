/**
 * The event stream: only "there is something at seq N". A nudge and nothing more; when it breaks, nothing is missed, as
 * every opening asks for a round.
 *
 * Read by fetch, because it needs the access token; by one tab, because a browser has few connections to spare.
 */
import type { Random } from '../lib/random';
import { backoff } from './backoff';
import type { After, WithLock } from './ports';

/** The stream, or the status it was refused with; rejects without an answer. */
export type OpenStream = (token: string, stop: AbortSignal) => Promise<ReadableStream<Uint8Array> | number>;

export interface EventPorts {
  person: string;
  /** A token that is not `stale`, or null when there is none to be had now. */
  token: (stale: string | null) => Promise<string | null>;
  open: OpenStream;
  after: After;
  random: Random;
  withLock: WithLock;
  /** Something may have changed up to there; null when the stream has just been opened. */
  onevent: (seq: number | null) => void;
}

export class Events {
  readonly #stop = new AbortController();
  #wake = () => {};

  constructor(readonly ports: EventPorts) {}

  /** Follows the stream until it is stopped. */
  async start(): Promise<void> {
    await this.ports.withLock(`waymark-events-${this.ports.person}`, () => this.#follow());
  }

  /** The page is visible again: no need to wait out a pause. */
  wake(): void {
    this.#wake();
  }

  stop(): void {
    this.#stop.abort();
    this.#wake();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    let stale: string | null = null;
    let failures = 0;
    while (!signal.aborted) {
      const token = await this.ports.token(stale);
      stale = null;
      if (token !== null) {
        const read = await this.#read(token, signal);
        if (read === 'expired') stale = token;
        if (read === 'ended') failures = 0;
      }
      await this.#pause(backoff(failures++, this.ports.random));
    }
  }

  async #read(token: string, signal: AbortSignal): Promise<'ended' | 'expired' | 'refused'> {
    try {
      const stream = await this.ports.open(token, signal);
      if (typeof stream === 'number') return stream === 401 ? 'expired' : 'refused';
      this.ports.onevent(null);
      const text = new TextDecoder();
      const reader = stream.getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        const lines = (rest + text.decode(value, { stream: true })).split('\n');
        rest = (lines.pop() ?? '').slice(-1000); // not a stream of ours: do not collect it
        for (const line of lines) this.#hear(line);
      }
    } catch {
      return 'refused'; // no network, or stopped
    }
  }

  #hear(line: string): void {
    const said = /^data: ?\{"seq": ?(\d+)\}\s*$/.exec(line);
    if (said) this.ports.onevent(Number(said[1]));
  }

  #pause(ms: number): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.ports.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
