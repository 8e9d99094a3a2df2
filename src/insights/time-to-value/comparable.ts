import type { Context } from '#src/access/index.ts';
import { join, sql, typed } from '#src/basics/sql.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { int, limits } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { comparable, lastDayOver, sharesBy } from '#src/insights/comparable/index.ts';
import { CurveAsk } from './ask.ts';
import { type WaitPlan, waitPlan } from './begin.ts';
import { type WaitWhich, whoWaits } from './people.ts';
import { type RetakingWhich, retakingOf, whoRetakes } from './retaking.ts';
import { RetakingAsk } from './retaking-ask.ts';
import { waitRows, waits } from './waits.ts';
import { waitDefinition } from './words.ts';

const dayMs = 86_400_000;

const curveName = say('temps jusqu’à la première valeur', 'time until the first value');

/** A time within which the value may be met, and the last day of a start of which that time is over. */
interface Within {
  readonly days: number;
  readonly to: string;
}

/** Of newcomers who have been watched so long, those who had met the value by then; and the waits of all of them. */
export const comparableWaits = comparable({
  of: 'time-to-value.curve',
  ask: CurveAsk,
  headline: 'nearest_half',
  measure: async (context, asked, how) => {
    const ask = { ...asked, apart: { by: 'nothing' as const } };
    const plan = await waitPlan(context, ask);
    const over = [...new Set(ask.within)]
      .sort((a, b) => a - b)
      .flatMap((days): Within[] => {
        const to = lastDayOver(context, ask, days * dayMs);
        return to === undefined ? [] : [{ days, to }];
      });
    const counted = await reachedWithin(context, plan, over);
    const rows = await context.warehouse.rows(waitRows(plan), limits(context));
    const share = sharesBy('time-to-value.people', (people: WaitWhich) => whoWaits(context, people));
    const group = { kind: 'all' as const, value: null };
    const shares = over.map(({ days, to }, i) =>
      share({
        key: `within_${days}`,
        name: say(
          `ont reçu la première valeur en ${days} ${days === 1 ? 'jour' : 'jours'}`,
          `got the first value within ${days} ${days === 1 ? 'day' : 'days'}`,
        ),
        place: { at: days, date: null },
        hits: counted.hits[i] ?? 0,
        total: counted.totals[i] ?? 0,
        hitsAsk: { ask: { ...ask, to }, group, which: 'reached', within: days },
        totalAsk: { ask: { ...ask, to }, group, which: 'all', within: null },
      }),
    );
    const waited = rows.map(({ hours, reached, people }) => ({
      duration: Number(hours),
      ended: Number(reached) === 1,
      weight: Number(people),
    }));
    return {
      unit: plan.frame.unit,
      shares,
      curve: { name: curveName, rows: waited },
      definition: waitDefinition(plan, how),
    };
  },
});

/** How many began early enough, and had met the value within each time. Grain: one row. */
async function reachedWithin(context: Context, plan: WaitPlan, over: readonly Within[]) {
  if (over.length === 0) return { totals: [], hits: [] };
  const began = ({ to }: Within) => sql`began <= ${int(dayNumber(to))}`;
  const [row] = await context.warehouse.rows(
    sql<{ totals: (number | string)[]; hits: (number | string)[] }>`
      select array(${join(
        over.map((one) => sql`countIf(${began(one)})`),
        ', ',
      )}) as totals,
        array(${join(
          over.map(
            (one) =>
              sql`countIf(${began(one)} and reached = 1 and hours <= ${typed('Int64', one.days * 24)})`,
          ),
          ', ',
        )}) as hits
      from ${waits(plan)}`,
    limits(context),
  );
  return { totals: (row?.totals ?? []).map(Number), hits: (row?.hits ?? []).map(Number) };
}

/** So many days from one day of value to the next, or fewer, count as often. */
const often = 7;

/** Of those with a day of value, those who took it again, who take it often, and whose span still goes on. */
export const comparableRetaking = comparable({
  of: 'time-to-value.retaking',
  ask: RetakingAsk,
  measure: async (context, asked, how) => {
    const over = lastDayOver(context, asked, 0);
    const ask = { ...asked, to: over ?? asked.to };
    const { customers, once, ownSpeed, streaks, definition, unit } = await retakingOf(context, ask, how);
    if (over === undefined) return { unit, shares: [], definition };
    const share = sharesBy('time-to-value.retaking-people', (people: RetakingWhich) =>
      whoRetakes(context, people),
    );
    const people = { ask, atLeast: null, atMost: null };
    const total = { total: customers, totalAsk: { ...people, which: 'all' as const } };
    const shares = [
      share({
        key: 'again',
        name: say('ont repris la valeur au moins une fois', 'took the value again at least once'),
        hits: customers - once,
        hitsAsk: { ...people, which: 'own_speed' },
        ...total,
      }),
      share({
        key: 'often',
        name: say(
          `la reprennent en ${often} jours ou moins d’ordinaire`,
          `usually take it again within ${often} days`,
        ),
        hits: ownSpeed.bars
          .filter(({ value }) => value <= often)
          .reduce((sum, { count: own }) => sum + own, 0),
        hitsAsk: { ...people, which: 'own_speed', atMost: often },
        ...total,
      }),
      share({
        key: 'running',
        name: say('enchaînent encore sans interruption', 'are still on an unbroken span'),
        hits: streaks.running,
        hitsAsk: { ...people, which: 'running' },
        ...total,
      }),
    ];
    return { unit, shares, definition };
  },
});
