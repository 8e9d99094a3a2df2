import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type AskedMatch, type Deed, propertyText, requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, eventRows, type Frame, framed, limits, moment } from '#src/customers/frame/index.ts';
import { requireTraitApart } from '#src/customers/traits/index.ts';
import { deedAsked, requireWholePeriod, settledDeed } from '#src/customers/value/index.ts';
import { type Newcomers, newcomersAsked, startsOf } from '#src/insights/newcomers/index.ts';
import type { Naming, TableAsk } from './ask.ts';
import { type Spent, spentOn } from './store.ts';

/** What tells customers apart. */
export const dimensions = ['campaign', 'channel'] as const;
export type Dimension = (typeof dimensions)[number];

/** A question with its circumstances settled. */
export interface Plan {
  readonly ask: TableAsk;
  readonly frame: Frame;
  readonly newcomers: Newcomers;
  /** What staying is. */
  readonly staying: Deed;
  /** Whether anybody may still begin in the range. */
  readonly entering: boolean;
  readonly spent: readonly Spent[];
  /** Names that stand alone: the imported ones and those with the most customers; all others are "others". */
  readonly names: Readonly<Record<Dimension, readonly string[]>>;
  readonly mismatchBy: Dimension;
}

/** Imported names that stand alone, whoever has more. */
const mostImported = 200;

/**
 * Settles a question.
 *
 * @throws DomainError `acquisition.no_naming`, `acquisition.days_in_disorder`, `insights.unknown_event`,
 * `insights.unknown_property`, `insights.empty_range`, `insights.no_such_date`, `value.window_too_short`, those of `settledDeed`
 * and of the people's conditions
 */
export async function planned(engines: Engines, ask: TableAsk): Promise<Plan> {
  requireSound(ask);
  const frame = await framed(engines, ask);
  const newcomers = newcomersAsked(frame, ask);
  const staying = await settledDeed(engines, ask.stay.match, 'stay.match');
  requireWholePeriod(staying, ask.stay, 'stay.to');
  if (ask.mismatch.match === null)
    requireWholePeriod(staying, { from: ask.mismatch.days, to: ask.stay.to }, 'stay.to');
  await requireKnown(engines, [...matchesOf(ask), ...deedAsked('stay.match', staying)]);
  const spent = await spentOn(engines, newcomers);
  const asked = { ask, frame, newcomers };
  const [campaign, channel] = await Promise.all(
    dimensions.map((dimension) => standing(engines, asked, dimension, spent)),
  );
  const wanted = Date.parse(`${ask.to}T00:00:00Z`) / 86_400_000;
  return {
    ...asked,
    staying,
    entering: wanted >= frame.known.current,
    spent,
    names: { campaign: campaign ?? [], channel: channel ?? [] },
    mismatchBy: ask.channel === null ? 'campaign' : 'channel',
  };
}

/** The dimensions by which rows are told apart. */
export const rowsBy = ({ by }: TableAsk): readonly Dimension[] => (by === 'both' ? dimensions : [by]);

function requireSound(ask: TableAsk): void {
  for (const dimension of rowsBy(ask)) {
    if (ask[dimension] !== null) continue;
    throw new DomainError('acquisition.no_naming', {
      field: dimension,
      expected: `the trait or property that names the ${dimension} of a customer, as the table has a row per ${dimension}`,
      got: null,
    });
  }
  const { stay, mismatch } = ask;
  if (stay.from > stay.to) {
    throw new DomainError('acquisition.days_in_disorder', {
      field: 'stay.to',
      expected: `a day from ${stay.from} on`,
      got: stay.to,
    });
  }
  if (mismatch.match === null && mismatch.days > stay.to) {
    throw new DomainError('acquisition.days_in_disorder', {
      field: 'mismatch.days',
      expected: `at most ${stay.to}, the last day of staying`,
      got: mismatch.days,
    });
  }
}

function matchesOf(ask: TableAsk): AskedMatch[] {
  const { start, value, mismatch } = ask;
  const onStart = (dimension: Dimension): AskedMatch[] => {
    const naming = ask[dimension];
    if (naming === null || naming.by === 'trait') return [];
    const match = naming.by === 'first_property' ? naming.match : start;
    return [{ field: `${dimension}.name`, match, properties: [naming.name] }];
  };
  return [
    { field: 'start', match: start },
    ...(value === null ? [] : [{ field: 'value', match: value.match, quantities: [value.property] }]),
    ...(mismatch.match === null ? [] : [{ field: 'mismatch.match', match: mismatch.match }]),
    ...dimensions.flatMap(onStart),
  ];
}

type Asked = Pick<Plan, 'ask' | 'frame' | 'newcomers'>;

async function standing(
  engines: Engines,
  asked: Asked,
  dimension: Dimension,
  spent: readonly Spent[],
): Promise<readonly string[]> {
  const naming = asked.ask[dimension];
  if (naming === null) return [];
  const ranked = sql<{ value: string }>`
      select value
      from ${namesOf(asked, naming)}
      where value != ''
      group by value
      order by count() desc, value
      limit ${typed('UInt64', asked.ask.top)}`;
  const [rows] = await Promise.all([
    engines.warehouse.rows(ranked, limits(engines)),
    requireTraitApart(engines, naming, { field: `${dimension}.name`, unit: asked.frame.unit }),
  ]);
  return [...new Set([...rows.map(({ value }) => value), ...mostSpent(spent, dimension)])];
}

/** Imported names, the dearest and most shown first. */
function mostSpent(spent: readonly Spent[], dimension: Dimension): string[] {
  const sums = new Map<string, number[]>();
  for (const one of spent) {
    const [cost = 0, seen = 0] = sums.get(one[dimension]) ?? [];
    sums.set(one[dimension], [cost + (one.cost ?? 0), seen + (one.impressions ?? 0) + (one.sends ?? 0)]);
  }
  return [...sums]
    .filter(([name]) => name !== '')
    .sort(([, [a = 0, x = 0]], [, [b = 0, y = 0]]) => b - a || y - x)
    .slice(0, mostImported)
    .map(([name]) => name);
}

/**
 * The name each newcomer bears, '' for none, composed as imported ones are: rows (unit, value).
 *
 * Grain: a newcomer; those without may be missing.
 */
export function namesOf({ ask, frame, newcomers }: Asked, naming: Naming): Sql {
  if (naming.by !== 'first_property') {
    return sql`(select unit, normalizeUTF8NFC(value) as value from ${startsOf(frame, newcomers, { apart: { ...naming, top: ask.top } })})`;
  }
  return sql`(
    select told.unit as unit, normalizeUTF8NFC(argMin(told.value, (told.at, told.arrival, told.message))) as value
    from (
      select unit, ${moment} as at, arrival, message_id as message, ifNull(${propertyText(naming.name)}, '') as value
      from ${eventRows(frame, naming.match, { to: Math.max(newcomers.from, newcomers.to) })}
    ) as told
    inner join ${startsOf(frame, newcomers)} as since on told.unit = since.unit
    where told.value != ''
      and told.at <= since.opened
    group by unit
  )`;
}
