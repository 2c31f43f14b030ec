/** Half-years of the academic year: 1 July to 31 December, 1 January to 30 June. Days are `YYYY-MM-DD`. */

/** The first day of the half-year a day is in. */
export const halfOf = (day: string): string => `${day.slice(0, 4)}${day.slice(5, 7) < '07' ? '-01-01' : '-07-01'}`;

/** "July – December 2026". */
export function halfName(from: string, locale: string): string {
  const month = (which: number) => new Date(Date.UTC(Number(from.slice(0, 4)), which, 15));
  const first = Number(from.slice(5, 7)) - 1;
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.formatRange(month(first), month(first + 5));
}

/** The day it is at that moment in a time zone; on this device's calendar where the zone is not known to it. */
export function dayIn(zone: string | undefined, now: number, otherwise: string): string {
  if (!zone) return otherwise;
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  } catch {
    return otherwise;
  }
}
