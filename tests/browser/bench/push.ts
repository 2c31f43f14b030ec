import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Figures } from '../bench.ts';

const root = resolve(import.meta.dirname, '../../..');

/** How soon a push message is handed over, and how fast ten thousand are, by `tests/src/bin/bench_push`. */
export async function push(): Promise<Figures> {
  const running = promisify(execFile)('target/release/bench_push', [], { cwd: root, timeout: 1_800_000 });
  running.child.stderr?.pipe(process.stderr);
  const { stdout } = await running;
  return JSON.parse(stdout) as Figures;
}
