import { mkdir, rm } from 'node:fs/promises';
import { start, template } from './server.ts';

/** Generates the demo once; each server of the run gets a copy. */
export default async function generate(): Promise<void> {
  await rm(template, { recursive: true, force: true });
  await mkdir(template, { recursive: true });
  const server = await start(template);
  await server.stop();
}
