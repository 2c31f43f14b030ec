import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Figures } from '../bench.ts';

const pwa = resolve(import.meta.dirname, '../../../pwa');

/** How much of what identifies a patient the guard marks, and how much of what it marks does, in sentences held out. */
export function guard(): Promise<Figures> {
  const said = execFileSync('npm', ['--prefix', pwa, 'run', '-s', 'guard', '--', '--json']).toString();
  return Promise.resolve(JSON.parse(said) as Figures);
}
