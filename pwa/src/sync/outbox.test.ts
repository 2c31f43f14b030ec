import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heldBackForUndo, UNDO_MS } from './outbox';

/** Every file of the app but tests. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(ts|svelte)$/.test(file.name) && !/testing|\.test\./.test(file.name))
    .map((file) => join(file.parentPath, file.name));
}

it('a row leaves the outbox in three functions, all in outbox.ts', () => {
  const leaving = sources(join(import.meta.dirname, '..')).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/outbox\b[\s\S]{0,80}?\.(delete|bulkDelete|clear)\(/g)].map(() =>
      file.endsWith('sync/outbox.ts') ? 'outbox.ts' : file,
    ),
  );

  expect(leaving).toEqual(['outbox.ts', 'outbox.ts', 'outbox.ts']);
});

it('Undo holds a save back for ten seconds, whatever the clock does', () => {
  const row = { savedAt: 1_000_000, undoUntil: 1_000_000 + UNDO_MS };

  expect(heldBackForUndo(row, 1_000_000)).toBe(true);
  expect(heldBackForUndo(row, 1_000_000 + UNDO_MS)).toBe(false);
  expect(heldBackForUndo(row, 5)).toBe(false); // the clock jumped back
  expect(heldBackForUndo({ ...row, undoUntil: 9_000_000 }, 1_000_000)).toBe(false);
  expect(heldBackForUndo({ ...row, undoUntil: 0 }, 1_000_000)).toBe(false);
});
