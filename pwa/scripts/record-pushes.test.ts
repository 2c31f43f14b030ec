/**
 * What this version's client sends, byte for byte, for every kind of operation it can make. A recorded version is never
 * changed: servers answer it for ever (tests/tests/old_clients.rs). `RECORD=1 npx vitest run scripts` writes the
 * recording of a new version, under tests/fixtures/pushes/.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import pkg from '../package.json' with { type: 'json' };
import { record, type Recording } from './recording';

const folder = new URL(`../../tests/fixtures/pushes/${pkg.version}/`, import.meta.url);

async function write({ index, bodies }: Recording): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [file, body] of bodies) await writeFile(new URL(file, folder), body);
  await writeFile(new URL('index.json', folder), `${JSON.stringify(index, null, 2)}\n`);
}

it('this version of the app sends exactly the bytes that were recorded of it', async () => {
  const recording = await record(pkg.version);
  if (process.env.RECORD && !existsSync(folder)) await write(recording);

  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  expect(JSON.parse(await read('index.json'))).toEqual(recording.index);
  for (const [file, body] of recording.bodies) expect(await read(file), file).toBe(body);
  expect((await readdir(folder)).sort()).toEqual(['index.json', ...recording.bodies.keys()].sort());
});
