import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Figures } from '../bench.ts';

const root = resolve(import.meta.dirname, '../../..');

/** How fast reports of a program are after five years, by `tests/src/bin/bench_report`. */
export async function reports(): Promise<Figures> {
  const running = promisify(execFile)('target/release/bench_report', [], { cwd: root, timeout: 1_800_000 });
  running.child.stderr?.pipe(process.stderr);
  const { stdout } = await running;
  return JSON.parse(stdout) as Figures;
}
