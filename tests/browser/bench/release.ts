import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { start, type Waymark } from '../support/server.ts';

/** The release binary, or another one to compare with. */
const program = process.env.WAYMARK_BENCH_BINARY ?? resolve(import.meta.dirname, '../../../target/release/waymark');
let data: string | undefined;

/** The release binary on the demo database, which is generated once. */
export async function release(): Promise<Waymark> {
  if (data === undefined) {
    data = await mkdtemp(join(tmpdir(), 'waymark-bench-'));
    const first = await start(data, {}, program);
    await first.stop();
  }
  return start(data, {}, program);
}
