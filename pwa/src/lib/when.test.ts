import { describe, expect, it } from 'vitest';
import { When } from './when';

const when = new When(() => 'en', 'America/Chicago');
const TODAY = '2026-11-22';

describe('days and moments in words', () => {
  it('belong to the day where the reader is, not to the server’s', () => {
    expect(when.dayOf('2026-11-23T03:30:00.000Z')).toBe('2026-11-22');
    expect(when.moment('2026-11-23T03:30:00.000Z', TODAY)).toMatch(/^Today 9:30\sPM$/u);
  });

  it('say yesterday, and after that the date', () => {
    expect(when.moment('2026-11-21T15:00:00.000Z', TODAY)).toMatch(/^Yesterday 9:00\sAM$/u);
    expect(when.moment('2026-11-17T15:00:00.000Z', TODAY)).toMatch(/^Tue, Nov 17, 9:00\sAM$/u);
  });

  it('write the year where the date is far', () => {
    expect(when.day('2026-12-06', TODAY)).toBe('Sun, Dec 6');
    expect(when.day('2025-12-06', TODAY)).toBe('Dec 6, 2025');
    expect(when.month('2026-10')).toBe('October 2026');
  });

  it('count near days', () => {
    expect(when.distance('2026-11-23', TODAY)).toBe('Tomorrow');
    expect(when.distance('2026-11-27', TODAY)).toBe('In 5 days');
    expect(when.distance('2026-12-06', TODAY)).toBe('Sun, Dec 6');
    expect(when.distanceWithin('2026-11-18', TODAY)).toBe('4 days ago');
  });

  it('survive a time nobody can read', () => {
    expect(when.time('yesterday-ish')).toBe('');
    expect(when.dayOf('yesterday-ish')).toBe('1970-01-01');
  });
});
