import { sql, typed } from '#src/basics/sql.ts';
import { type Engines, eventsOf, framed, limits, shown } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { Goal } from './ask.ts';
import { toldIn } from './progress.ts';
import { progressOf } from './queries.ts';

const dayMs = 86_400_000;

/** Whoever was not seen for so many days has another reason to be looked after than their goal. */
const seenDays = 28;

/** Somebody whose goal does not advance. */
export interface Stuck {
  /** A customer's number as text, or an account's id. */
  readonly key: string;
  readonly goal: Pick<Goal, 'id' | 'name'>;
  /** The next undone action: its place, 1 for the first, and its name. */
  readonly next: { readonly place: number; readonly name: string };
  /** Its days are over. */
  readonly late: boolean;
  /** When the goal was told, or the last action was done: epoch milliseconds. */
  readonly quietSince: number;
}

interface StuckRow {
  readonly unit: number | string;
  readonly place: number;
  readonly over: number;
  readonly quiet: number | string;
}

/**
 * Whose goal does not advance: the days of an undone action are over, or nothing was done for so many days since the goal was
 * told or an action done, while they still come. One statement for each goal that is offered.
 *
 * @param idleDays whole days of 24 hours
 */
export async function stuckGoals(context: Engines, unit: Unit, idleDays: number): Promise<Stuck[]> {
  const frame = await framed(context, { unit, people: [], includeMarked: false });
  const told = await toldIn(context, frame);
  const offered = told.goals.flatMap((goal, place) => (goal.retiredAt === null ? [{ goal, place }] : []));
  const seen = eventsOf(frame, [null], { from: frame.known.lastBegun - seenDays + 1 });
  const found = await Promise.all(
    offered.map(async ({ goal, place }) => {
      const rows = await context.warehouse.rows(
        sql<StuckRow>`
          select unit, next as place, toUInt8(late[next]) as over, quiet
          from (
            select unit, late, indexOf(arrayMap(one -> toUInt8(one.1 != 0), done), 0) as next,
              greatest(since, arrayMax(one -> toInt64(one.1), done)) as quiet
            from ${progressOf(told, goal, place)}
          )
          where next != 0
            and unit in (select unit from ${seen})
            and (late[next] = 1 or quiet < ${typed('Int64', frame.asOf - idleDays * dayMs)})`,
        limits(context),
      );
      return rows.map((row) => ({ row, goal }));
    }),
  );
  const all = found.flat();
  const people =
    unit === 'account'
      ? await shown(
          context,
          unit,
          all.map(({ row }) => String(row.unit)),
        )
      : [];
  return all.flatMap(({ row, goal }, at) => {
    const action = goal.current.actions[row.place - 1];
    if (action === undefined) return [];
    return [
      {
        key: unit === 'account' ? (people[at]?.id ?? String(row.unit)) : String(row.unit),
        goal: { id: goal.id, name: goal.name },
        next: { place: row.place, name: action.name },
        late: row.over === 1,
        quietSince: Number(row.quiet),
      },
    ];
  });
}
