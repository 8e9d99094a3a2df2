import { expect } from 'vitest';
import { describeShared } from '../testing/index.ts';
import {
  atRiskAt,
  logRank,
  restrictedMean,
  restrictedMeanDifference,
  type SurvivalCurve,
  type SurvivalRow,
  stratifiedLogRank,
  survivalAt,
  survivalCurve,
  survivalQuantile,
} from './index.ts';

interface GoldenPoint {
  readonly time: number;
  readonly n_risk: number;
  readonly survival: number;
  readonly std_err: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

type Scale = 'plain' | 'log' | 'log-log';

interface GoldenCurve extends Readonly<Record<Scale, readonly GoldenPoint[]>> {
  readonly n: number;
  readonly events: number;
  readonly quantile_25_50: Readonly<Record<'est' | 'lower' | 'upper', readonly (number | null)[]>>;
  readonly rmst: { readonly tau: number; readonly mean: number; readonly se: number };
}

interface GoldenLogRank {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
}

interface Golden {
  readonly rossi_km_all: GoldenCurve;
  readonly rossi_logrank_fin: GoldenLogRank;
  readonly waltons_km: Readonly<Record<'control' | 'miR-137', GoldenCurve>>;
  readonly waltons_logrank: GoldenLogRank;
}

describeShared('golden survival, rossi', ['golden/survival.json', 'data/survival/rossi.csv'], {
  'shares, errors, numbers at risk and three kinds of interval are those of R survfit': (golden, csv) => {
    expectCurve(rossi(csv), read(golden).rossi_km_all);
  },
  'within strata of race and of three prior convictions it is that of statsmodels survdiff': (_, csv) => {
    // statsmodels 0.15.0: 4.048496597739741, p 0.0442107; 3.5058563448408586
    const within = (column: number, holds: (cell: string) => boolean) =>
      [true, false].map((side) =>
        ['0', '1'].map((aid) =>
          cellsOf(csv)
            .filter((cells) => cells[2] === aid && holds(cells[column] ?? '') === side)
            .map(([week, arrest]) => ({ duration: Number(week), ended: arrest === '1' })),
        ),
      );
    const byRace = stratifiedLogRank(within(4, (race) => race === '1'));
    expect(byRace.known && byRace.value.chiSquare).toBeCloseTo(4.048496597739741, 9);
    expect(byRace.known && byRace.value.p).toBeCloseTo(0.044210701273615705, 10);
    const byPrior = stratifiedLogRank(within(8, (prior) => Number(prior) >= 3));
    expect(byPrior.known && byPrior.value.chiSquare).toBeCloseTo(3.5058563448408586, 9);
  },
  'the log-rank test by financial aid is that of R survdiff': (golden, csv) => {
    expectLogRank([rossi(csv, '0'), rossi(csv, '1')], read(golden).rossi_logrank_fin);
  },
});

describeShared('golden survival, waltons', ['golden/survival.json', 'data/survival/waltons.csv'], {
  'both groups are those of R survfit': (golden, csv) => {
    expectCurve(waltons(csv, 'control'), read(golden).waltons_km.control);
    expectCurve(waltons(csv, 'miR-137'), read(golden).waltons_km['miR-137']);
  },
  'the control flies live 30.8 days longer within 70, by the two means of R': (golden, csv) => {
    const { control, 'miR-137': other } = read(golden).waltons_km;
    const found = restrictedMeanDifference(
      survivalCurve(waltons(csv, 'control')),
      survivalCurve(waltons(csv, 'miR-137')),
      70,
    );
    if (!found.known) throw new Error(found.why);
    expect(found.value.difference).toBeCloseTo(control.rmst.mean - other.rmst.mean, 9);
    expect(found.value.standardError).toBeCloseTo(Math.hypot(control.rmst.se, other.rmst.se), 9);
    // z = 30.831 / 2.4456 = 12.607: interval 30.831 ± 4.793
    expect(found.value.interval.low).toBeCloseTo(26.038, 2);
    expect(found.value.p).toBeLessThan(1e-35);
  },
  'the log-rank test is that of R survdiff, p 2e-28': (golden, csv) => {
    expectLogRank([waltons(csv, 'control'), waltons(csv, 'miR-137')], read(golden).waltons_logrank);
  },
});

function expectCurve(rows: readonly SurvivalRow[], golden: GoldenCurve): void {
  for (const scale of ['plain', 'log', 'log-log'] as const) {
    const curve = survivalCurve(rows, { scale });
    expect([curve.customers, curve.ended]).toEqual([golden.n, golden.events]);
    for (const point of golden[scale]) expectPoint(curve, point);
  }
  const curve = survivalCurve(rows);
  const { est, lower, upper } = golden.quantile_25_50;
  for (const [index, share] of [0.25, 0.5].entries()) {
    const reading = survivalQuantile(curve, share);
    expect(reading.known ? reading.value.time : null).toBe(est[index]);
    if (!reading.known) continue;
    expect(reading.value.low.known ? reading.value.low.value : null).toBe(lower[index]);
    expect(reading.value.high.known ? reading.value.high.value : null).toBe(upper[index]);
  }
  const mean = restrictedMean(curve, golden.rmst.tau);
  expect(mean.known && mean.value.mean).toBeCloseTo(golden.rmst.mean, 9);
  expect(mean.known && mean.value.standardError).toBeCloseTo(golden.rmst.se, 9);
}

function expectPoint(curve: SurvivalCurve, point: GoldenPoint): void {
  const reading = survivalAt(curve, point.time);
  if (!reading.known) throw new Error(reading.why);
  const { share, standardError, interval } = reading.value;
  expect(share).toBeCloseTo(point.survival, 11);
  expect(standardError.known).toBe(point.std_err !== null);
  if (standardError.known) expect(standardError.value).toBeCloseTo(point.std_err ?? Number.NaN, 11);
  expect(interval.known).toBe(point.lower !== null);
  if (interval.known) expect(interval.value.low).toBeCloseTo(point.lower ?? Number.NaN, 10);
  if (interval.known) expect(interval.value.high).toBeCloseTo(point.upper ?? Number.NaN, 10);
  expect(atRiskAt(curve, point.time)).toBe(point.n_risk);
}

function expectLogRank(groups: readonly (readonly SurvivalRow[])[], golden: GoldenLogRank): void {
  const result = logRank(groups);
  if (!result.known) throw new Error(result.why);
  const { chiSquare, degreesOfFreedom, p } = result.value;
  expect(chiSquare / golden.chisq).toBeCloseTo(1, 10);
  expect(degreesOfFreedom).toBe(golden.df);
  expect(p / golden.p).toBeCloseTo(1, 9);
  for (const [index, { observed, expected }] of result.value.groups.entries()) {
    expect(observed).toBe(golden.observed[index]);
    expect(expected).toBeCloseTo(golden.expected[index] ?? Number.NaN, 9);
  }
}

// The file is ours; its shape is the one stated above.
const read = (text: string): Golden => JSON.parse(text) as Golden;

const cellsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

const rossi = (csv: string, aid?: string): SurvivalRow[] =>
  cellsOf(csv)
    .filter(([, , fin]) => aid === undefined || fin === aid)
    .map(([week, arrest]) => ({ duration: Number(week), ended: arrest === '1' }));

const waltons = (csv: string, group: string): SurvivalRow[] =>
  cellsOf(csv)
    .filter((cells) => cells[2] === group)
    .map(([time, end]) => ({ duration: Number(time), ended: end === '1' }));
