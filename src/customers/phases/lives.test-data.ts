import { RhythmLaw, unlearned } from '#src/customers/early-warning/index.ts';
import {
  defaultRule,
  type Facts,
  type Life,
  lifeOf,
  localDays,
  noFacts,
  type OfferTerms,
  type PhaseRule,
  plainTerms,
} from './index.ts';

export const days = localDays('Europe/Paris');
export const law = new RhythmLaw(unlearned, 0.99);
/** Noon in Paris of a local day, days since 1970. */
export const noon = (day: number) => days.startOf(day) + 12 * 3_600_000;
/** 1 September 2025. */
export const start = Date.UTC(2025, 8, 1) / 86_400_000;
export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
export const order = (day: number, id = 'o1', amount: number | null = 30_000_000) => ({
  at: noon(day),
  id,
  amount,
});

export interface Told extends Partial<Facts> {
  readonly terms?: Partial<OfferTerms>;
  readonly rule?: PhaseRule;
  /** Days of visits. */
  readonly on?: readonly number[];
}
export const live = (asOf: number, { terms, rule = defaultRule, on, ...facts }: Told): Life =>
  lifeOf({
    facts: { ...noFacts, ...facts, ...(on === undefined ? {} : { visits: on.map(noon) }) },
    terms: { ...plainTerms, ...terms },
    eras: [{ from: Number.NEGATIVE_INFINITY, version: 1, rule, law, reason: 'rule_adopted' }],
    days,
    asOf,
  });
/** How they stand at 13:00 of a day. */
export const stands = (day: number, told: Told): string => {
  const last = live(noon(day) + 3_600_000, told).moves.at(-1);
  return last === undefined ? 'nothing' : `${last.phase}/${last.status}`;
};
export const reasonAt = (day: number, told: Told) => live(noon(day) + 3_600_000, told).moves.at(-1)?.reason;
/** Every so many days, the first and the last included. */
export const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
export const threeAWeek = (from: number, weeks: number) =>
  Array.from({ length: weeks }, (_, week) => [0, 2, 4].map((day) => from + 7 * week + day)).flat();
