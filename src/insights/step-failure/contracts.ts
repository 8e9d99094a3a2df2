import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { decimalsOf } from '#src/events/import-files/index.ts';
import type { Engines, Frame } from '#src/insights/frame/index.ts';

/** What the contracts known at an instant say of those who are counted: one entry per holder. */
export interface Holders {
  /** A customer's number, or an account's id, as text. */
  readonly keys: readonly string[];
  /** When the last contract ends, epoch milliseconds; null where one has no end. */
  readonly ends: readonly (number | null)[];
  /** A year of all prices, in whole units of their currency; null where no contract has a price and a period. */
  readonly yearly: readonly (number | null)[];
  readonly currencies: readonly string[];
}

interface HolderRow {
  readonly key: string;
  readonly currency: string;
  readonly ends: Date | string | null;
  readonly endless: boolean;
  readonly yearly: string | null;
}

/** Contracts by the version known just before an instant, per holder and currency. Grain: a holder's currency. */
const holderRows = ({ unit, asOf }: Pick<Frame, 'unit' | 'asOf'>): Sql<HolderRow> => sql<HolderRow>`
  with known as (
    select distinct on (contract) holder_kind, holder, ends_at, price, period, currency
    from contracts
    where recorded_at < ${new Date(asOf)}
    order by contract, version desc
  )
  select ${unit === 'customer' ? sql`identities.customer::text` : sql`known.holder`} as key, currency,
    max(ends_at) as ends, bool_or(ends_at is null) as endless,
    sum(price * case period when 'day' then 365 when 'week' then 52 when 'month' then 12 when 'quarter' then 4
      when 'semester' then 2 when 'year' then 1 end)::text as yearly
  from known
  ${unit === 'customer' ? sql`join identities on identities.kind = 'user' and identities.external_id = known.holder` : sql``}
  where known.holder_kind = ${unit}
  group by key, currency`;

/** Reads what contracts say of people or accounts. */
export async function holdersOf({ records }: Pick<Engines, 'records'>, frame: Frame): Promise<Holders> {
  const rows = await records.rows(holderRows(frame));
  const holders = [...Map.groupBy(rows, ({ key }) => key)];
  return {
    keys: holders.map(([key]) => key),
    ends: holders.map(([, own]) => lastEnd(own)),
    yearly: holders.map(([, own]) => yearOf(priced(own))),
    currencies: [...new Set(priced(rows).map(({ currency }) => currency))],
  };
}

function lastEnd(own: readonly HolderRow[]): number | null {
  const ends = own.map(({ ends, endless }) => (endless || ends === null ? null : new Date(ends).getTime()));
  return ends.reduce((last, end) => (last === null || end === null ? null : Math.max(last, end)));
}

const priced = (own: readonly HolderRow[]): HolderRow[] => own.filter(({ yearly }) => yearly !== null);

/** Prices stand in smallest units: cents of euros, but whole CFA francs and thousandths of Tunisian dinars. */
const yearOf = (own: readonly HolderRow[]): number | null =>
  own.length === 0
    ? null
    : own.reduce((sum, { yearly, currency }) => sum + Number(yearly) / 10 ** decimalsOf(currency), 0);

/** A number per holder as rows (unit, number), those without one left out. Grain: a holder. */
export function perHolder(
  { unit }: Frame,
  keys: readonly string[],
  numbers: readonly (number | null)[],
  type: 'Int64' | 'Float64',
): Sql {
  const known = keys.flatMap((key, i) => {
    const number = numbers[i];
    return number == null ? [] : [{ key, number }];
  });
  const key =
    unit === 'customer' ? sql`toUInt32(tupleElement(pair, 1))` : sql`sipHash64(tupleElement(pair, 1))`;
  const all = sql`arrayZip(${typed(
    'Array(String)',
    known.map((one) => one.key),
  )}, ${typed(
    `Array(${type})`,
    known.map((one) => one.number),
  )})`;
  return sql`(
    select ${key} as unit, tupleElement(pair, 2) as number
    from (select arrayJoin(${all}) as pair)
  )`;
}
