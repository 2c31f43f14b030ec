import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { english } from '../en/english';
import { corpus } from './corpus';
import { measure } from './measure';

const all = corpus();
const heldOut = all.filter((comment) => comment.heldOut);

it('there are enough comments, none twice, about half of them held out', () => {
  expect(all.length).toBeGreaterThanOrEqual(400);
  expect(new Set(all.map(({ text }) => text.toLowerCase())).size).toBe(all.length);
  expect(heldOut.length / all.length).toBeGreaterThan(0.45);
  expect(heldOut.length / all.length).toBeLessThan(0.55);
});

it('a suggestion is linked only where there is one, and to something seen', () => {
  for (const { lit, text } of all) expect(lit.linked && !(lit.suggestion && lit.behaviour), text).toBe(false);
});

it('the rules light the marks of comments they were not written from', () => {
  const { behaviour, context, suggestion } = measure(heldOut, english);

  expect(behaviour.f1).toBeGreaterThanOrEqual(0.8);
  expect(context.f1).toBeGreaterThanOrEqual(0.8);
  expect(suggestion.f1).toBeGreaterThanOrEqual(0.85);
});

it('no page of the app brings the comments with it', () => {
  const source = resolve(import.meta.dirname, '../../../..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name) && !name.includes('coach/corpus/'),
  );
  expect(files.length).toBeGreaterThan(200);

  const users = files.filter((name) => readFileSync(join(source, name), 'utf8').includes('corpus/'));
  expect(users).toEqual([]);
});
