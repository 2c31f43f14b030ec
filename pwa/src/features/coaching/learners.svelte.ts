/** Whom this person coaches, and how each stands, as the list and the pages beside it show them. */
import type { AppContext } from '../../app/context';
import type { Member } from '../../db/reference';
import { Live } from '../../db/live.svelte';
import { today } from '../../lib/clock';
import { coachedBy, peopleOf } from '../members/people';
import { standings, type Standing } from './queries';

export interface LearnerRow {
  member: Member;
  standing: Standing;
}

interface Coached {
  today: string;
  rows: LearnerRow[];
}

/** Follows the lists of people, and then the tables. Make it while a component is being set up. */
export function followLearners(app: AppContext, program: string): { rows: Coached | undefined; failed: boolean } {
  const { db, clock } = app;
  // Apart: what is asked after the list of people in one query would not be followed.
  const known = new Live(
    () => program,
    (id) => peopleOf(app, [id]),
  );
  return new Live(
    () => known.rows,
    async (people): Promise<Coached> => {
      const members = coachedBy(people.in(program), people.me);
      const day = today(clock);
      const learners = members.map(({ id }) => id);
      const found = await standings(db, { me: people.me, program, learners, today: day });
      return { today: day, rows: members.flatMap((member, i) => (found[i] ? [{ member, standing: found[i] }] : [])) };
    },
  );
}
