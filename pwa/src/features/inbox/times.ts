/**
 * An entry's three times: when it was seen, when it was written on the device, when it reached the server.
 * All are kept; a time is spoken of where it tells the reader something the one before it does not.
 */

export interface EntryTimes {
  observed_at: string;
  given_at: string;
  received_at: string | null;
  clock_doubtful: boolean;
}

export type TimeNote =
  { what: 'observed'; at: string } | { what: 'given'; at: string } | { what: 'received'; at: string };

/** Minutes within which two times are the same moment to a reader. */
const SAME_MOMENT = 30;

/** The times worth showing, in the order they happened. The first is when it was seen. */
export function timesToShow(entry: EntryTimes): TimeNote[] {
  // A clock that was wrong says nothing about when something was seen; what is known is when it arrived.
  if (entry.clock_doubtful && entry.received_at) {
    return [
      { what: 'received', at: entry.received_at },
      { what: 'observed', at: entry.observed_at },
      { what: 'given', at: entry.given_at },
    ];
  }
  const notes: TimeNote[] = [{ what: 'observed', at: entry.observed_at }];
  if (apart(entry.observed_at, entry.given_at)) notes.push({ what: 'given', at: entry.given_at });
  if (entry.received_at && apart(entry.given_at, entry.received_at)) {
    notes.push({ what: 'received', at: entry.received_at });
  }
  return notes;
}

function apart(a: string, b: string): boolean {
  return Math.abs(Date.parse(a) - Date.parse(b)) > SAME_MOMENT * 60_000;
}
