// Prints what `make prove` has kept: one line for each number of each result.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = process.argv[2] ?? 'target/prove';
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  const result = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  for (const [name, value] of Object.entries(result)) {
    console.log(`${basename(file, '.json')}.${name}`.padEnd(34), JSON.stringify(value).padStart(12));
  }
}
