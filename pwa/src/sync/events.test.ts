import { expect, it } from 'vitest';
import { Events } from './events';
import { seeded } from '../lib/testing/seeded';

const utf8 = new TextEncoder();

/** A stream that says these pieces and ends. */
function stream(...pieces: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(utf8.encode(piece));
      controller.close();
    },
  });
}

/** Opens one after the other, then none any more. */
async function follow(answers: (ReadableStream<Uint8Array> | number | 'down')[]) {
  const heard: (number | null)[] = [];
  const tokens: { asked: string | null; used: string[] } = { asked: null, used: [] };
  const pauses: number[] = [];
  const left = [...answers];
  const events: Events = new Events({
    person: 'cole',
    token: (stale) => {
      tokens.asked = stale;
      return Promise.resolve(stale === null ? 'first' : 'second');
    },
    open: (token) => {
      tokens.used.push(token);
      const answer = left.shift();
      if (answer === undefined) {
        events.stop();
        return Promise.resolve(503);
      }
      return answer === 'down' ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer);
    },
    after: (ms, run) => {
      pauses.push(ms);
      queueMicrotask(run);
      return () => {};
    },
    random: seeded(1),
    withLock: (_name, run) => run(),
    onevent: (seq) => heard.push(seq),
  });
  await events.start();
  return { heard, tokens, pauses };
}

it('an event says up to where there is something, and opening says to look', async () => {
  const { heard } = await follow([stream('data: {"seq":4711}\n\n', 'data: {"seq":4712}\n\n')]);

  expect(heard).toEqual([null, 4711, 4712]);
});

it('an event cut in pieces is one event, and a comment is none', async () => {
  const { heard } = await follow([stream(': still here\n\nda', 'ta: {"se', 'q":12}\n', '\n')]);

  expect(heard).toEqual([null, 12]);
});

it('a token that has run out is asked for anew', async () => {
  const { tokens } = await follow([401, stream()]);

  expect(tokens.used.slice(0, 2)).toEqual(['first', 'second']);
});

it('without a network it opens again by itself, less and less often', async () => {
  const { heard, pauses } = await follow(['down', 'down', 503, stream()]);

  expect(heard).toEqual([null]);
  expect(pauses.length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(300_000);
});

it('a page in the stream’s place is not collected for ever', async () => {
  const { heard } = await follow([stream('x'.repeat(5_000), 'y'.repeat(5_000))]);

  expect(heard).toEqual([null]);
});
