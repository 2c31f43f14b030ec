/** What a program itself expects of a learner. Nothing here knows the level somebody chooses: the two are not compared. */
import type { ExpectedBand, Reference } from '../../db/reference';
import type { Translate } from '../../i18n/t';
import { levelName } from './levels';

/** The program's band for the learner's year in that set, where it has one. */
export function expectedOf(reference: Reference, learner: string, set: string): ExpectedBand | undefined {
  const year = reference.member(learner)?.training_year;
  const bands = reference.snapshot.expected_bands ?? [];
  return bands.find((band) => band.set === set && band.training_year === year);
}

/** A band in words: "Level 2 to Level 3", "Level 2½". */
export function bandName({ low, high }: Pick<ExpectedBand, 'low' | 'high'>, t: Translate): string {
  const from = levelName(low, t);
  return low === high ? from : t('give.expect.band.range', { low: from, high: levelName(high, t) });
}
