import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Figures } from '../bench.ts';

const root = resolve(import.meta.dirname, '../../..');

/**
 * Pushes and pulls, beside a bare service and on PostgreSQL, by `tests/src/bin/bench_sync`. PostgreSQL runs as durably
 * as SQLite does. An hour is far beyond what it takes.
 */
export async function sync(): Promise<Figures> {
  const script =
    'exec bash scripts/with-postgres.sh bash -c \'WAYMARK_BENCH_POSTGRES=$WAYMARK_TEST_POSTGRES exec target/release/bench_sync\'';
  const running = promisify(execFile)('bash', ['-c', script], {
    cwd: root,
    env: { ...process.env, WAYMARK_POSTGRES_DURABLE: '1' },
    timeout: 3_600_000,
  });
  running.child.stderr?.pipe(process.stderr);
  const { stdout } = await running;
  return JSON.parse(stdout) as Figures;
}
