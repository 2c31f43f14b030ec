import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from './backoff';

it('no pause is longer than five minutes, unless the server asked for more', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, unit) => {
      const wait = backoff(failures, { unit: () => unit, bytes: () => new Uint8Array() });
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(300_000);
    }),
  );
});

it('what the server asked for is kept', () => {
  expect(backoff(0, { unit: () => 0.5, bytes: () => new Uint8Array() }, 900_000)).toBe(900_000);
});
