import type { RhythmLaw } from '#src/customers/early-warning/index.ts';
import type { Facts, OfferTerms } from './facts.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import type { LocalDays } from './local-days.ts';
import type { PhaseRule } from './rule.ts';

/** From when on which rule holds. */
export interface Era {
  /** Epoch milliseconds; −infinity for the first. */
  readonly from: number;
  readonly version: number;
  readonly rule: PhaseRule;
  readonly law: RhythmLaw;
  /** What began it. */
  readonly reason: 'rule_adopted' | 'rhythm_learned';
}

/** One life to be told. */
export interface LifeAsk {
  readonly facts: Facts;
  readonly terms: OfferTerms;
  /** In order; at least one. */
  readonly eras: readonly Era[];
  readonly days: LocalDays;
  /** Epoch milliseconds. What lies at or after it has not happened; it only says when there is something to judge again. */
  readonly asOf: number;
}

/** The rule that judges first. */
export function firstEra(eras: readonly Era[]): Era {
  const [era] = eras;
  if (era === undefined) throw new Error('a life is judged by a rule');
  return era;
}

/** Everything of a life but visits and nights, in order, the changes of rule among it: each is called by its place. */
export function happeningsUnder({ facts, terms, eras, days }: LifeAsk): readonly Happening[] {
  const first = firstEra(eras);
  const ruleAt = (at: number) => (eras.findLast(({ from }) => from <= at) ?? first).rule;
  const happened = happeningsOf(facts, { terms, ruleAt, days });
  if (eras.length === 1) return happened;
  const adopted = eras.slice(1).map(
    (one, place): Happening => ({
      at: one.from,
      kind: 'rule',
      what: String(place + 1),
      cause: '',
      ordered: null,
    }),
  );
  return [...adopted, ...happened].sort((a, b) => a.at - b.at);
}
