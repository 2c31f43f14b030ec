/** The form in which a program says what it expects: a row for each year of each set. */
import type { ExpectedBand, Reference } from '../../db/reference';

/** One year: both ends of its band in half-steps, or neither. */
export interface ExpectedRow {
  set: string;
  year: number;
  low: number | null;
  high: number | null;
}

/** As many years of training as the server takes. */
export const YEARS_MAX = 8;
/** So many are shown of a program without learners. */
const YEARS_AT_FIRST = 3;

/** The years to ask about: those its learners are in, those that have a band, and the first few at least. */
export function yearsOf(reference: Reference): number {
  const { expected_bands: bands = [] } = reference.snapshot;
  const years = [...reference.withRole('learner'), ...bands].map(({ training_year: year }) => year ?? 0);
  return Math.max(YEARS_AT_FIRST, ...years);
}

/** The rows of so many years, set by set, filled with what the program expects now. */
export function rowsOf(reference: Reference, years: number): ExpectedRow[] {
  const { sets, expected_bands: bands = [] } = reference.snapshot;
  return sets.flatMap(({ id }) =>
    Array.from({ length: years }, (_, n) => {
      const band = bands.find((one) => one.set === id && one.training_year === n + 1);
      return { set: id, year: n + 1, low: band?.low ?? null, high: band?.high ?? null };
    }),
  );
}

/** What is wrong with a row: one end alone, or the ends the wrong way round. */
export function faultOf({ low, high }: ExpectedRow): 'both' | 'order' | null {
  if (low === null || high === null) return low === high ? null : 'both';
  return low > high ? 'order' : null;
}

/** What the rows say, without the years that say nothing. */
export function bandsOf(rows: readonly ExpectedRow[]): ExpectedBand[] {
  return rows.flatMap(({ set, year, low, high }) =>
    low === null || high === null ? [] : [{ set, training_year: year, low, high }],
  );
}
