import { rankOf } from '#src/basics/currency.ts';
import { type Estimate, known, partOf, unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, saidOf, toldShare } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { rankedSaid } from '#src/customers/wording/index.ts';
import type { Measuring } from '#src/insights/comparable/index.ts';
import { testedBy } from '#src/insights/comparison/index.ts';
import { excess, oddsRatio, type RatioEstimate, riskRatio } from '#src/maths/association/index.ts';
import {
  type Comparison,
  compareMany,
  compareProportions,
  type Pair,
} from '#src/maths/significance/index.ts';
import type { RankedStep, Ranking, RankingAsk } from './ask.ts';
import { type Plan, planned } from './plan.ts';
import { judgedAfter, selfEvident } from './self-evident.ts';
import { type Outcome, type Tally, type TallyRow, tallies } from './tallies.ts';
import { definitionOf, stepWords, verdictOf } from './words.ts';

/** The steps of an onboarding, ranked by what goes with failing or skipping them. */
export async function rankingOf(
  engines: Engines,
  ask: RankingAsk,
  how: Measuring = { dated: true },
): Promise<Ranking> {
  const plan = await planned(engines, ask);
  const all = (await engines.warehouse.rows(tallies(plan), limits(engines))).map(tallyOf);
  const everybody = all.filter(({ step }) => step === 0);
  const held = all.filter(({ observable, holds }) => observable && holds);
  const counted = held.filter(({ early }) => !early);
  const told = stepsOf(plan, counted, engines.workspace.smallestDifference);
  const rankedBy = rankOf(
    ask.rank,
    told.map(({ money }) => money),
  );
  const steps = ranked(told, rankedBy);
  const counts = {
    started: sizeOf(everybody),
    notObservable: sizeOf(everybody.filter(({ observable }) => !observable)),
    withoutContract: sizeOf(everybody.filter(({ observable, holds }) => observable && !holds)),
    leftEarly: sizeOf(held.filter(({ step, early }) => step === 0 && early)),
    people: sizeOf(counted.filter(({ step }) => step === 0)),
  };
  return {
    onboarding: plan.onboarding,
    declared: plan.declared,
    ...counts,
    left: sizeOf(counted.filter(({ step, gone }) => step === 0 && gone)),
    rankedBy,
    steps,
    verdict: rankedSaid(verdictOf(steps, { ...counts, unit: plan.unit }), { asked: ask.rank, rankedBy }),
    definition: definitionOf(plan, how),
    ...countedBySaid(plan.missing === null ? [] : [plan.missing]),
    ...saidOf(plan, ask),
  };
}

const tallyOf = (row: TallyRow): Tally => ({
  step: row.step,
  outcome: row.outcome,
  observable: Boolean(row.observable),
  holds: Boolean(row.holds),
  early: Boolean(row.early),
  gone: Boolean(row.gone),
  people: Number(row.people),
  worth: Number(row.worth),
  valued: Number(row.valued),
  currencies: row.currencies,
});

const sizeOf = (some: readonly Tally[]): number => some.reduce((sum, { people }) => sum + people, 0);

const groupOf = (some: readonly Tally[]) => ({
  hits: sizeOf(some.filter(({ gone }) => gone)),
  total: sizeOf(some),
});

function stepsOf(plan: Plan, counted: readonly Tally[], smallest: number): RankedStep[] {
  const groups = plan.declared.steps.map((_, i) => {
    const own = counted.filter(({ step }) => step === i + 1);
    const of = (outcome: Outcome) => own.filter((tally) => tally.outcome === outcome);
    const missed = own.filter(({ outcome }) => outcome !== 'done');
    return { own, done: of('done'), failed: of('failed'), skipped: of('skipped'), missed };
  });
  const pairs = groups.map(({ missed, done }) => ({ first: groupOf(missed), second: groupOf(done) }));
  const evident = plan.declared.steps.map((_, i) => selfEvident(plan, i));
  const after = judgedAfter(plan);
  const found = comparisons(pairs, evident, smallest);
  return groups.flatMap(({ own, done, failed, skipped, missed }, i) => {
    const comparison = found[i];
    const step = plan.declared.steps[i];
    if (comparison === undefined || step === undefined) return [];
    const figures = {
      step: i + 1,
      name: step.name,
      selfEvident: evident[i] ?? null,
      judgedAfter: stepAt(plan, after[i] ?? null),
      done: leftOf(done),
      missed: leftOf(missed),
      failed: leftOf(failed),
      skipped: leftOf(skipped),
      massShare: sizeOf(own) === 0 ? unknown('too_few_customers') : known(sizeOf(missed) / sizeOf(own)),
      riskRatio: ratioOf(riskRatio(groupOf(missed), groupOf(done))),
      oddsRatio: ratioOf(oddsRatio(groupOf(missed), groupOf(done))),
      ...tested(comparison),
      departures: departuresOf(missed, done),
      money: moneyOf(plan, missed, own),
    };
    return [{ ...figures, words: stepWords(figures, plan.unit) }];
  });
}

function stepAt({ declared }: Plan, at: number | null): RankedStep['judgedAfter'] {
  const step = at === null ? undefined : declared.steps[at];
  return at === null || step === undefined ? null : { step: at + 1, name: step.name };
}

/** Corrected together are the steps that may explain leaving; any other is compared by itself, and makes no family larger. */
export function comparisons(
  pairs: readonly Pair[],
  evident: readonly (string | null)[],
  smallest: number,
): (Comparison | undefined)[] {
  const options = { smallestThatMatters: smallest };
  const explaining = pairs.filter((_, i) => evident[i] === null);
  const corrected = compareMany(explaining, options).values();
  return pairs.map(({ first, second }, i) =>
    evident[i] === null
      ? corrected.next().value
      : { ...compareProportions(first, second, options), decidingP: unknown('not_computable') },
  );
}

function leftOf(some: readonly Tally[]): RankedStep['done'] {
  const group = groupOf(some);
  return { people: group.total, left: group.hits, ...toldShare(group) };
}

const ratioOf = (estimate: Estimate<RatioEstimate>): RankedStep['riskRatio'] => estimate;

function tested(comparison: Comparison) {
  const { z: _, verdict: found, ...told } = testedBy(comparison);
  return { ...told, found };
}

function departuresOf(missed: readonly Tally[], done: readonly Tally[]): RankedStep['departures'] {
  const found = excess(groupOf(missed), groupOf(done));
  if (!found.known) return found;
  const { customers, interval, shareOfAll } = found.value;
  return known({ people: customers, ...interval, shareOfAll });
}

/** What those who missed a step are worth, and of what all who are judged at it are. */
function moneyOf(plan: Plan, missed: readonly Tally[], judged: readonly Tally[]): RankedStep['money'] {
  const { worth } = plan.ask;
  const sum = (some: readonly Tally[]) => some.reduce((total, tally) => total + tally.worth, 0);
  const valued = (some: readonly Tally[]) => some.reduce((total, tally) => total + tally.valued, 0);
  const figure = (some: readonly Tally[], whole: readonly Tally[]): Estimate<number> => {
    if (worth === null) return unknown('not_computable');
    if (currenciesOf(whole).length > 1) return unknown('mixed_currencies');
    return valued(whole) === 0 ? unknown('no_events') : known(sum(some));
  };
  const [amount, all] = [figure(missed, missed), figure(judged, judged)];
  const currencies = currenciesOf(missed);
  return {
    amount,
    share: partOf(amount, all),
    ofThoseWhoLeft: figure(
      missed.filter(({ gone }) => gone),
      missed,
    ),
    currency: currencies.length === 1 ? (currencies[0] ?? null) : null,
    people: valued(missed),
  };
}

const currenciesOf = (some: readonly Tally[]): string[] => [
  ...new Set(some.flatMap(({ currencies }) => currencies)),
];

/** By mass those come first that go with more departures: many who miss what costs nothing are no mass of a cause. */
const isCause = ({ found, difference }: RankedStep): boolean =>
  found === 'different' && difference.known && difference.value > 0;

/** The gravest first, then unknown ones, then those that explain nothing; ties in the order of the onboarding. */
function ranked(steps: readonly RankedStep[], rank: RankingAsk['rank']): RankedStep[] {
  const weight = (step: RankedStep): number => {
    if (rank === 'mass') return step.missed.people;
    if (rank === 'money') return orLeast(step.money.amount);
    if (rank === 'departures') return step.departures.known ? step.departures.value.people : -Infinity;
    if (!step.riskRatio.known) return -Infinity;
    // Nobody of those who did it left: more than any ratio that is a number.
    return step.riskRatio.value.ratio.known ? step.riskRatio.value.ratio.value : Number.MAX_VALUE;
  };
  return steps.toSorted(
    (a, b) =>
      Number(a.selfEvident !== null) - Number(b.selfEvident !== null) ||
      (rank === 'mass' ? Number(isCause(b)) - Number(isCause(a)) : 0) ||
      compared(weight(b), weight(a)) ||
      a.step - b.step,
  );
}

const orLeast = (figure: Estimate<number>): number => (figure.known ? figure.value : -Infinity);
const compared = (a: number, b: number): number => (a === b ? 0 : a - b);
