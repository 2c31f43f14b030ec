/** The server under simulation: a process of its own, which can die and be started again on the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as ask } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as later } from 'node:timers';
import type { Answer, WireRequest } from '../src/sync/ports';

export interface People {
  program: string;
  set: string;
  skills: string[];
  people: Record<string, { id: string; session: string }>;
}

/** A row as the server's own tables have it; ids are hexadecimal without dashes. */
export type Fact = Record<string, string | number | null>;
export type Facts = Record<string, Fact[]>;

const BINARY = process.env.WAYMARK_SIM_SERVER ?? join(import.meta.dirname, '../../target/debug/sim_server');
const BEGAN = 1_795_010_400_000;
const DAY = 86_400_000;

/** Makes what every run begins with. */
export async function makeTemplate(folder: string): Promise<People> {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'waymark.sqlite'), { force: true });
  const made = spawn(BINARY, ['make', folder], { stdio: 'inherit' });
  const [code] = (await once(made, 'exit')) as [number];
  if (code !== 0) throw new Error('the template could not be made');
  return JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8')) as People;
}

export class Server {
  /** Milliseconds since 1970, by the server. */
  now = BEGAN;
  boots = 0;
  /** A held write is waiting. */
  onheld = () => {};
  #process!: ChildProcess;
  #port = 0;
  #agent!: Agent;
  #replies: { resolve: (line: unknown) => void; reject: (error: Error) => void }[] = [];
  #ended!: Promise<unknown>;
  readonly #tokens = new Map<string, { token: string; until: number }>();

  constructor(
    readonly folder: string,
    readonly seed: number,
    readonly people: People,
    readonly plant: string | null,
  ) {}

  /** Begins with a copy of the template. */
  static async start(template: string, folder: string, seed: number, people: People, plant: string | null) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(template, 'waymark.sqlite'), join(folder, 'waymark.sqlite'));
    const server = new Server(folder, seed, people, plant);
    await server.#boot();
    return server;
  }

  async #boot(): Promise<void> {
    const seed = ((this.seed * 1_000 + this.boots++) >>> 0).toString();
    const planted = this.plant ? ['--plant', this.plant] : [];
    this.#process = spawn(BINARY, ['serve', this.folder, '--seed', seed, '--now', String(this.now), ...planted], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#ended = once(this.#process, 'exit');
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream });
    const ready = new Promise<unknown>((resolve, reject) => (this.#replies = [{ resolve, reject }]));
    void this.#ended.then(() => {
      for (const { reject } of this.#replies.splice(0)) reject(new Error('the server ended over an order'));
    });
    lines.on('line', (line) => {
      const said: unknown = JSON.parse(line);
      if ((said as { held?: boolean } | null)?.held === true) this.onheld();
      else this.#replies.shift()?.resolve(said);
    });
    this.#port = ((await ready) as { port: number }).port;
  }

  /** Tells the server something and resolves with what it answers. */
  order(order: Record<string, unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#replies.push({ resolve, reject });
      this.#process.stdin?.write(`${JSON.stringify(order)}\n`);
    });
  }

  async advance(ms: number): Promise<void> {
    this.now += ms;
    await this.order({ do: 'advance', ms });
  }

  async facts(): Promise<Facts> {
    return (await this.order({ do: 'facts' })) as Facts;
  }

  /** Asks as a person. Nothing where the server died over it. */
  async answer(person: string, request: WireRequest): Promise<Answer> {
    const token = await this.#token(person);
    return new Promise((resolve) => {
      const sent = ask(
        {
          port: this.#port,
          agent: this.#agent,
          method: request.method,
          path: `/api/v1${request.path}`,
          headers: {
            ...request.headers,
            authorization: `Bearer ${token}`,
            ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', () => resolve({ kind: 'no_answer' }));
          response.on('end', () =>
            resolve({
              kind: 'answer',
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              retryAfter: null,
              etag: null,
            }),
          );
        },
      );
      sent.on('error', () => resolve({ kind: 'no_answer' }));
      sent.end(request.body);
    });
  }

  async #token(person: string): Promise<string> {
    const known = this.#tokens.get(person);
    if (known && known.until > this.now) return known.token;
    const who = Object.values(this.people.people).find(({ id }) => id === person);
    const token = (await this.order({ do: 'token', person, session: who?.session })) as string;
    this.#tokens.set(person, { token, until: this.now + 500_000 });
    return token;
  }

  /** After it died of a fault: starts it again on the same data. */
  async reboot(): Promise<void> {
    await this.#ended;
    this.#agent.destroy();
    await this.#boot();
  }

  async backup(to: string): Promise<void> {
    rmSync(to, { force: true });
    await this.order({ do: 'backup', to });
  }

  /** Goes back to a backup: everything after it is forgotten, and a new epoch begins. */
  async restore(backup: string): Promise<void> {
    await this.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(join(this.folder, `waymark.sqlite${end}`), { force: true });
    copyFileSync(backup, join(this.folder, 'waymark.sqlite'));
    await this.#boot();
    await this.order({ do: 'new_epoch' });
  }

  /** Whether the process ends by itself within a moment: it may have answered before it died. */
  async diesSoon(): Promise<boolean> {
    const moment = new Promise<false>((resolve) => later(() => resolve(false), this.plant ? 5_000 : 0));
    return Promise.race([this.#ended.then(() => true), moment]);
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
    this.#agent.destroy();
  }

  /** How many days the run has lasted. */
  get days(): number {
    return (this.now - BEGAN) / DAY;
  }
}
