/**
 * What must be fetched before the first word can be written, gzipped: of the Give page everything index.html names, of
 * the page for raters its html and everything it names. Fails the build above a budget; what loads later is not counted.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const told = (option: string) => process.argv.includes(option);

const dist = new URL('../dist/', import.meta.url);
const size = (file: string) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const sum = (files: readonly string[]) => files.reduce((total, file) => total + size(file), 0);

/** The files a page names, by kind. */
function namedBy(page: string) {
  const named = [...readFileSync(new URL(page, dist), 'utf8').matchAll(/(?:src|href)="\/([^"]+\.(js|css))"/g)];
  const of = (kind: string) => named.flatMap(([, file = '', one]) => (one === kind ? [file] : []));
  if (of('js').length === 0) throw new Error(`${page} names no script.`);
  return { js: of('js'), css: of('css') };
}

const give = namedBy('index.html');
const rater = namedBy('rater.html');
const pages = [
  { page: 'Give’s first load', of: 'js', files: give.js, budget: 90 * KB },
  { page: 'Give’s first load', of: 'css', files: give.css, budget: 15 * KB },
  { page: 'The raters’ page', of: 'all', files: ['rater.html', ...rater.js, ...rater.css], budget: 50 * KB },
];

if (told('--files'))
  for (const file of pages.flatMap(({ files }) => files))
    console.log(`${(size(file) / KB).toFixed(1).padStart(7)} KB  ${file}`);
if (told('--json'))
  console.log(JSON.stringify({ js: sum(give.js), css: sum(give.css), rater: sum(pages[2]?.files ?? []) }));
for (const { page, of, files, budget } of pages) {
  const said = `${page}: ${of} ${(sum(files) / KB).toFixed(1)} KB of ${String(budget / KB)} KB`;
  if (sum(files) > budget) {
    console.error(`Too large. ${said}. Load something later, or leave it out.`);
    process.exitCode = 1;
  } else if (!told('--json')) {
    console.log(said);
  }
}
