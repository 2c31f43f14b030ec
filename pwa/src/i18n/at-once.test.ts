import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { atOnce } from './at-once';
import { en } from './en';
import { lists } from './lists';

const IMPORT = /(?:import|export)\s(?!type\b)[^'";]*?from\s*'(\.[^']+)'|import\s+'(\.[^']+)'/g;
const LAZY = [/\/i18n\/en\.ts$/];

/** Every file of ours that the first load brings: what main.ts imports without `import()`. */
function firstLoad(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || LAZY.some((pattern) => pattern.test(file)) || file.endsWith('.css')) return seen;
  seen.add(file);
  for (const [, from, bare] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const base = resolve(dirname(file), from ?? bare ?? '');
    const found = [base, `${base}.ts`, `${base}.svelte.ts`, `${base}/index.ts`].find(exists);
    if (found) firstLoad(found, seen);
  }
  return seen;
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Messages that a file names, whole or by how they begin, and that are not among `here`. */
function missing(file: string, here: object): string[] {
  const code = readFileSync(file, 'utf8');
  const named = [...code.matchAll(/'([a-z_]+\.[a-z0-9_.]+)'/g)].map(([, key = '']) => key);
  const begun = [...code.matchAll(/`([a-z_]+\.[a-z0-9_.]*)\$\{/g)].map(([, begin = '']) => begin);
  return Object.keys(en)
    .filter((key) => !(key in here) && (named.includes(key) || begun.some((begin) => key.startsWith(begin))))
    .map((key) => `${key} in ${file}`);
}

const src = (file: string) => resolve(import.meta.dirname, '..', file);
const ours = (files: Iterable<string>) => [...files].filter((file) => !file.includes('/i18n/'));

it('every message the first load says comes with it', () => {
  const files = ours(firstLoad(src('main.ts')));
  expect(files.some((file) => file.endsWith('Give.svelte'))).toBe(true);

  expect(files.flatMap((file) => missing(file, atOnce))).toEqual([]);
});

it('every message Inbox and Plans say comes with them', () => {
  const pages = ['features/inbox/Inbox.svelte', 'features/plans/Plans.svelte'];
  const files = ours(pages.reduce((seen, page) => firstLoad(src(page), seen), new Set<string>()));
  expect(files.some((file) => file.endsWith('PlanRowItem.svelte'))).toBe(true);

  expect(files.flatMap((file) => missing(file, { ...atOnce, ...lists }))).toEqual([]);
});

it('no message is left empty, and every brace is closed', () => {
  for (const [key, message] of Object.entries(en)) {
    expect(message.trim(), key).not.toBe('');
    expect(message.replaceAll(/\{\w+(\|[^|}]*\|[^}]*)?\}/g, ''), key).not.toMatch(/[{}]/);
  }
});
