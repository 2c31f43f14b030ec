import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpoken } from './tidy';

describe('what Cole says, put behind what he wrote', () => {
  it.each([
    ['', 'you closed the loop with the nurse period', 'You closed the loop with the nurse.'],
    ['', 'clear comma calm comma and brief full stop', 'Clear, calm, and brief.'],
    ['Well done.', 'the family understood you', 'Well done. The family understood you'],
    ['Well done', 'with the family', 'Well done with the family'],
    ['Well done ', 'with the family', 'Well done with the family'],
    ['Well done', 'period next time sit down', 'Well done. Next time sit down'],
    ['', 'first line new line second line new paragraph third', 'First line\nSecond line\n\nThird'],
    ['Why', 'question mark because exclamation mark', 'Why? Because!'],
    ['', 'you listened   first ', 'You listened first'],
    ['', 'Thank you. Period', 'Thank you.'],
    ['', 'Thank you, comma and good night.', 'Thank you, and good night.'],
    ['', 'the recovery period was short', 'The recovery period was short'],
    ['', 'you examined the colon', 'You examined the colon'],
    ['', 'pH was low', 'pH was low'],
    ['He said “stop.”', 'you stopped', 'He said “stop.” You stopped'],
    ['Name three causes', 'comma then choose', 'Name three causes, then choose'],
    ['It was 3.5', 'liters', 'It was 3.5 liters'],
    ['مرحبا', 'good', 'مرحبا good'],
  ])('%o and %o become %o', (before, said, after) => {
    expect(addSpoken(before, said)).toBe(after);
  });

  it.each(['', ' ', '\n'])('silence (%o) adds nothing', (said) => {
    expect(addSpoken('As it was. ', said)).toBe('As it was. ');
  });
});

it('what was written before is never changed, whatever it was', () => {
  const words = fc.array(fc.constantFrom('comma', 'period', 'new', 'line', 'you', 'full', 'stop', 'pH', 'Ana,', '…'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), words, (before, said) => {
      const after = addSpoken(before, said.join(' '));
      expect(after.startsWith(before)).toBe(true);
      expect(after.slice(before.length)).not.toMatch(/ {2}| [.,;?!]/);
    }),
  );
});
