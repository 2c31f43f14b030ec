import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Figures } from '../bench.ts';
import { release } from './release.ts';

const pwa = resolve(import.meta.dirname, '../../../pwa');

/** How often the wanted skill is among the first five, replayed on the demo by `npm run suggest`. */
export async function suggest(): Promise<Figures> {
  const waymark = await release();
  const command = ['--prefix', pwa, 'run', '-s', 'suggest', '--', '--url', waymark.url, '--json'];
  const { stdout } = await promisify(execFile)('npm', command);
  await waymark.stop();
  return JSON.parse(stdout) as Figures;
}
