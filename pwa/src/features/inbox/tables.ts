/** The tables reading needs, with the rows they hold. */
import type { Table } from 'dexie';
import type { WaymarkDb } from '../../db/schema';
import type { PlanGoalRow } from '../plans/model';
import type { ReadMarkRow, ReflectionRow, ResponseRow } from '../reflections/model';
import type { Amendment, FeedbackEntry } from '../feedback/model';
import { arrival } from './model';

/** A held thing, as its author's device knows it. */
export interface HeldItem {
  id: string;
  program: string;
  kind: string;
  subject: string;
  code: string;
  field: string | null;
  state: 'held' | 'matched' | 'returned' | 'discarded';
  note: string | null;
  body: unknown;
  at: string;
  received_at: string;
}

export const entriesIn = (db: WaymarkDb) => db.feedbackEntries as unknown as Table<FeedbackEntry, string>;
export const amendmentsIn = (db: WaymarkDb) => db.amendments as unknown as Table<Amendment, string>;
export const responsesIn = (db: WaymarkDb) => db.responses as unknown as Table<ResponseRow, string>;
export const reflectionsIn = (db: WaymarkDb) => db.reflections as unknown as Table<ReflectionRow, string>;
export const marksIn = (db: WaymarkDb) => db.readMarks as unknown as Table<ReadMarkRow, string>;
export const goalsIn = (db: WaymarkDb) => db.planGoals as unknown as Table<PlanGoalRow, string>;
export const heldIn = (db: WaymarkDb) => db.heldItems as unknown as Table<HeldItem, string>;

/** Up to so many entries are read whole and sorted by arrival. */
const FEW = 1_000;

/**
 * The newest entries that are about, or by, one person, by arrival. Somebody who has very many gets a window by when
 * they were given instead, which costs what is shown; the two differ only for phones that were offline for long or
 * whose clock was wrong, and what waits to be read is found apart.
 */
export async function newest(
  db: WaymarkDb,
  whose: 'learner' | 'author',
  person: string,
  limit: number,
): Promise<FeedbackEntry[]> {
  const all = entriesIn(db).where(whose).equals(person);
  const rows =
    (await all.count()) <= FEW
      ? await all.toArray()
      : await entriesIn(db)
          .orderBy('given_at')
          .reverse()
          .filter((entry) => entry[whose] === person)
          .limit(limit)
          .toArray();
  return rows.sort((a, b) => (arrival(a) < arrival(b) ? 1 : -1)).slice(0, limit);
}

/** Rows by the key they belong to. */
export function byKey<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const known = map.get(key(row));
    if (known) known.push(row);
    else map.set(key(row), [row]);
  }
  return map;
}
