import {
  type PaidTerms,
  type Reign,
  reignsOf,
  type Stretch,
  stretchesOf,
  type TimedVersion,
  timesAYear,
} from '#src/customers/contracts/index.ts';
import type { VersionRow } from './facts-rows.ts';

/** A version of a contract, with what is paid for it. */
export interface Terms extends TimedVersion, PaidTerms {
  readonly currency: string;
}

/** What a customer has and had by contracts. */
export interface Held {
  readonly stretches: readonly Stretch[];
  /** Which version of each contract holds when. */
  readonly reigns: readonly Reign<Terms>[];
}

/** Contracts as their versions tell them. */
export function heldBy(rows: readonly VersionRow[]): Held {
  const contracts = [...Map.groupBy(rows, ([contract]) => contract).values()].map((own) => own.map(termsOf));
  return { stretches: contracts.flatMap(stretchesOf), reigns: contracts.flatMap((own) => reignsOf(own)) };
}

const orNull = (at: number): number | null => (at === 0 ? null : at);
const units = (text: string): bigint | null => (text === '' ? null : BigInt(text));

function termsOf(row: VersionRow): Terms {
  const [, version, offer, effective, start, end, cancelled, paused, resumes, ...money] = row;
  const [price, discount, discountEnds, trialEnds, currency, period] = money;
  return {
    version,
    offer,
    effective,
    start,
    end: orNull(end),
    cancelled: cancelled === 1,
    paused: orNull(paused),
    resumes: orNull(resumes),
    price: units(price),
    discount: units(discount),
    discountEnds: orNull(discountEnds),
    trialEnds: orNull(trialEnds),
    currency,
    period: isPeriod(period) ? period : '',
  };
}

const isPeriod = (period: string): period is keyof typeof timesAYear => Object.hasOwn(timesAYear, period);
