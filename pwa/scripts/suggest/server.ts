/** The demo on the real server, for as long as it is asked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../target/debug/waymark', import.meta.url));

/** Runs `use` with the address of a freshly made demo; `WAYMARK_BINARY` names another binary than the debug one. */
export async function withDemo<Answer>(use: (url: string) => Promise<Answer>): Promise<Answer> {
  const data = await mkdtemp(join(tmpdir(), 'waymark-suggest-'));
  const program = process.env['WAYMARK_BINARY'] ?? built;
  const child = spawn(program, ['demo', '--data', data, '--listen', '127.0.0.1:0'], {
    env: { ...process.env, WAYMARK_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((ready, failed) => {
      let said = '';
      child.once('error', () =>
        failed(new Error(`${program} does not start; build it, or name one in WAYMARK_BINARY`)),
      );
      child.once('exit', () => failed(new Error(`${program} ended before it was ready`)));
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const at = /Waymark is at (\S+)\s/.exec(said)?.[1];
        if (at) ready(at);
      });
    });
    return await use(url);
  } finally {
    if (child.exitCode === null && child.pid !== undefined) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(data, { recursive: true, force: true });
  }
}
