import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { atOnce } from './at-once';
import { en } from './en';

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

it('every message the first load says comes with it', () => {
  const files = [...firstLoad(resolve(import.meta.dirname, '../main.ts'))];
  expect(files.some((file) => file.endsWith('Give.svelte'))).toBe(true);

  const missing = files
    .filter((file) => !file.includes('/i18n/'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'([a-z_]+\.[a-z0-9_.]+)'/g)]
        .map(([, key]) => key ?? '')
        .filter((key) => key in en && !(key in atOnce))
        .map((key) => `${key} in ${file}`),
    );

  expect(missing).toEqual([]);
});

it('no message is left empty, and every brace is closed', () => {
  for (const [key, message] of Object.entries(en)) {
    expect(message.trim(), key).not.toBe('');
    expect(message.replaceAll(/\{\w+(\|[^|}]*\|[^}]*)?\}/g, ''), key).not.toMatch(/[{}]/);
  }
});
