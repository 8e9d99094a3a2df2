import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Engines, Frame } from '#src/insights/frame/index.ts';

/** What the contracts known at an instant say of those who are counted: one entry per holder. */
export interface Holders {
  /** A customer's number, or an account's id, as text. */
  readonly keys: readonly string[];
  /** When the last contract ends, epoch milliseconds; null where one has no end. */
  readonly ends: readonly (number | null)[];
  /** A year of all prices, in smallest units; null where no contract has a price and a period. */
  readonly yearly: readonly (number | null)[];
  readonly currencies: readonly string[];
}

interface HolderRow {
  readonly key: string;
  readonly ends: Date | string | null;
  readonly endless: boolean;
  readonly yearly: string | null;
  readonly currencies: string[];
}

/** Contracts by the version known just before an instant, per holder. Grain: a holder. */
const holderRows = ({ unit, asOf }: Pick<Frame, 'unit' | 'asOf'>): Sql<HolderRow> => sql<HolderRow>`
  with known as (
    select distinct on (contract) holder_kind, holder, ends_at, price, period, currency
    from contracts
    where recorded_at < ${new Date(asOf)}
    order by contract, version desc
  )
  select ${unit === 'customer' ? sql`identities.customer::text` : sql`known.holder`} as key,
    max(ends_at) as ends, bool_or(ends_at is null) as endless,
    sum(price * case period when 'day' then 365 when 'week' then 52 when 'month' then 12 when 'quarter' then 4
      when 'semester' then 2 when 'year' then 1 end)::text as yearly,
    array_agg(distinct currency) filter (where price is not null and period is not null) as currencies
  from known
  ${unit === 'customer' ? sql`join identities on identities.kind = 'user' and identities.external_id = known.holder` : sql``}
  where known.holder_kind = ${unit}
  group by key`;

/** Reads what contracts say of people or accounts. */
export async function holdersOf({ records }: Pick<Engines, 'records'>, frame: Frame): Promise<Holders> {
  const rows = await records.rows(holderRows(frame));
  return {
    keys: rows.map(({ key }) => key),
    ends: rows.map(({ ends, endless }) => (endless || ends === null ? null : new Date(ends).getTime())),
    yearly: rows.map(({ yearly }) => (yearly === null ? null : Number(yearly))),
    currencies: [...new Set(rows.flatMap(({ currencies }) => currencies ?? []))],
  };
}

/** A number per holder as rows (unit, number), those without one left out. Grain: a holder. */
export function perHolder(
  { unit }: Frame,
  keys: readonly string[],
  numbers: readonly (number | null)[],
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
    'Array(Int64)',
    known.map((one) => one.number),
  )})`;
  return sql`(
    select ${key} as unit, tupleElement(pair, 2) as number
    from (select arrayJoin(${all}) as pair)
  )`;
}
