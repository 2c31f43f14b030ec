import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import type { Figures } from '../bench.ts';
import { launch } from '../support/browser.ts';
import { figure, round } from './median.ts';

const pwa = resolve(import.meta.dirname, '../../../pwa');
const folder = resolve(pwa, 'src/features/feedback/coach');

/** About as long as a comment gets: 600 characters once it is cut there. */
const comment = [
  'On rounds this morning you asked the night team to read the plan back before they left, and two errors came to light.',
  'With the patient in heart failure you named the weight you were aiming for, but not who would check it.',
  'The daughter asked twice whether he was getting better; you answered in numbers, and she looked at the nurse.',
  'I might be wrong, but it seemed to me that you were in a hurry.',
  'Next time, say first what you are most worried about and then ask her what she has understood; let her finish.',
  'In clinic you do this already. Great work with the student, who followed you to the bedside and presented well.',
]
  .join(' ')
  .slice(0, 600);

/** How well the coach reads comments it was not written from, and what a keystroke costs at a slow phone's speed. */
export async function coach(): Promise<Figures> {
  const { n, marks } = JSON.parse(execFileSync('npm', ['--prefix', pwa, 'run', '-s', 'coach', '--', '--json']).toString()) as {
    n: number;
    marks: Record<string, { f1: number }>;
  };
  const f1 = (mark: string) => ({ value: round(marks[mark]?.f1 ?? Number.NaN, 2), unit: 'F1', n });
  return {
    'coach.f1_behaviour': f1('behaviour'),
    'coach.f1_context': f1('context'),
    'coach.f1_suggestion': f1('suggestion'),
    'coach.keystroke_ms_4x': figure(await timeKeystrokes(), 'ms', 2),
  };
}

/**
 * Milliseconds a keystroke costs at the end of the comment, each the mean of the last ten: the slowed processor halts for
 * moments, which a single reading would miss or take in whole.
 */
async function timeKeystrokes(): Promise<number[]> {
  const stdin = {
    contents: `export { english } from './en/english'; export { read } from './read';`,
    resolveDir: folder,
    loader: 'ts',
  } as const;
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'iife', globalName: 'coach', minify: true });
  const browser = await chromium.launch(launch);
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(outputFiles[0]?.text ?? '');
  // As text: what compiles this file would put a helper of its own into a function.
  const times = await page.evaluate<number[]>(`(async () => {
    const { read, english } = coach;
    const comment = ${JSON.stringify(comment)};
    const key = (length) => read({ went_well: comment.slice(0, length), differently: '', next_step: '' }, english);
    const pause = () => new Promise((done) => setTimeout(done, 20));
    for (let length = 1; length <= comment.length; length += 1) {
      key(length); // typed once, as it is by a person; what counts is the whole comment
      if (length % 10 === 0) await pause();
    }
    const times = [];
    for (let run = 0; run < 100; run += 1) {
      const began = performance.now();
      for (let back = 9; back >= 0; back -= 1) key(comment.length - back);
      times.push((performance.now() - began) / 10);
      await pause();
    }
    return times;
  })()`);
  await browser.close();
  return times;
}
