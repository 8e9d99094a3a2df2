import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { beginsOn, periodNamed, spanAsked } from '#src/customers/value/index.ts';
import { type RevenueWhich, requireBook, requirePart } from './ask.ts';
import { lostRows, windowsOf } from './churn.ts';
import { movesOf } from './moves.ts';
import { type Engines, type Scope, scopeOf } from './scope.ts';

/**
 * Whose money a figure is: the holders that were counted, people or accounts.
 *
 * @throws DomainError those of the question, `insights.no_such_period`, `revenue.no_such_book`, `revenue.other_holders`
 */
export async function whoPays(engines: Engines, { behind, holders }: RevenueWhich): Promise<PeopleBehind> {
  const part = behind.of === 'movements' ? behind.book : behind.part;
  const isOfAll = part === null || (part.offer === null && part.group === null);
  const scope = await scopeOf(engines, behind.ask, isOfAll ? 'nothing' : behind.ask.by);
  const unit = unitAsked(scope, holders);
  const rows = behind.of === 'movements' ? ofMovements(scope, behind) : ofChurn(scope, behind);
  return { frame: { ...scope.frame, unit }, people: bitmapOf(unit, rows) };
}

export const { page: payersPage, everyone: everyonePaying } = listedBy(whoPays);

/** Which kind of holder is listed. @throws DomainError `revenue.other_holders` */
export function unitAsked({ kinds, frame }: Scope, asked: Unit | undefined): Unit {
  const unit = asked ?? frame.unit;
  if (kinds.includes(unit)) return unit;
  throw new DomainError('revenue.other_holders', {
    field: 'holders',
    expected: `"${kinds.join('" or "')}", whose contracts the question counts`,
    got: unit,
  });
}

/** Holders of rows (who, key) as a bitmap. Grain: one row. */
export const bitmapOf = (unit: Unit, rows: Sql): Sql => sql`
  select groupBitmapState(${unit === 'customer' ? sql`toUInt32(key)` : sql`key`}) as people
  from (${rows})
  where who = ${int(unit === 'customer' ? 1 : 2)}
  settings final = 1`;

function ofMovements(
  scope: Scope,
  { ask, book, period, which }: Extract<RevenueWhich['behind'], { of: 'movements' }>,
): Sql {
  const span = spanAsked(scope.frame, ask);
  const place = int(requireBook(scope.books, book));
  const named = periodNamed(scope.frame, span, period);
  const from = int(beginsOn(scope.frame, ask.period, named));
  const to = int(Math.min(beginsOn(scope.frame, ask.period, named + 1) - 1, scope.frame.known.lastBegun));
  if (which === 'end') return heldOn(scope, to, sql`book = ${place}`);
  return sql`
    select who, key
    from ${movesOf(scope)}
    where book = ${place}
      and move = ${which}
      and day between ${from} and ${to}`;
}

/** Holders with something at the end of a day. */
const heldOn = (scope: Scope, day: ReturnType<typeof int>, among: Sql): Sql => sql`
    select who, key
    from ${movesOf(scope)}
    where day <= ${day}
      and ${among}
    group by who, key
    having sum(live) > 0`;

function ofChurn(
  scope: Scope,
  { ask, period, which, part }: Extract<RevenueWhich['behind'], { of: 'churn' }>,
): Sql {
  const named = periodNamed(scope.frame, spanAsked(scope.frame, ask), period);
  const window = windowsOf(scope, ask).find((one) => one.period === named);
  if (window === undefined) throw new Error('a period of the answer has its window');
  const among =
    part === null ? sql`true` : sql`book in ${typed('Array(UInt16)', requirePart(scope.books, part))}`;
  if (which === 'start') return heldOn(scope, int(window.from - 1), among);
  return sql`
    select who, key
    from ${movesOf(scope)}
    where ${lostRows[which](sql`${int(window.from)}`)}
      and ${among}
      and day between ${int(window.from)} and ${int(window.to)}`;
}
