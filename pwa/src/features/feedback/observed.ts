/** When something was seen: what is offered, and how a time of day typed by hand becomes a moment. */
import { rfc3339, type Clock } from '../../lib/clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A moment as an input of type `datetime-local` has it, in the device's time. */
export function toInput(moment: string, clock: Clock): string {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? '' : rfc3339(at, clock.offset(at)).slice(0, 16);
}

/** The moment an input of type `datetime-local` says, with the offset the device had then. */
export function fromInput(value: string, clock: Clock): string | null {
  const wall = /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? Date.parse(`${value}:00Z`) : NaN;
  if (Number.isNaN(wall)) return null;
  const guess = wall - clock.offset(wall) * MINUTE;
  const at = wall - clock.offset(guess) * MINUTE;
  return rfc3339(at, clock.offset(at));
}

export interface Choice {
  key: 'opened' | 'hour' | 'yesterday';
  /** Null: when the form was opened. */
  at: string | null;
}

/** The moments most people mean; each stays the same while the form is open. */
export function choices(opened: string, clock: Clock): Choice[] {
  const from = Date.parse(opened);
  const before = (ms: number) => rfc3339(from - ms, clock.offset(from - ms));
  return [
    { key: 'opened', at: null },
    { key: 'hour', at: before(HOUR) },
    { key: 'yesterday', at: before(24 * HOUR) },
  ];
}

/** Whether a moment is still "just now". */
export function isJustNow(moment: string, now: number): boolean {
  return Math.abs(now - Date.parse(moment)) < 10 * MINUTE;
}
