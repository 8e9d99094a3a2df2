import type { Context } from '#src/access/index.ts';
import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { saidOf, toldShare } from '#src/customers/frame/index.ts';
import type { ContractPeriod, ContractsAnswer, ContractsAsk } from './ask.ts';
import { type Counts, countsOf, type Span } from './counting.ts';
import { holdersOf, type Reading, readingOf, wholeSpan } from './reading.ts';
import { otherHolders } from './versions.ts';
import { definition, verdictOf } from './words.ts';

/** Those under contract, period by period. @throws DomainError those of `readingOf` */
export async function contractsAnswer(context: Context, ask: ContractsAsk): Promise<ContractsAnswer> {
  const reading = await readingOf(context, ask);
  const { frame, periods, offers } = reading;
  const facts = holdersOf(reading);
  const told = periods.map(
    ({ first, from, until, complete }): ContractPeriod => ({
      period: dateText(first),
      state: complete ? 'complete' : 'running',
      ...figuresOf(countsOf(facts, { from, until })),
    }),
  );
  return {
    periods: told,
    offers: byOffer(reading),
    otherKinds: offers.filter(({ kind }) => kind !== 'continuous').length,
    withoutEvents: facts.filter(({ key }) => key === null).length,
    otherHolders: await otherHolders(context, { unit: frame.unit, asOf: frame.asOf }),
    verdict: verdictOf(told, frame.unit, ask.period),
    definition: definition(ask.leaving),
    ...saidOf(frame, ask),
  };
}

/** The shares of counts, each with its bounds. */
export function figuresOf(counts: Counts): Omit<ContractPeriod, 'period' | 'state'> {
  const gross = toldShare({ hits: counts.ended, total: counts.at_start });
  const renewal = toldShare({ hits: counts.renewed, total: counts.renewed + counts.not_renewed });
  return {
    counts,
    gross: gross.share,
    grossLow: gross.low,
    grossHigh: gross.high,
    net: netOf(counts),
    renewal: renewal.share,
    renewalLow: renewal.low,
    renewalHigh: renewal.high,
  };
}

const netOf = ({ ended, returned, at_start }: Counts): Estimate<number> =>
  at_start === 0 ? unknown('too_few_customers') : known((ended - returned) / at_start);

function byOffer(reading: Reading): ContractsAnswer['offers'] {
  const span = wholeSpan(reading.periods);
  if (span === undefined) return [];
  const asked = reading.ask.offers;
  return reading.offers
    .filter(({ name, kind }) => kind === 'continuous' && (asked === undefined || asked.includes(name)))
    .map(({ name, declared }) => ({ offer: name, declared, ...figuresOf(ofOffer(reading, name, span)) }))
    .sort((a, b) => b.counts.at_end - a.counts.at_end || (a.offer < b.offer ? -1 : 1));
}

const ofOffer = (reading: Reading, offer: string, span: Span): Counts =>
  countsOf(holdersOf(reading, [offer]), span);
