import { DomainError } from '#src/basics/errors.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import {
  daysAsked,
  type Engines,
  eventRows,
  type Frame,
  framed,
  int,
  limits,
  listedBy,
  moment,
  type PeopleBehind,
  saidOf,
  toldShare,
} from '#src/customers/frame/index.ts';
import { requireTraitApart, traitValues } from '#src/customers/traits/index.ts';
import type { Repurchase, RepurchaseAsk, RepurchasePeopleAsk } from './ask.ts';
import { definitionOf, verdictOf } from './words.ts';

const dayMs = 86_400_000;

type Group = NonNullable<RepurchasePeopleAsk['group']>;

/**
 * Of the buyers who were watched for long enough after their first purchase, the share who bought again in time.
 *
 * @throws DomainError `insights.empty_range`, `insights.no_such_date`, those of the people's conditions
 */
export async function repurchaseOf(engines: Engines, ask: RepurchaseAsk): Promise<Repurchase> {
  const frame = await framed(engines, ask);
  const groups = await groupsOf(engines, frame, ask);
  const rows = await engines.warehouse.rows(counts(frame, ask, groups), limits(engines));
  const all = figuresOf(rows.find(({ place }) => place === wholePlace));
  const parts = groups.flatMap((group, at) => {
    const row = rows.find(({ place }) => place === at);
    return row === undefined ? [] : [{ group, ...figuresOf(row) }];
  });
  return {
    ...all,
    parts,
    verdict: verdictOf(ask, all, frame.unit),
    definition: definitionOf(ask, frame),
    ...saidOf(frame, ask),
  };
}

function figuresOf(row: CountRow | undefined) {
  const [buyers, eligible, again] = [row?.buyers, row?.eligible, row?.again].map((one) =>
    Number(one ?? 0),
  ) as [number, number, number]; // three in, three out
  const { share: rate, low, high } = toldShare({ hits: again, total: eligible });
  return {
    buyers,
    eligible,
    tooRecent: buyers - eligible,
    again,
    rate,
    low,
    high,
    medianDays: again === 0 ? unknown('too_few_customers') : known(Number(row?.median ?? 0) / dayMs),
  };
}

/**
 * Groups in the order of the answer: values by how many buyers bear them, all others, and those of whom none is told.
 *
 * @throws DomainError `traits.unknown`
 */
async function groupsOf(engines: Engines, frame: Frame, ask: RepurchaseAsk): Promise<Group[]> {
  const { by } = ask;
  if (by === undefined) return [];
  await requireTraitApart(engines, { by: 'trait', name: by.trait }, { field: 'by.trait', unit: frame.unit });
  const values = await engines.warehouse.rows(
    sql<{ value: string }>`
    select borne.value as value
    from (${buyersOf(frame, ask)}) as buyers
    inner join ${borneBy(frame, by.trait)} as borne on buyers.unit = borne.who
    group by value
    order by count() desc, value
    limit ${typed('UInt64', by.top)}`,
    limits(engines),
  );
  return [
    ...values.map(({ value }) => ({ kind: 'value' as const, value })),
    { kind: 'others', value: null },
    { kind: 'missing', value: null },
  ];
}

const borneBy = ({ asOf, unit }: Frame, trait: string): Sql => traitValues({ trait, asOf, unit });

/** The place of all buyers together among those of groups. */
const wholePlace = 65_535;

interface CountRow {
  readonly place: number;
  readonly buyers: string;
  readonly eligible: string;
  readonly again: string;
  readonly median: number;
}

/** Grain: a group, by its place, and all together. */
const counts = (frame: Frame, ask: RepurchaseAsk, groups: readonly Group[]): Sql<CountRow> => sql<CountRow>`
  select arrayJoin([place, toUInt16(${wholePlace})]) as place, count() as buyers, countIf(is_eligible) as eligible,
    countIf(is_eligible and bought_again) as again,
    ifNotFinite(quantileExactInclusiveIf(0.5)(second - first, is_eligible and bought_again), 0) as median
  from (${placed(frame, ask, groups)})
  group by place`;

/** Each buyer with the place of their group, as {@link buyersOf} tells them. Grain: a buyer. */
function placed(frame: Frame, ask: RepurchaseAsk, groups: readonly Group[]): Sql {
  if (ask.by === undefined)
    return sql`select *, toUInt16(${wholePlace - 1}) as place from (${buyersOf(frame, ask)})`;
  const values = typed(
    'Array(String)',
    groups.flatMap(({ value }) => value ?? []),
  );
  const others = typed('UInt16', groups.length - 2);
  return sql`
    select buyers.*, toUInt16(multiIf(borne.value = '', ${others} + 1, indexOf(${values}, borne.value) = 0, ${others},
      indexOf(${values}, borne.value) - 1)) as place
    from (${buyersOf(frame, ask)}) as buyers
    left join ${borneBy(frame, ask.by.trait)} as borne on buyers.unit = borne.who`;
}

/** Each buyer with the instants of both first purchases: unit, first, second, is_eligible, bought_again. Grain: a buyer. */
function buyersOf(frame: Frame, ask: RepurchaseAsk): Sql {
  const { from, to } = daysAsked(frame, ask);
  const window = ask.within * dayMs;
  return sql`
    select unit, times[1] as first, if(length(times) > 1, times[2], toInt64(0)) as second,
      first + ${window} < ${frame.asOf} as is_eligible,
      length(times) > 1 and second <= first + ${window} as bought_again
    from (
      select unit, arraySort(groupArray(${moment})) as times, min(day) as first_day
      from ${eventRows(frame, ask.match)}
      group by unit
    )
    where first_day between ${int(from)} and ${int(to)}
      and ${isWanted(sql`unit`, frame.wanted)}`;
}

/** Whose number: without the page. */
export type Which = Omit<RepurchasePeopleAsk, 'limit' | 'cursor'>;

const tests: Readonly<Record<Which['which'], Sql>> = {
  eligible: sql`is_eligible`,
  again: sql`is_eligible and bought_again`,
  not_again: sql`is_eligible and not bought_again`,
  too_recent: sql`not is_eligible`,
};

/** @throws DomainError `revenue.no_such_group`, those of the question */
export async function whoBought(engines: Engines, { ask, which, group }: Which): Promise<PeopleBehind> {
  const frame = await framed(engines, ask);
  const groups = group === null ? [] : await groupsOf(engines, frame, ask);
  const place = groups.findIndex((one) => one.kind === group?.kind && one.value === group.value);
  if (group !== null && place < 0) throw noSuchGroup(group);
  const among = group === null ? buyersOf(frame, ask) : placed(frame, ask, groups);
  const people = sql`
    select groupBitmapState(unit) as people
    from (${among})
    where ${tests[which]}
      and ${group === null ? sql`true` : sql`place = ${typed('UInt16', place)}`}`;
  return { frame, people };
}

const noSuchGroup = (got: Group): DomainError =>
  new DomainError('revenue.no_such_group', {
    kind: 'not_found',
    field: 'group',
    expected: 'a group of the answer',
    got,
  });

export const { page: buyersPage, everyone: everyoneBuying } = listedBy(whoBought);
