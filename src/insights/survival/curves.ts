import { z } from 'zod';
import { known } from '#src/basics/estimate.ts';
import { estimateOf } from '#src/customers/frame/index.ts';
import { medianSurvival, type SurvivalRow, survivalAt, survivalCurve } from '#src/maths/survival/index.ts';
import type { Spell } from './spells.ts';

const share = estimateOf(z.number());

/** How long some stretches under contract last. */
export const Curve = z.object({
  contracts: z.int().describe('Unbroken stretches under contract'),
  ended: z.int(),
  steps: z
    .array(
      z.object({
        days: z.int(),
        atRisk: z.int(),
        ended: z.int(),
        censored: z.int(),
        share: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    )
    .describe('Kaplan–Meier: share still under contract after so many days; 95 % log-log interval'),
  at: z.array(
    z.object({
      days: z.int(),
      share,
      low: z.number().nullable(),
      high: z.number().nullable(),
      atRisk: z.int(),
    }),
  ),
  median: estimateOf(z.number()).describe('Days until half have ended'),
});

const dayMs = 86_400_000;

/** Whole days from the beginning to the end, or to the question's instant. */
export const daysHeld = ({ startsAt, endedAt }: Spell, asOf: number): number =>
  Math.max(0, Math.floor(((endedAt ?? asOf) - startsAt) / dayMs));

/** Stretches as survival takes them. */
export const rowsOf = (spells: readonly Spell[], asOf: number): SurvivalRow[] =>
  spells.map((spell) => ({ duration: daysHeld(spell, asOf), ended: spell.endedAt !== null }));

/** The curve of some stretches. */
export function curveOf(
  spells: readonly Spell[],
  { asOf, readings }: { asOf: number; readings: readonly number[] },
) {
  const curve = survivalCurve(rowsOf(spells, asOf));
  const median = medianSurvival(curve);
  return {
    contracts: curve.customers,
    ended: curve.ended,
    steps: curve.steps.map(({ time, atRisk, ended, censored, share: still, interval }) => ({
      days: time,
      atRisk,
      ended,
      censored,
      share: still,
      low: interval.known ? interval.value.low : null,
      high: interval.known ? interval.value.high : null,
    })),
    at: readings.map((days) => {
      const read = survivalAt(curve, days);
      const interval = read.known && read.value.interval.known ? read.value.interval.value : null;
      return {
        days,
        share: read.known ? known(read.value.share) : read,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        atRisk: curve.steps.find(({ time }) => time >= days)?.atRisk ?? 0,
      };
    }),
    median: median.known ? known(median.value.time) : median,
  };
}
