import { readFile } from 'node:fs/promises';
import type { Figures } from '../bench.ts';
import { figure } from './median.ts';
import { release } from './release.ts';

/** From start to the first 200 of /readyz on the demo database, and resident memory a moment later. */
export async function server(): Promise<Figures> {
  const ready: number[] = [];
  const idle: number[] = [];
  for (let run = 0; run < 9; run += 1) {
    const waymark = await release();
    ready.push(waymark.readyMs);
    await new Promise((next) => setTimeout(next, 1_000));
    const status = await readFile(`/proc/${waymark.pid}/status`, 'utf8');
    idle.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    await waymark.stop();
  }
  return { 'server.ready_ms': figure(ready, 'ms'), 'server.idle_mb': figure(idle, 'MB') };
}
