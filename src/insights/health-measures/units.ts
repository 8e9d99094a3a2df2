import { DomainError } from '#src/basics/errors.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { customersOwn } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { type Engines, type Frame, limits } from '#src/customers/frame/index.ts';

/** Someone whose health may be told. */
export interface Holder {
  /** A customer's number or an account's fingerprint, as text. */
  readonly key: string;
  /** An account's id; of customers the number. */
  readonly name: string;
  /** When its first event came, epoch milliseconds; null where none did before the question's instant. */
  readonly since: number | null;
}

/** More than this is asked about in parts: by a list, a segment or a trait. */
export const mostHolders = 100_000;

/** Who bears a name among those known. @throws DomainError `health.unknown_holder` */
export function holderNamed(holders: readonly Holder[], unit: Frame['unit'], name: string): Holder {
  const found = holders.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new DomainError('health.unknown_holder', {
    kind: 'not_found',
    field: 'holder',
    expected:
      unit === 'account'
        ? 'the id of an account with an event or a contract, for whom the conditions hold'
        : 'the number of a customer for whom the conditions hold',
    got: name,
  });
}

interface HolderRow {
  readonly key: string;
  readonly name: string;
  readonly since: string | number;
}

/**
 * Everyone known at the question's instant, by an event or by a contract, whom its conditions hold for, by key.
 *
 * @throws DomainError `health.too_many`
 */
export async function holdersIn(engines: Engines, frame: Frame): Promise<Holder[]> {
  const rows = await engines.warehouse.rows(holderRows(frame), limits(engines));
  if (rows.length > mostHolders) {
    throw new DomainError('health.too_many', {
      kind: 'too_large',
      field: 'people',
      expected: `at most ${mostHolders} ${frame.unit}s; narrow them by a list or a trait`,
    });
  }
  return rows.map(({ key, name, since }) => ({
    key,
    name,
    since: Number(since) === 0 ? null : Number(since),
  }));
}

/** Grain: a holder. */
function holderRows(frame: Frame): Sql<HolderRow> {
  const known = frame.unit === 'account' ? accounts(frame) : customers(frame);
  return sql<HolderRow>`
    select toString(unit) as key, name, toUnixTimestamp64Milli(since) as since
    from (${known})
    where ${isWanted(sql`unit`, frame.wanted)}
    order by unit
    limit ${typed('UInt64', mostHolders + 1)}`;
}

/** 1970 stands for never. */
const never = sql`toDateTime64(0, 3, 'UTC')`;

/**
 * The first time of each account is kept, and is that of the answer where it lies before the instant. Where marked traffic is left
 * out, it may be of such an event: of accounts that any names, events are read.
 */
const accounts = ({ asOf, includeMarked }: Frame): Sql => {
  const at = new Date(asOf);
  const own = sql`time < ${at} and traffic = 'customer'`;
  const byEvents = sql`
        union all
        select group_id as account, min(time) as first
        from ${scoped('events')}
        where group_id in (${marked}) and ${own}
        group by account
        union all
        select group_id as account, min(time) as first
        from ${scoped('events_by_customer')}
        where customer = 0 and group_id in (${marked}) and ${own}
        group by account`;
  return sql`
      select sipHash64(account) as unit, any(account) as name, minIf(first, first > ${never}) as since
      from (
        select account, min(time) as first from ${scoped('memberships')} where time < ${at} group by account
        union all
        select account, min(first_time) as first
        from ${scoped('known_accounts')}
        where ${includeMarked ? sql`true` : sql`account not in (${marked})`}
        group by account
        having first < ${at}
        ${includeMarked ? nothing : byEvents}
        union all
        select holder as account, ${never} as first
        from ${scoped('contract_versions')}
        where holder_kind = 'account' and recorded_at < ${at}
        group by account
      )
      group by account`;
};

/** Accounts that internal or bot traffic names. */
const marked = sql`
          select group_id from ${scoped('events')} where traffic != 'customer' and group_id != ''
          union distinct
          select group_id from ${scoped('events_by_customer')} where customer = 0 and traffic != 'customer' and group_id != ''`;

const customers = ({ asOf, layout }: Frame): Sql => sql`
      select customer as unit, toString(customer) as name, min(first_time) as since
      from ${scoped('customer_events')}
      where layout = ${typed('UInt32', layout)}
        and ${customersOwn}
      group by customer
      having since < ${new Date(asOf)}`;

/** From when on each event is known of anybody: the start of its first local day; '' for any. */
export type FirstDays = ReadonlyMap<string, number>;

/** Reads since when which events have come. Grain: an event; ≤ some hundreds. */
export async function firstDaysOf(engines: Engines, frame: Frame): Promise<FirstDays> {
  const rows = await engines.warehouse.rows(
    sql<{ event: string; day: string }>`
    select event, toString(min(day)) as day
    from (
      select event, day from ${scoped('event_counts')} where layout = ${typed('UInt32', frame.layout)}
      union all
      select toString(event) as event, toDate32(time, ${frame.zone}) as day
      from ${scoped('events_by_customer')}
      where customer = 0
    )
    where ${customersOwn}
      or event != ''
    group by event
    order by event`,
    limits(engines),
  );
  const days = rows.map(({ event, day }) => [event, startOfDay(dayNumber(day), frame.zone)] as const);
  const all = days.map(([, at]) => at);
  return new Map([...days, ['', all.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...all)]]);
}
