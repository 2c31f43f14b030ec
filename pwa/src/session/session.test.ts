import { expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../api/send';
import { DeviceMemory, type Shelf } from './memory';
import { SessionOf } from './person';
import { DeviceSession, type TokenMessage } from './session';

const cole = { id: 'cole', given_name: 'Cole', family_name: 'Reyes', email: 'cole@clinic.test' };
const dana = { id: 'dana', given_name: 'Dana', family_name: 'Okoro', email: 'dana@clinic.test' };
const clinic = { id: 'p1', name: 'Medicine', time_zone: 'America/New_York', institution: 'General' };
const memberships = [{ program: clinic, roles: ['faculty'], training_year: null, profession: null }];

/** A server with one cookie jar, as a device has it. */
class Sessions {
  cookie: typeof cole | null = null;
  revoked = false;
  tokens = new Map<string, string>();
  refreshes = 0;
  requests: HttpRequest[] = [];
  network: 'up' | 'down' | 'portal' = 'up';
  #made = 0;

  send = async (request: HttpRequest): Promise<HttpResponse> => {
    this.requests.push(request);
    await Promise.resolve();
    if (this.network === 'down') throw new TypeError('Failed to fetch');
    if (this.network === 'portal') return text(200, '<html>Accept our terms</html>');
    switch (`${request.method} ${request.path}`) {
      case 'POST /api/v1/session': {
        const { email, password } = JSON.parse(request.body ?? '{}') as { email: string; password: string };
        const person = [cole, dana].find((one) => one.email === email);
        if (!person || password !== 'right') return problem(401, 'wrong_credentials');
        this.cookie = person;
        this.revoked = false;
        return this.#session();
      }
      case 'POST /api/v1/session/refresh':
        this.refreshes += 1;
        if (this.revoked) return problem(401, 'session_revoked');
        return this.cookie ? this.#session() : problem(401, 'no_session');
      case 'DELETE /api/v1/session':
        if (!this.#who(request)) return problem(401, 'no_session');
        this.cookie = null;
        return text(204, '');
      default: {
        const who = this.#who(request);
        return who ? text(200, JSON.stringify({ who })) : problem(401, 'token_expired');
      }
    }
  };

  /** Every access token runs out. */
  expire(): void {
    this.tokens.clear();
  }

  #who(request: HttpRequest): string | undefined {
    return this.tokens.get(request.headers?.Authorization?.replace('Bearer ', '') ?? '');
  }

  #session(): HttpResponse {
    const person = this.cookie ?? cole;
    const access_token = `token-${++this.#made}`;
    this.tokens.set(access_token, person.id);
    return text(200, JSON.stringify({ access_token, expires_in: 600, person, memberships, demo: false }));
  }
}

function text(status: number, body: string): HttpResponse {
  return { status, text: body, header: () => null };
}

function problem(status: number, code: string): HttpResponse {
  return text(status, JSON.stringify({ type: 'about:blank', title: code, status, code, request_id: 'r' }));
}

/** What all tabs of a device share. */
class Browser {
  readonly kept = new Map<string, string>();
  readonly shelf: Shelf = {
    getItem: (key) => this.kept.get(key) ?? null,
    setItem: (key, value) => void this.kept.set(key, value),
  };
  #held: Promise<unknown> = Promise.resolve();
  #ears: ((message: TokenMessage) => void)[] = [];

  constructor(readonly server: Sessions) {}

  tab(): DeviceSession {
    return new DeviceSession({
      send: this.server.send,
      memory: new DeviceMemory(this.shelf, () => 'device-1'),
      withLock: (_name, run) => {
        const next = this.#held.then(run, run);
        this.#held = next.catch(() => undefined);
        return next;
      },
      channel: {
        post: (message) => this.#ears.forEach((hear) => hear(message)),
        listen: (hear) => this.#ears.push(hear),
      },
      label: 'Chrome on Android',
    });
  }
}

const here = async () => {
  const server = new Sessions();
  const browser = new Browser(server);
  const tab = browser.tab();
  await tab.signIn(cole.email, 'right');
  return { server, browser, tab };
};

const ping = { method: 'GET', path: '/ping' } as const;

it('Cole signs in with a password, and the device says which it is', async () => {
  const { server, tab } = await here();

  expect(tab.state.get()).toMatchObject({ account: { person: cole }, signInToSend: false });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
    device: 'device-1',
    device_label: 'Chrome on Android',
  });
});

it('the access token is never stored', async () => {
  const { browser } = await here();

  expect([...browser.kept.values()].join()).not.toContain('token-');
});

it('the app opens offline for whom the device remembers', async () => {
  const { server, browser } = await here();
  server.network = 'down';

  const later = browser.tab();

  expect(later.state.get().account?.person).toEqual(cole);
  expect(await later.ask('cole', ping)).toEqual({ kind: 'no_answer' });
  expect(later.state.get()).toMatchObject({ account: { person: cole }, signInToSend: false });
});

it('a wrong password says so and changes nothing', async () => {
  const server = new Sessions();
  const tab = new Browser(server).tab();

  const reply = await tab.signIn(cole.email, 'wrong');

  expect(reply).toMatchObject({ status: 401, code: 'wrong_credentials' });
  expect(tab.state.get().account).toBeNull();
});

it.each(['down', 'portal'] as const)('no answer (%s) ever signs anybody out', async (network) => {
  const { server, tab } = await here();
  server.expire();
  server.network = network;

  const answer = await tab.ask('cole', ping);

  expect(answer.kind === 'no_answer' || (answer.kind === 'answer' && answer.status === 200)).toBe(true);
  expect(tab.state.get()).toMatchObject({ account: { person: cole }, signInToSend: false });
});

it('a token that has run out is refreshed once, and the request made again', async () => {
  const { server, tab } = await here();
  server.expire();

  const answer = await tab.ask('cole', ping);

  expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  expect(server.refreshes).toBe(1);
});

it('two tabs and many requests need one refresh', async () => {
  const { server, browser, tab } = await here();
  const other = browser.tab();
  server.expire();

  const answers = await Promise.all([1, 2, 3].flatMap(() => [tab.ask('cole', ping), other.ask('cole', ping)]));

  expect(answers.every((answer) => answer.kind === 'answer' && answer.status === 200)).toBe(true);
  expect(server.refreshes).toBe(1);
});

it('only the server’s own verdict ends a session, and then everything stays open', async () => {
  const { server, tab } = await here();
  server.expire();
  server.revoked = true;

  expect(await tab.ask('cole', ping)).toEqual({ kind: 'sign_in' });

  expect(tab.state.get()).toMatchObject({ account: { person: cole }, signInToSend: true });
  await tab.signIn(cole.email, 'right');
  expect(tab.state.get().signInToSend).toBe(false);
});

it('Cole’s work is never sent under Dana’s session', async () => {
  const { server, browser, tab } = await here();
  server.cookie = dana; // Dana signed in with the same cookie jar
  server.expire();

  expect(await tab.ask('cole', ping)).toEqual({ kind: 'sign_in' });
  expect(tab.state.get().account?.person).toEqual(cole);
  expect(browser.kept.size).toBe(1);
});

it('two people use one phone one after the other, and each finds what is theirs', async () => {
  const { browser, tab } = await here();
  const memory = new DeviceMemory(browser.shelf, () => 'device-1');
  memory.changePerson('cole', { waiting: 2 });

  await tab.signOut();
  await tab.signIn(dana.email, 'right');

  const { current, people } = new DeviceMemory(browser.shelf, () => 'x').get();
  expect(current).toBe('dana');
  expect(people.cole).toMatchObject({ waiting: 2, person: cole });
});

it('signing out without a network is finished when there is one', async () => {
  const { server, browser, tab } = await here();
  server.network = 'down';
  await tab.signOut();
  expect(tab.state.get().account).toBeNull();
  expect(server.cookie).toEqual(cole);

  server.network = 'up';
  const later = browser.tab();
  await later.finishEnding();

  expect(server.cookie).toBeNull();
  expect(later.state.get().account).toBeNull();
});

it('signing out in one tab is followed by the others', async () => {
  const { browser, tab } = await here();
  const other = browser.tab();
  await tab.signOut();

  other.follow();

  expect(other.state.get().account).toBeNull();
});

it('what another tab notes in passing changes nothing about this one’s session', async () => {
  const { server, browser, tab } = await here();
  server.expire();
  server.revoked = true;
  await tab.ask('cole', ping);
  new DeviceMemory(browser.shelf, () => 'x').changePerson('cole', { waiting: 3 });

  tab.follow();

  expect(tab.state.get()).toMatchObject({ account: { waiting: 3 }, signInToSend: true });
});

it('a device that remembers nobody while a session stands had its storage cleared', async () => {
  const { browser } = await here();
  browser.kept.clear();

  const memory = new DeviceMemory(browser.shelf, () => 'device-2');
  expect(memory.wasEmpty).toBe(true);
  const tab = browser.tab();
  expect(await tab.recover()).toBe(true);
  expect(tab.state.get().account?.person).toEqual(cole);
});

it('storage that refuses to keep anything is no reason to fail', () => {
  const refusing: Shelf = {
    getItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('no', 'QuotaExceededError');
    },
  };

  const memory = new DeviceMemory(refusing, () => 'device-3');
  memory.change({ current: null });

  expect(memory.get().device).toBe('device-3');
});

it('pages ask under one person’s name and never see a rejection', async () => {
  const { server, tab } = await here();
  const session = new SessionOf(cole, tab);
  expect(session.program).toEqual(clinic);
  expect(session.roles).toEqual(['faculty']);
  expect(await session.fetch('GET', '/ping')).toMatchObject({ status: 200, body: { who: 'cole' } });

  server.network = 'down';
  expect(await session.fetch('GET', '/ping')).toMatchObject({ status: 0 });
  server.network = 'portal';
  expect(await session.fetch('GET', '/ping')).toMatchObject({ status: 0 });
});
