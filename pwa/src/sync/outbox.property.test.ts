import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AcknowledgedRow, OutboxRow } from '../db/schema';
import { choose, MOST_BYTES } from './batch';
import { Phone, type Fault } from './testing/phone';
import { said, ServerTwin } from './testing/server';

/** What may happen to a phone, in any order. */
type Step =
  | { do: 'give'; entry: number; undoable: boolean }
  | { do: 'amend'; entry: number }
  | { do: 'undo' }
  | { do: 'sync'; fault: number | null }
  | { do: 'kill' }
  | { do: 'clock'; years: number }
  | { do: 'restore' }
  | { do: 'wait'; seconds: number };

const FAULTS: Fault[] = [
  'down',
  'lost_answer',
  'sign_in',
  said(200, '<html>'),
  said(500, ''),
  said(429, '{}', 1000),
  said(413, ''),
];

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('give' as const), entry: fc.nat(30), undoable: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('amend' as const), entry: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('sync' as const), fault: fc.option(fc.nat(FAULTS.length - 1)) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), years: fc.integer({ min: -10, max: 10 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(60) }) },
) as fc.Arbitrary<Step>;

it(
  'whatever happens, everything saved reaches the server once and in order, and nothing is lost',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), fc.nat(), async (steps, seed) => {
        const server = new ServerTwin();
        let phone = new Phone({ server, seed });
        /** The ledger: every operation the interface called saved and nobody took back. */
        const saved = new Map<string, OutboxRow>();
        const entries: string[] = [];
        let last: OutboxRow | undefined;
        let lives = 0;
        const backup = server.backup();

        for (const it of steps) {
          if (it.do === 'give') {
            last = await phone.give(`words ${saved.size}`, { undoable: it.undoable });
            saved.set(last.id, last);
            entries.push(last.subject);
          } else if (it.do === 'amend' && entries.length > 0) {
            last = await phone.amend(entries[it.entry % entries.length] ?? '', `more ${saved.size}`);
            saved.set(last.id, last);
          } else if (it.do === 'undo' && last) {
            const undone = await phone.undo(last.id);
            if (undone) saved.delete(undone.id);
          } else if (it.do === 'sync') {
            phone.faults = it.fault === null ? [] : [FAULTS[it.fault] ?? 'down'];
            await phone.sync();
          } else if (it.do === 'kill') {
            phone.engine.stop();
            const { at } = phone.clock;
            await phone.db.outbox.toCollection().modify((row) => {
              if (row.state === 'queued' && row.tries > 0) row.state = 'sending';
            });
            phone = new Phone({ server, seed: seed + (lives += 1), db: phone.db });
            phone.clock.at = at;
          } else if (it.do === 'clock') {
            phone.clock.at += it.years * 365 * 86_400_000;
          } else if (it.do === 'restore') {
            server.restore(backup);
          } else if (it.do === 'wait') {
            await phone.advance(it.seconds * 1000);
          }
        }
        phone.faults = [];
        for (let i = 0; i < 3; i++) await phone.sync();

        // an amendment whose entry was undone is refused, and stays where the person sees it
        const attention = new Set((await phone.outbox()).map((row) => row.id));
        const arrived = server.applied.map(({ id }) => id);
        expect([...arrived, ...attention].sort()).toEqual([...saved.keys()].sort());
        for (const row of await phone.outbox()) expect(row.state).toBe('needs_attention');

        // once each, and in the order of saving within a subject
        expect(new Set(arrived).size).toBe(arrived.length);
        for (const subject of new Set(entries)) {
          const order = server.applied.filter((op) => op.subject === subject).map(({ id }) => saved.get(id)?.n ?? 0);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        phone.engine.stop();
      }),
      { numRuns: 40, endOnFailure: false },
    );
  },
);

const row = fc.record({
  subject: fc.constantFrom('a', 'b', 'c', 'd'),
  author: fc.constantFrom('cole', 'cole', 'cole', 'dana'),
  state: fc.constantFrom('queued', 'sending', 'needs_attention'),
  outcome: fc.constantFrom('refused', 'held', 'conflict'),
  era: fc.constantFrom(1, 2),
  size: fc.nat(MOST_BYTES / 2),
  held: fc.boolean(),
});

it('a batch holds the oldest sendable operation of each subject, nobody else’s, within the limits', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), (rows, most) => {
      const outbox = rows.map((one, i) => ({
        ...one,
        id: String(i),
        n: i,
        bytes: 'x'.repeat(one.size),
        reason: { outcome: one.outcome },
        savedAt: 100,
        undoUntil: one.held ? 200 : 0,
      })) as unknown as OutboxRow[];

      const batch = choose([] as AcknowledgedRow[], outbox, 2, {
        person: 'cole',
        now: 150,
        later: new Set(['d']),
        most,
      });

      const chosen = batch.map((item) => item.row as OutboxRow);
      expect(chosen.length).toBeLessThanOrEqual(most);
      expect(new Set(chosen.map(({ subject }) => subject)).size).toBe(chosen.length);
      expect(chosen.map(({ n }) => n)).toEqual(chosen.map(({ n }) => n).sort((a, b) => a - b));
      for (const one of chosen) {
        expect(one.author).toBe('cole');
        expect(one.subject).not.toBe('d');
        const before = outbox.filter((other) => other.subject === one.subject && other.n < one.n);
        for (const other of before) {
          // whatever is older of the same subject is not to be sent at all
          expect(other.author !== 'cole' || other.state === 'needs_attention').toBe(true);
        }
      }
      const bytes = chosen.reduce((sum, one) => sum + one.bytes.length, 0);
      expect(chosen.length <= 1 || bytes <= MOST_BYTES).toBe(true);
    }),
  );
});
