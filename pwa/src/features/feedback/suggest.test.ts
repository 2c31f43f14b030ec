import { describe, expect, it } from 'vitest';
import { suggestSkills, type Place, type Wish, type Wrote } from './suggest';
import { internalMedicine, reference } from './testing/program';

const ward: Place = { rotation: 'ward-a', setting: 'ward' };
const clinic: Place = { rotation: 'clinic', setting: 'clinic' };
const nowhere: Place = { rotation: null, setting: null };

const on = (place: Place, ...ids: string[]): Wrote[] => ids.map((subcompetency) => ({ subcompetency, ...place }));
const wish = (why: Wish['why'], subcompetency: string) => ({ why, subcompetency });

/** Codes with their reasons, as they are offered. */
function offered(known: { place?: Place; wrote?: Wrote[]; wishes?: ReturnType<typeof wish>[] }): string[] {
  const { place = ward, wrote = [], wishes = [] } = known;
  return suggestSkills(reference(), [internalMedicine], { place, wrote, wishes }).map(
    ({ skill, why }) => `${skill.subcompetency.code} ${why}`,
  );
}

describe('what Cole is offered first', () => {
  it('is the list of the rotation on his first day', () => {
    expect(offered({})).toEqual(['PC4 place', 'ICS2 place', 'PC3 place']);
  });

  it('is the list of the setting where the rotation has none', () => {
    expect(offered({ place: clinic })).toEqual(['PC5 place', 'ICS1 place']);
  });

  it('is what Ana asked him about, then what she works on, then the rest', () => {
    const wishes = [wish('plan', 'ics3'), wish('asked', 'pc1')];

    expect(offered({ wishes, wrote: on(ward, 'pc4', 'pc4', 'pc4') })).toEqual([
      'PC1 asked',
      'ICS3 plan',
      'PC4 often',
      'ICS2 place',
      'PC3 place',
    ]);
  });

  it('says "asked" of a skill that Ana asked about and has a plan for', () => {
    expect(offered({ wishes: [wish('plan', 'pc3'), wish('asked', 'pc3')] })[0]).toBe('PC3 asked');
  });

  it('is what he writes about on this ward, before what the list of the ward begins with', () => {
    const wrote = on(ward, 'prof3', 'ics1', 'prof3');

    expect(offered({ wrote })).toEqual(['PROF3 often', 'PC4 place', 'ICS2 place', 'ICS1 lately', 'PC3 place']);
  });

  it('follows him to the clinic, where his habits of the ward count less', () => {
    const wrote = on(ward, 'pc4', 'pc4', 'ics2');

    expect(offered({ place: clinic, wrote }).slice(0, 2)).toEqual(['PC5 place', 'ICS1 place']);
  });

  it('is never more than five, and none twice', () => {
    const wrote = on(ward, 'pc1', 'pc3', 'pc5', 'pc10', 'prof3', 'ics1', 'ics2', 'ics3', 'pc1');
    const first = offered({ wrote, wishes: [wish('plan', 'pc4'), wish('plan', 'pc4')] });

    expect(first).toHaveLength(5);
    expect(new Set(first).size).toBe(5);
  });

  it('has no skill of another set, whatever he wrote about', () => {
    expect(offered({ place: nowhere, wrote: on(ward, 'of another set'), wishes: [wish('plan', 'gone')] })).toEqual([]);
  });

  it('is nothing where nothing is known', () => {
    expect(offered({ place: nowhere })).toEqual([]);
  });
});
