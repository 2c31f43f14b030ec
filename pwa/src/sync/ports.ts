/** What the engine is given. It reaches for nothing by itself, so a simulation can hold every string. */
import type { WaymarkDb } from '../db/schema';
import type { Clock } from '../lib/clock';
import type { Random } from '../lib/random';
import type { Change, Operation } from './protocol';
import type { Round } from './round';

/** A request to the server; the session adds its token. */
export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** May outlive the page. */
  keepalive?: boolean;
}

/** What came back. Only `answer` was said by somebody, and even that may be a captive portal. */
export type Answer =
  | { kind: 'answer'; status: number; text: string; retryAfter: number | null; etag: string | null }
  | { kind: 'no_answer' }
  | { kind: 'sign_in' }; // the server's own verdict: this session is over

/** Asks the server as the person this device database belongs to. Never rejects. */
export type Ask = (request: WireRequest) => Promise<Answer>;

/** Runs something later; the answer takes it back. */
export type After = (ms: number, run: () => void) => () => void;

/** Runs something while no other tab holds the lock of that name. */
export type WithLock = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** How retained operations lose a text that was redacted after they were sent. */
export interface Scrubber {
  /** The kind of change that tells of it. */
  kind: string;
  /** The subjects whose operations are concerned; none when nothing was redacted. */
  subjects(data: NonNullable<Change['data']>): readonly string[];
  /** The operation's body without the text, or null when this one is not concerned. */
  scrub(data: NonNullable<Change['data']>, op: Operation): unknown;
}

/** Retained operations about a thing that leave with it: what the server deletes for good is kept nowhere. */
export interface LetGo {
  /** The kind of change that tells of it. */
  kind: string;
  /** The kinds of operations that hold its words. */
  operations: readonly string[];
}

export interface Ports {
  db: WaymarkDb;
  /** Whose database this is; operations of anybody else are never sent. */
  person: string;
  /** This device, the same for everybody who uses it. */
  device: string;
  /** Name and version of this client. */
  client: string;
  clock: Clock;
  random: Random;
  after: After;
  withLock: WithLock;
  ask: Ask;
  /** Which table keeps which kind of change. */
  tables: Readonly<Record<string, string>>;
  /** One round. A page that has other things to do first fetches its code when it is first called; it may reject. */
  round: (ports: Ports, options: RoundOptions) => Promise<Round>;
}

export interface RoundOptions {
  /** What is sent may outlive the page. */
  keepalive: boolean;
}

/** What a round takes out of retained operations. */
export interface Removals {
  scrubbers: readonly Scrubber[];
  letGo: readonly LetGo[];
}

/** What stands in the way of sending or fetching. */
export type Obstacle =
  { kind: 'no_answer' } | { kind: 'sign_in' } | { kind: 'update' } | { kind: 'busy'; after: number | null };
