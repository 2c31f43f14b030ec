/** The demo on the real server, for as long as it is asked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../target/debug/waymark', import.meta.url));

/** Runs `use` with the address of a freshly made demo; `WAYMARK_BINARY` names another binary than the debug one. */
export async function withDemo<Answer>(use: (url: string) => Promise<Answer>): Promise<Answer> {
  const data = await mkdtemp(join(tmpdir(), 'waymark-suggest-'));
  const port = await freePort();
  const program = process.env['WAYMARK_BINARY'] ?? built;
  const child = spawn(program, ['demo', '--data', data, '--listen', `127.0.0.1:${String(port)}`], {
    env: { ...process.env, WAYMARK_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((ready, failed) => {
      let said = '';
      child.once('error', () =>
        failed(new Error(`${program} does not start; build it, or name one in WAYMARK_BINARY`)),
      );
      child.once('exit', () => failed(new Error(`${program} ended before it was ready`)));
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Waymark is at')) ready();
      });
    });
    return await use(`http://127.0.0.1:${String(port)}`);
  } finally {
    if (child.exitCode === null && child.pid !== undefined) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
