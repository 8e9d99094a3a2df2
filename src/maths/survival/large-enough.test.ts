import { describe, expect, it } from 'vitest';
import { fixedRandom } from '../testing/index.ts';
import { judgedLogRank, logRank, logRankAmong, type SurvivalRow } from './index.ts';
import { ended, REMISSION, still } from './sample-rows.test-data.ts';

const judged = (groups: readonly (readonly SurvivalRow[])[]) =>
  judgedLogRank([...groups.keys()], logRankAmong(groups));

/** So many of whom some end at one time; the others are watched longer. */
const atOnce = (ends: number, people: number): SurvivalRow[] => [
  { duration: 1, ended: true, weight: ends },
  { duration: 2, ended: false, weight: people - ends },
];

describe('a log-rank test is judged', () => {
  it('where all groups are large enough: as the test itself', () => {
    const groups = [REMISSION.treated, REMISSION.untreated];
    expect(judged(groups)).toEqual({ tested: logRank(groups), judged: [0, 1], tooSmall: [] });
  });

  it('never of one person, though p is 0.0000 of whom all others were faster than', () => {
    // The one ends first of 401: p of the test by itself is 401⁻¹-like, and says nothing.
    const groups = [[ended(1)], Array.from({ length: 400 }, (_, i) => ended(i + 2))];
    const alone = logRank(groups);
    expect(alone.known && alone.value.p).toBeLessThan(0.001);
    // The one waits while 400 end: 6.57 ends would be expected of them, more than 5, of one person.
    const patient = [[still(500)], Array.from({ length: 400 }, (_, i) => ended(i + 2))];
    const waited = logRank(patient);
    expect(waited.known && waited.value.groups[0]?.expected).toBeGreaterThan(5);
    for (const told of [judged(groups), judged(patient)]) {
      expect(told).toEqual({
        tested: { known: false, why: 'too_few_customers' },
        judged: [1],
        tooSmall: [0],
      });
    }
  });

  it('from 5 expected ends in each group on, not from 4.9', () => {
    // One time: of 10 and 90, a tenth of all ends is expected in the first. 50 ends: 5; 49 ends: 4.9.
    expect(judged([atOnce(9, 10), atOnce(41, 90)]).tested.known).toBe(true);
    expect(judged([atOnce(9, 10), atOnce(40, 90)])).toMatchObject({
      tested: { known: false },
      tooSmall: [0],
    });
  });

  it('from 5 people in each group on, not from 4', () => {
    // Four, and five, who wait while 400 end: 4 × 6.57 and 5 × 6.57 or so are expected.
    const others = Array.from({ length: 400 }, (_, i) => ended(i + 2));
    const waiting = (people: number) => [Array.from({ length: people }, () => still(500)), others];
    expect(judged(waiting(4)).tooSmall).toEqual([0]);
    expect(judged(waiting(5)).tested.known).toBe(true);
  });

  it('without the small ones, again until all that are left are large enough', () => {
    const groups = [atOnce(60, 100), atOnce(1, 1), atOnce(40, 100)];
    expect(judged(groups)).toEqual({
      tested: logRank([atOnce(60, 100), atOnce(40, 100)]),
      judged: [0, 2],
      tooSmall: [1],
    });
  });

  it('falsely of a tiny group beside 400 of one law in at most 5 % of the draws: without the bound, one person in 14 %', () => {
    const random = fixedRandom(7);
    const drawn = (people: number): SurvivalRow[] =>
      Array.from({ length: people }, () => {
        const [waits, watched] = [-20 * Math.log(1 - random()), 40 * (0.5 + random())];
        return waits <= watched ? ended(Math.ceil(waits)) : still(Math.ceil(watched));
      });
    for (const people of [1, 2, 4, 6, 8]) {
      let [alarms, bare] = [0, 0];
      for (let draw = 0; draw < 300; draw += 1) {
        const groups = [drawn(people), drawn(400)];
        const [held, alone] = [judged(groups).tested, logRank(groups)];
        if (held.known && held.value.p < 0.05) alarms += 1;
        if (alone.known && alone.value.p < 0.05) bare += 1;
      }
      expect(alarms).toBeLessThanOrEqual(15); // 5 % of 300
      if (people === 1) expect(bare).toBeGreaterThan(30);
    }
  });
});
