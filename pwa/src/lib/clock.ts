/** Time as an argument: the composition root brings the browser's, a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. The device's clock is data, never logic: it may be years off. */
  now(): number;
  /** Minutes east of UTC at that moment, where the person is. */
  offset(at: number): number;
}

/** A moment as the wire wants it: RFC 3339 with milliseconds and the device's own offset. */
export function rfc3339(at: number, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Now, as an operation says it. */
export function stamp(clock: Clock): string {
  const now = clock.now();
  return rfc3339(now, clock.offset(now));
}

/** The calendar day (`YYYY-MM-DD`) of a moment where the person is. */
export function dayOf(at: number, clock: Clock): string {
  return rfc3339(at, clock.offset(at)).slice(0, 10);
}

/** Today's calendar day where the person is. */
export function today(clock: Clock): string {
  return dayOf(clock.now(), clock);
}
