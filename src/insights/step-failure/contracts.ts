import { decimalsOf } from '#src/basics/currency.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { heldContracts } from '#src/customers/contracts/index.ts';
import { type Engines, type Frame, unitNamed } from '#src/customers/frame/index.ts';

/** What the contracts known at an instant say of those who are counted: one entry per holder. */
export interface Holders {
  /** A customer's number, or an account's id, as text. */
  readonly keys: readonly string[];
  /** When the first contract begins, epoch milliseconds. */
  readonly begins: readonly number[];
  /** When the last contract ends, epoch milliseconds; null where one has no end. */
  readonly ends: readonly (number | null)[];
  /** What a year of those that run costs, or of those that ran last where none runs any more. */
  readonly yearly: readonly Yearly[];
}

/** A year of prices; null where none of the contracts has a price and a period. */
export interface Yearly {
  /** In whole units of the currency. */
  readonly amount: number | null;
  readonly currencies: readonly string[];
}

interface HolderRow {
  readonly key: string;
  readonly currency: string;
  readonly begins: Date | string;
  readonly ends: Date | string | null;
  readonly endless: boolean;
  readonly yearly: string | null;
}

/**
 * What contracts say per holder and currency, as they were known just before an instant and by the versions that hold when. Of
 * one contract renewed year by year only the last counts: prices are of those that ran just before that instant, or at the
 * holder's last end before it.
 *
 * Grain: a holder's currency.
 */
const holderRows = (
  workspace: number,
  { unit, asOf }: Pick<Frame, 'unit' | 'asOf'>,
): Sql<HolderRow> => sql<HolderRow>`
  with held as (
    select key, begins, coalesce(ends, 'infinity') as ends, price, period, currency
    from ${heldContracts(workspace, { unit, asOf })} as held
    where key is not null
  ), told as (
    select held.*, least(${new Date(asOf)}, max(ends) filter (where begins < ${new Date(asOf)}) over (partition by key)) as last
    from held
  )
  select key, currency, min(begins) as begins, nullif(max(ends), 'infinity') as ends, bool_or(ends = 'infinity') as endless,
    sum(price * case period when 'day' then 365 when 'week' then 52 when 'month' then 12 when 'quarter' then 4
      when 'semester' then 2 when 'year' then 1 end) filter (where begins < last and ends >= last)::text as yearly
  from told
  group by key, currency`;

/** Reads what contracts say of people or accounts. */
export async function holdersOf(
  { records, workspace }: Pick<Engines, 'records' | 'workspace'>,
  frame: Frame,
): Promise<Holders> {
  const rows = await records.rows(holderRows(workspace.number, frame));
  const holders = [...Map.groupBy(rows, ({ key }) => key)];
  return {
    keys: holders.map(([key]) => key),
    begins: holders.map(([, own]) => Math.min(...own.map(({ begins }) => new Date(begins).getTime()))),
    ends: holders.map(([, own]) => lastEnd(own)),
    yearly: holders.map(([, own]) => yearOf(own.filter(({ yearly }) => yearly !== null))),
  };
}

function lastEnd(own: readonly HolderRow[]): number | null {
  const ends = own.map(({ ends, endless }) => (endless || ends === null ? null : new Date(ends).getTime()));
  return ends.reduce((last, end) => (last === null || end === null ? null : Math.max(last, end)));
}

/** Prices stand in smallest units: cents of euros, but whole CFA francs and thousandths of Tunisian dinars. */
function yearOf(priced: readonly HolderRow[]): Yearly {
  const amounts = priced.map(({ yearly, currency }) => Number(yearly) / 10 ** decimalsOf(currency));
  return {
    amount: amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0),
    currencies: priced.map(({ currency }) => currency),
  };
}

/**
 * The local days on which each holder's first contract begins and the last one ends, as rows (unit, begun_on, ended,
 * ended_on); ended is false where one has no end, and ended_on then says nothing.
 *
 * Grain: a holder.
 */
export function daysHeld({ unit, zone }: Frame, { keys, begins, ends }: Holders): Sql {
  const told = (of: readonly (number | null | undefined)[]) =>
    typed(
      'Array(Int64)',
      keys.map((_, i) => of[i] ?? 0),
    );
  const ended = typed(
    'Array(UInt8)',
    keys.map((_, i) => (ends[i] == null ? 0 : 1)),
  );
  const dayAt = (place: number): Sql =>
    sql`toInt32(toDate32(fromUnixTimestamp64Milli(tupleElement(told, ${typed('UInt8', place)}), 'UTC'), ${zone}))`;
  return sql`(
    select ${unitNamed(unit, sql`tupleElement(told, 1)`)} as unit, ${dayAt(2)} as begun_on,
      tupleElement(told, 3) = 1 as ended, ${dayAt(4)} as ended_on
    from (select arrayJoin(arrayZip(${texts(keys)}, ${told(begins)}, ${ended}, ${told(ends)})) as told)
  )`;
}

/** What a year of each holder's contracts costs, as rows (unit, amount, currencies). Grain: a holder with a price. */
export function worthsOf({ unit }: Frame, { keys, yearly }: Holders): Sql {
  const priced = keys.flatMap((key, i) => {
    const year = yearly[i];
    return year === undefined || year.amount === null ? [] : [{ ...year, key, amount: year.amount }];
  });
  return sql`(
    select ${unitNamed(unit, sql`tupleElement(told, 1)`)} as unit, tupleElement(told, 2) as amount, tupleElement(told, 3) as currencies
    from (select arrayJoin(arrayZip(${texts(priced.map(({ key }) => key))}, ${typed(
      'Array(Float64)',
      priced.map(({ amount }) => amount),
    )}, ${typed(
      'Array(Array(String))',
      priced.map(({ currencies }) => currencies),
    )})) as told)
  )`;
}

const texts = (keys: readonly string[]) => typed('Array(String)', keys);
