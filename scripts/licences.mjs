// Every dependency, of Rust and of the web app, is under a licence we may ship and comes from its registry.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const fine = new Set([
  'MIT', 'MIT-0', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MPL-2.0',
  '0BSD', 'Zlib', 'Unicode-3.0', 'Unicode-DFS-2016', 'CC0-1.0', 'Unlicense', 'BlueOak-1.0.0', 'CDLA-Permissive-2.0',
  'BSL-1.0', 'CC-BY-4.0', 'Python-2.0',
]);

/** Said by the package's LICENSE file only. */
const saidInWords = { 'parse-cache-control 1.0.1': 'BSD-3-Clause' };

/** Whether an SPDX expression can be satisfied by licences of the list. */
function allowed(expression) {
  const either = expression.replaceAll('/', ' OR ').split(/\s+OR\s+/);
  return either.some((part) =>
    part.replaceAll(/[()]/g, '').split(/\s+AND\s+/).every((one) => fine.has(one.trim())),
  ) || allAlternatives(expression);
}

/** `(A OR B) AND C`: each group needs one of the list. */
function allAlternatives(expression) {
  return expression.split(/\s+AND\s+/).every((group) =>
    group.replaceAll(/[()]/g, '').split(/\s+OR\s+/).some((one) => fine.has(one.trim())),
  );
}

const bad = [];
let seen = 0;

const { packages } = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version', '1', '--locked'], { maxBuffer: 1 << 28 }).toString(),
);
for (const { name, version, license, source } of packages) {
  seen += 1;
  if (source === null) continue; // our own
  if (!source.startsWith('registry+')) bad.push(`${name} ${version}: comes from ${source}`);
  if (!license || !allowed(license)) bad.push(`${name} ${version}: ${license ?? 'no licence'}`);
}

for (const place of ['pwa', 'tests/browser']) {
  const lock = JSON.parse(readFileSync(new URL(`../${place}/package-lock.json`, import.meta.url), 'utf8'));
  for (const [path, { license, version }] of Object.entries(lock.packages)) {
    if (path === '') continue;
    seen += 1;
    const name = `${path.replace(/.*node_modules\//, '')} ${version}`;
    const licence = license ?? saidInWords[name];
    if (!licence || !allowed(licence)) bad.push(`${place}: ${name}: ${licence ?? 'no licence'}`);
  }
}

for (const line of bad) console.error(line);
console.log(`${seen} packages, ${bad.length} that may not be shipped`);
process.exit(bad.length === 0 ? 0 : 1);
