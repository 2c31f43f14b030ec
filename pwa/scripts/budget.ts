/**
 * The first load of the Give page, gzipped: what a phone must fetch before the first feedback can be written. Fails the
 * build above the budget. Counted is everything the page's scripts import, directly or not; what loads later is not.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const budgets = { js: 90 * KB, css: 15 * KB };
const entries = ['index.html']; // Give is part of it

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8')) as Record<string, Chunk>;

const js = new Set<string>(['theme.js']);
const css = new Set<string>();
const seen = new Set<string>();
function take(key: string): void {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no ${key}.`);
  if (seen.has(key)) return;
  seen.add(key);
  js.add(chunk.file);
  for (const file of chunk.css ?? []) css.add(file);
  for (const other of chunk.imports ?? []) take(other);
}
entries.forEach(take);

const size = (file: string) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const sum = (files: Set<string>) => [...files].reduce((total, file) => total + size(file), 0);
const sizes = { js: sum(js), css: sum(css) };

if (process.argv.includes('--files')) {
  for (const file of [...js, ...css]) console.log(`${(size(file) / KB).toFixed(1).padStart(7)} KB  ${file}`);
}
if (process.argv.includes('--json')) console.log(JSON.stringify(sizes));
for (const kind of ['js', 'css'] as const) {
  const said = `${kind} ${(sizes[kind] / KB).toFixed(1)} KB of ${budgets[kind] / KB} KB`;
  if (sizes[kind] > budgets[kind]) {
    console.error(`Give's first load is too large: ${said}. Load something later, or leave it out.`);
    process.exitCode = 1;
  } else if (!process.argv.includes('--json')) {
    console.log(`Give's first load: ${said}`);
  }
}
