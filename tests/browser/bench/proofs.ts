import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Figures } from '../bench.ts';

const kept = resolve(import.meta.dirname, '../../../target/prove');

/** Which numbers of which result of `make prove` are figures. */
const names: Record<string, string[]> = {
  'crash.json': ['kills_sqlite', 'kills_pg', 'lost'],
  'sim.json': ['seeds', 'lost', 'doubled'],
};

/** What `make prove` has kept so far; nothing is measured here. */
export async function proofs(): Promise<Figures> {
  const figures: Figures = {};
  for (const [file, wanted] of Object.entries(names)) {
    const path = resolve(kept, file);
    if (!existsSync(path)) continue;
    const result = JSON.parse(await readFile(path, 'utf8')) as Record<string, number>;
    for (const name of wanted) {
      figures[`${file.replace('.json', '')}.${name}`] = { value: result[name] ?? 0, unit: '', n: 1 };
    }
  }
  return figures;
}
