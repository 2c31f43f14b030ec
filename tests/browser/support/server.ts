import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The binary under test: the one `make test` built, or the release one. */
export const binary = process.env.WAYMARK_BINARY ?? join(root, 'target/debug/waymark');

/** Where the demo is generated once for a whole run. */
export const template = join(root, 'target/browser-demo');

export interface Waymark {
  url: string;
  data: string;
  pid: number;
  /** Milliseconds from start to ready. */
  readyMs: number;
  /** Everything it has printed. */
  said: () => string;
  stop: () => Promise<void>;
}

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `waymark demo` in `data` and waits until it is ready. */
export async function start(
  data: string,
  env: Record<string, string> = {},
  program: string = binary,
): Promise<Waymark> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(program, ['demo', '--data', data, '--listen', `127.0.0.1:${port}`], {
    env: { ...process.env, WAYMARK_LOG: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://localhost:${port}`;
  await ready(child, url, () => said);
  return {
    url,
    data,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    said: () => said,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Starts the server on a copy of the generated demo, or on the offered PostgreSQL; mail goes into the folder `mail` of its data. */
export async function startDemo(database: 'sqlite' | 'postgres'): Promise<Waymark> {
  const data = await mkdtemp(join(tmpdir(), 'waymark-browser-'));
  const url = process.env.WAYMARK_TEST_POSTGRES_URL;
  const env: Record<string, string> =
    database === 'postgres' && url ? { DATABASE_URL: url, WAYMARK_SECRET: 'x'.repeat(43) } : {};
  env.WAYMARK_MAIL_FOLDER = join(data, 'mail');
  if (database === 'sqlite') await cp(template, data, { recursive: true });
  const server = await start(data, env);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Resolves at the first 200 of /readyz; says what the server said where it ends first. */
async function ready(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`waymark ended with ${child.exitCode}:\n${said()}`);
    if (Date.now() > deadline) throw new Error(`waymark was not ready in time:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 5)); // a port cannot be awaited otherwise
  }
}
