/**
 * The first load of the Give page, gzipped: what a phone must fetch before the first feedback can be written, which is
 * everything index.html names. Fails the build above the budget; what loads later is not counted.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const budgets = { js: 90 * KB, css: 15 * KB };
const told = (option: string) => process.argv.includes(option);

const dist = new URL('../dist/', import.meta.url);
const index = readFileSync(new URL('index.html', dist), 'utf8');
const named = [...index.matchAll(/(?:src|href)="\/([^"]+\.(js|css))"/g)];
const files = (kind: string) => named.filter(([, , one]) => one === kind).map(([, file]) => file ?? '');
if (files('js').length < 2) throw new Error('index.html names no script of the app.');

const size = (file: string) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const sum = (kind: string) => files(kind).reduce((total, file) => total + size(file), 0);
const sizes = { js: sum('js'), css: sum('css') };

if (told('--files'))
  for (const [, file = ''] of named) console.log(`${(size(file) / KB).toFixed(1).padStart(7)} KB  ${file}`);
if (told('--json')) console.log(JSON.stringify(sizes));
for (const kind of ['js', 'css'] as const) {
  const said = `${kind} ${(sizes[kind] / KB).toFixed(1)} KB of ${budgets[kind] / KB} KB`;
  if (sizes[kind] > budgets[kind]) {
    console.error(`Give's first load is too large: ${said}. Load something later, or leave it out.`);
    process.exitCode = 1;
  } else if (!told('--json')) {
    console.log(`Give's first load: ${said}`);
  }
}
