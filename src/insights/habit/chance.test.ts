import { describe, expect, it } from 'vitest';
import { chancesOf } from './chance.ts';
import { bordersOf, chanceOf, cutOf, kindOf } from './decision.ts';
import { gatheringOf, shapeOf } from './patterns.ts';
import { sameGapP } from './same-gap.ts';

/** Every set of n of the days, one by one. */
function* setsOf(days: number, n: number, from = 0): Generator<number[]> {
  if (n === 0) yield [];
  else
    for (let first = from; first <= days - n; first += 1)
      for (const rest of setsOf(days, n - 1, first + 1)) yield [first, ...rest];
}

describe('the chance of a pattern', () => {
  it('is that found by going through every set of 1 to 5 of 14 days', () => {
    const chances = chancesOf(2);
    for (let n = 1; n <= 5; n += 1) {
      const shapes = [...setsOf(14, n)].map((days) => shapeOf(days, { from: 0, weeks: 2 }));
      const share = (passes: (shape: (typeof shapes)[number]) => boolean) =>
        shapes.filter(passes).length / shapes.length;
      for (const { overWeekdays, overWeeks } of new Map(
        shapes.map((one) => [`${one.overWeekdays} ${one.overWeeks}`, one]),
      ).values()) {
        expect(chances.gathered(n, overWeekdays)).toBeCloseTo(
          share((one) => one.overWeekdays >= overWeekdays),
          12,
        );
        expect(chances.steady(n, overWeeks)).toBeCloseTo(
          share((one) => one.overWeeks <= overWeeks),
          12,
        );
      }
    }
  });

  it('of one gap again and again is that found by going through every set too', () => {
    for (let n = 2; n <= 5; n += 1) {
      const sets = [...setsOf(14, n)];
      const timesOf = (days: readonly number[], gap: number) =>
        days.slice(1).filter((day, i) => day - (days[i] ?? 0) === gap).length;
      for (const gap of [1, 2, 3, 7]) {
        for (let times = 1; times < n; times += 1) {
          const share = sets.filter((days) => timesOf(days, gap) >= times).length / sets.length;
          expect(sameGapP({ span: 14, days: n }, { gap, times })).toBeCloseTo(share, 12);
        }
      }
    }
  });

  it('of 12 Tuesdays and 12 Thursdays in 12 weeks is 21 of C(84, 24): two whole weekdays of seven', () => {
    // C(84, 24) by its product
    const sets = Array.from({ length: 24 }, (_, i) => (84 - i) / (i + 1)).reduce(
      (product, one) => product * one,
      1,
    );
    expect((chancesOf(12).gathered(24, 288) * sets) / 21).toBeCloseTo(1, 6);
    // Two days in each of twelve weeks: 21 pairs each.
    expect((chancesOf(12).steady(24, 48) * sets) / 21 ** 12).toBeCloseTo(1, 6);
  });

  it('is certain of a law that holds everything: all days', () => {
    expect(chancesOf(4).gathered(28, 7 * 16)).toBeCloseTo(1, 12);
    expect(chancesOf(4).steady(28, 4 * 49)).toBeCloseTo(1, 12);
    expect(chancesOf(4).gathered(28, 7 * 16 + 1)).toBe(0);
  });
});

describe('the decision', () => {
  const tuesdays = shapeOf(
    Array.from({ length: 12 }, (_, week) => week * 7 + 5),
    { from: 0, weeks: 12 },
  );

  it('is one whether asked of a shape or by the borders per number of days', () => {
    for (const cut of [0, 0.001, 0.01, 0.05]) {
      const { gathered, steady } = bordersOf(6, cut);
      const chances = chancesOf(6);
      for (let n = 4; n <= 42; n += 1) {
        for (let squares = 0; squares <= 260; squares += 1) {
          expect(cut > 0 && 3 * chances.gathered(n, squares) <= cut).toBe(squares >= (gathered[n] ?? 0));
          expect(cut > 0 && 3 * chances.steady(n, squares) <= cut).toBe(squares <= (steady[n] ?? 0));
        }
      }
    }
  });

  it('corrects all people together: one pattern among ten thousand without needs to be rarer', () => {
    // Five days, all on one weekday: 3 × 7·C(12,5) ÷ C(84,5)
    const weak = {
      activeDays: 5,
      activeWeeks: 5,
      overWeekdays: 25,
      overWeeks: 5,
      fromTheStart: true,
      usual: 0,
      gap: 0,
      gapTimes: 0,
    };
    const p = chanceOf(weak, 12);
    expect(p).toBeCloseTo((3 * 7 * 792) / 30_872_016, 10);
    expect(cutOf([{ p, people: 1 }])).toBe(p);
    const plain = chanceOf({ ...weak, overWeekdays: 5 }, 12);
    expect(
      cutOf([
        { p, people: 1 },
        { p: plain, people: 10_000 },
      ]),
    ).toBe(0);
    expect(kindOf(tuesdays, { weeks: 12, cut: 0 })).toBe('none');
    expect(kindOf(tuesdays, { weeks: 12, cut: 0.05 })).toBe('weekdays');
  });
});

describe('times of day', () => {
  const at = (hours: readonly number[]) => {
    const angles = hours.map((hour) => (hour / 24) * 2 * Math.PI);
    return gatheringOf({
      cosines: angles.reduce((sum, angle) => sum + Math.cos(angle), 0),
      sines: angles.reduce((sum, angle) => sum + Math.sin(angle), 0),
      times: hours.length,
    });
  };

  it('gather about midnight across it', () => {
    expect(at([23, 23.5, 0.5, 1, 23.5, 0.5])?.around).toBeCloseTo(0, 6);
  });

  it('do not gather when they lie all round the clock, or are too few', () => {
    expect(at([0, 4, 8, 12, 16, 20])).toBeNull();
    expect(at([9, 9, 9])).toBeNull();
  });
});
