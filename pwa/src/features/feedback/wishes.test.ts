import { afterEach, beforeEach, expect, it } from 'vitest';
import { WaymarkDb, type ServerRow } from '../../db/schema';
import { aPlan } from '../plans/testing';
import { aRequest } from '../requests/testing/request';
import { entry, PROGRAM } from './testing/program';
import { wishesOf } from './wishes';

let db: WaymarkDb;
beforeEach(() => void (db = new WaymarkDb('cole')));
afterEach(() => db.delete());

const row = (thing: object) => thing as ServerRow;
const wishes = (program = PROGRAM) => wishesOf(db, { me: 'cole', program, today: '2026-11-22' });
const plan = (more: Parameters<typeof aPlan>[0]) => row(aPlan({ program: PROGRAM, learner: 'ana', ...more }));

it('Cole knows what Ana asked him while it is open, and nothing of what he declined, of the past or of others', async () => {
  await db.requests.bulkAdd([
    row(aRequest({ id: '1', subcompetency: 'pc1' })),
    row(aRequest({ id: '2', subcompetency: 'pc3', state: 'declined' })),
    row(aRequest({ id: '3', subcompetency: 'pc4', until: '2026-11-21' })),
    row(aRequest({ id: '4', subcompetency: 'pc5', assessor: 'fay' })),
  ]);

  expect(await wishes()).toEqual([{ learner: 'ana', subcompetency: 'pc1', why: 'asked' }]);
  expect(await wishes('another')).toEqual([]);
});

it('Cole knows the open plans he is to look at again, not proposed or closed ones, and none without a skill', async () => {
  await db.plans.bulkAdd([
    plan({ id: '1', subcompetency: 'ics1' }),
    plan({ id: '2', subcompetency: 'ics2', state: 'proposed' }),
    plan({ id: '3', subcompetency: 'ics3', state: 'closed' }),
    plan({ id: '4', subcompetency: null }),
  ]);

  expect(await wishes()).toEqual([{ learner: 'ana', subcompetency: 'ics1', why: 'plan' }]);
});

it('Cole knows at whose plans he is to look again, with or without a skill', async () => {
  await db.plans.bulkAdd([
    plan({ id: '1', subcompetency: 'ics1', reviewer: 'cole' }),
    plan({ id: '2', learner: 'ben', subcompetency: null, reviewer: 'cole' }),
    plan({ id: '3', subcompetency: null, reviewer: 'fay' }),
  ]);

  expect(await wishes()).toEqual([
    { learner: 'ana', subcompetency: 'ics1', why: 'plan', look: true },
    { learner: 'ben', subcompetency: null, why: 'plan', look: true },
  ]);
});

it('a goal that Ben shows stands for the skill of the entry it came from, as long as the plan is open', async () => {
  await db.feedbackEntries.bulkAdd([
    row(entry({ id: 'e1', learner: 'ben', subcompetency: 'pc10' })),
    row(entry({ id: 'e2', learner: 'ben', subcompetency: 'pc4' })),
  ]);
  const goals = (id: string, state: string) =>
    row({ id, program: PROGRAM, goals: [{ plan: `plan ${id}`, goal: 'Set the tray up alone', state, outcome: null }] });
  await db.planGoals.bulkAdd([goals('e1', 'open'), goals('e2', 'closed'), goals('not on this phone', 'open')]);

  expect(await wishes()).toEqual([{ learner: 'ben', subcompetency: 'pc10', why: 'plan' }]);
});
