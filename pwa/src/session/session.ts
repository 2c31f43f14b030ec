/**
 * Who is signed in on this device.
 *
 * - The access token lives in memory only; the refresh cookie is the browser's.
 * - No missing answer ever signs a person out. Only the server's own verdict does, and then everything stays readable
 *   and writable, and the app says "sign in to send".
 * - A session that turns out to be somebody else's is never used for this person's requests.
 */
import { API, retryAfter, type HttpRequest, type HttpResponse, type Send } from '../api/send';
import { Writable, type Readable } from '../lib/readable';
import type { Answer, WireRequest, WithLock } from '../sync/ports';
import { readSession, type Membership, type Person, type ProgramInfo, type SessionBody } from './account';
import type { DeviceMemory, RememberedPerson } from './memory';
import { codeOf } from '../sync/decode';
import { noReply, reply, type Reply } from './reply';

export type { Account, Membership, Person, ProgramInfo } from './account';
export type { Reply } from './reply';

/** What pages see of the session. */
export interface PersonSession {
  readonly person: Person;
  readonly memberships: readonly Membership[];
  readonly demo: boolean;
  /** The program whose pages are shown; the first one unless the person chose another. */
  readonly program: ProgramInfo | null;
  /** The roles in that program. */
  readonly roles: Membership['roles'];
  /** An online request under `/api/v1`, with the access token. Never rejects: no network is status 0. */
  fetch<T = unknown>(method: WireRequest['method'], path: string, body?: unknown): Promise<Reply<T>>;
}

export interface SessionState {
  /** Who is signed in on this device, or nobody. */
  account: RememberedPerson | null;
  /** The server ended the session: sign in to send. */
  signInToSend: boolean;
}

/** Tabs tell each other of a fresh token, so that one refresh serves them all. It is never stored. */
export interface TokenChannel {
  post(message: TokenMessage): void;
  listen(hear: (message: TokenMessage) => void): void;
}
export interface TokenMessage {
  person: string;
  token: string;
}

export interface DemoPerson {
  email: string;
  name: string;
  role: string;
  note: string;
}

/** Every demo person's. */
export const DEMO_PASSWORD = 'waymark-demo';

export interface SessionPorts {
  send: Send;
  memory: DeviceMemory;
  withLock: WithLock;
  channel: TokenChannel;
  /** What this device is called in the list of sessions. */
  label: string;
}

/** The server's words for a session that is over. */
const OVER = ['no_session', 'session_revoked'];

type Refreshed = 'ok' | 'sign_in' | 'no_answer';

export class DeviceSession {
  readonly #ports: SessionPorts;
  readonly #state: Writable<SessionState>;
  #token: TokenMessage | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#state = new Writable<SessionState>({ account: this.#current(), signInToSend: false });
    ports.channel.listen((message) => {
      if (message.person !== this.#ports.memory.get().current) return;
      this.#token = message;
      this.#say({ signInToSend: false });
    });
  }

  get state(): Readable<SessionState> {
    return this.#state;
  }

  /** Another tab wrote what is remembered: follow it where somebody else, or nobody, is signed in now. */
  follow(): void {
    const before = this.#current()?.person.id;
    this.#ports.memory.reload();
    const now = this.#current()?.person.id;
    if (now !== this.#token?.person) this.#token = null;
    this.#say(now === before ? {} : { signInToSend: false });
  }

  /** Signs in by password. */
  async signIn(email: string, password: string): Promise<Reply> {
    const { memory, label } = this.#ports;
    return this.#begin('/session', { email, password, device: memory.get().device, device_label: label });
  }

  /** The demo's people, for signing in with one tap; 404 wherever this is not a demo. */
  async demoPeople(): Promise<Reply<{ people: DemoPerson[] }>> {
    return (await this.#plain('GET', '/demo/people')) as Reply<{ people: DemoPerson[] }>;
  }

  /** Asks for a code by mail. The answer is the same for people the server does not know. */
  async askForCode(email: string): Promise<Reply> {
    return this.#plain('POST', '/session/code', { email });
  }

  /** Sets a password with a code, and signs in. */
  async setPassword(email: string, code: string, newPassword: string): Promise<Reply> {
    return this.#begin('/session/password', { email, code, new_password: newPassword });
  }

  /** Somebody's session may still stand in the cookie of a device that remembers nobody; answers whether it did. */
  async recover(): Promise<boolean> {
    const session = await this.#askForSession();
    if (typeof session === 'string') return false;
    this.#ports.memory.recovered = true;
    this.#signedIn(session);
    return true;
  }

  /** Ends the session here. Nothing this person saved is touched. */
  async signOut(): Promise<void> {
    const { memory } = this.#ports;
    const person = memory.get().current;
    const answer = person && (await this.ask(person, { method: 'DELETE', path: '/session' }));
    const told = answer && (answer.kind === 'sign_in' || (answer.kind === 'answer' && answer.status === 204));
    memory.change({ current: null, ending: !told });
    this.#token = null;
    this.#state.set({ account: null, signInToSend: false });
  }

  /** Tells the server of a sign-out that happened without a network. */
  async finishEnding(): Promise<void> {
    const { memory } = this.#ports;
    if (!memory.get().ending || memory.get().current !== null) return;
    const session = await this.#askForSession();
    if (session === 'no_answer') return;
    if (session !== 'sign_in') {
      const ended = await this.#exchange({ method: 'DELETE', path: '/session' }, session.access_token);
      if (ended?.status !== 204) return;
    }
    memory.change({ ending: false });
  }

  /** Chooses the program whose pages are shown. */
  choose(program: string): void {
    const { memory } = this.#ports;
    const person = memory.get().current;
    if (person === null) return;
    memory.changePerson(person, { program });
    this.#say({});
  }

  /** Asks the server as `person`; refreshes the token once where it has run out. Never rejects. */
  async ask(person: string, request: WireRequest): Promise<Answer> {
    let token = this.#tokenOf(person);
    if (token === null) {
      const refreshed = await this.#refresh(person, null);
      if (refreshed !== 'ok') return { kind: refreshed };
      token = this.#tokenOf(person);
    }
    let answer = await this.#exchange(request, token);
    if (answer?.status === 401 && codeOf(answer.text) !== undefined) {
      const refreshed = await this.#refresh(person, token);
      if (refreshed !== 'ok') return { kind: refreshed };
      answer = await this.#exchange(request, this.#tokenOf(person));
    }
    if (!answer) return { kind: 'no_answer' };
    const { status, text } = answer;
    return { kind: 'answer', status, text, retryAfter: retryAfter(answer), etag: answer.header('etag') };
  }

  /** A fresh or still good access token for the event stream; null when there is none to be had now. */
  async token(person: string, stale: string | null): Promise<string | null> {
    const held = this.#tokenOf(person);
    if (held !== null && held !== stale) return held;
    return (await this.#refresh(person, stale)) === 'ok' ? this.#tokenOf(person) : null;
  }

  /** One refresh at a time over all tabs; whoever waited for another's uses what that one brought. */
  async #refresh(person: string, stale: string | null): Promise<Refreshed> {
    return this.#ports.withLock('waymark-refresh', async () => {
      const held = this.#tokenOf(person);
      if (held !== null && held !== stale) return 'ok';
      if (this.#state.get().signInToSend) return 'sign_in'; // said once; it holds until somebody signs in
      const session = await this.#askForSession();
      if (session === 'no_answer') return 'no_answer';
      if (session === 'sign_in' || session.person.id !== person) {
        // either the server's verdict, or the cookie is by now somebody else's
        this.#token = null;
        this.#say({ signInToSend: true });
        return 'sign_in';
      }
      this.#signedIn(session);
      return 'ok';
    });
  }

  async #askForSession(): Promise<SessionBody | 'sign_in' | 'no_answer'> {
    const answer = await this.#exchange({ method: 'POST', path: '/session/refresh' }, null);
    if (answer?.status === 401 && OVER.includes(codeOf(answer.text) ?? '')) return 'sign_in';
    return (answer?.status === 200 && readSession(answer.text)) || 'no_answer';
  }

  async #begin(path: string, body: unknown): Promise<Reply> {
    const answer = await this.#exchange({ method: 'POST', path, body: JSON.stringify(body) }, null);
    const session = answer?.status === 200 ? readSession(answer.text) : null;
    if (session) this.#signedIn(session);
    if (!answer || (answer.status === 200 && !session)) return noReply;
    return reply(answer.status, answer.text, retryAfter(answer));
  }

  #signedIn({ access_token, ...account }: SessionBody): void {
    const { memory, channel } = this.#ports;
    memory.reload(); // another tab may have written since
    const { people } = memory.get();
    const known = people[account.person.id];
    const remembered = { program: known?.program ?? null, waiting: known?.waiting ?? 0, ...account };
    memory.change({
      current: account.person.id,
      people: { ...people, [account.person.id]: remembered },
      ending: false,
    });
    this.#token = { person: account.person.id, token: access_token };
    channel.post(this.#token);
    this.#say({ signInToSend: false });
  }

  async #plain(method: string, path: string, body?: unknown): Promise<Reply> {
    const request = { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await this.#exchange(request, null);
    return answer ? reply(answer.status, answer.text, retryAfter(answer)) : noReply;
  }

  async #exchange(request: HttpRequest, token: string | null): Promise<HttpResponse | null> {
    const headers: Record<string, string> = { ...request.headers };
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    if (request.body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await this.#ports.send({ ...request, path: API + request.path, headers });
    } catch {
      return null;
    }
  }

  #tokenOf(person: string): string | null {
    return this.#token?.person === person ? this.#token.token : null;
  }

  #current(): RememberedPerson | null {
    const { current, people } = this.#ports.memory.get();
    return (current !== null && people[current]) || null;
  }

  #say(change: Partial<SessionState>): void {
    this.#state.set({ ...this.#state.get(), account: this.#current(), ...change });
  }
}
