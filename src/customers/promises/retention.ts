import type { z } from 'zod';
import { dayOf } from '#src/basics/calendar.ts';
import { DomainError } from '#src/basics/errors.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import {
  type Engines,
  eventRows,
  type Frame,
  framed,
  int,
  limits,
  listedBy,
  saidOf,
} from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { estimateShare } from '#src/maths/index.ts';
import { Group, type Retention, type RetentionAsk, type RetentionPeopleAsk } from './ask.ts';
import { judged } from './promise.ts';
import { type Row, rows } from './register.ts';

/** The groups, in the order in which they are numbered in statements, from 1. */
const groups = Group.options;

/** Somebody's first promise that ended. */
interface Ended {
  readonly key: number | string;
  readonly group: Group;
  readonly due: number;
}

/**
 * Who stayed, by what became of the first promise to them.
 *
 * All are held against the day promised, not the day it was kept: else those kept late would have been watched later, and
 * had to stay that long already. Promises were not dealt at random: who stays may be who was easier to serve.
 *
 * @throws DomainError `promises.days_backwards`, those of the frame and of `requireKnown`
 */
export async function retentionBy(engines: Engines, ask: RetentionAsk): Promise<z.input<typeof Retention>> {
  const { frame, people, unmatched } = await readingOf(engines, ask);
  const found = await engines.warehouse.rows(
    sql<{ place: number; people: number | string; stayed: number | string; waiting: number | string }>`
      select place, countIf(not is_waiting) as people, countIf(is_stayed and not is_waiting) as stayed,
        countIf(is_waiting) as waiting
      from (select place, stayed as is_stayed, waiting as is_waiting from ${people})
      group by place`,
    limits(engines),
  );
  return {
    groups: groups.map((group, at) => {
      const row = found.find(({ place }) => place === at + 1);
      const [total, stayed] = [Number(row?.people ?? 0), Number(row?.stayed ?? 0)];
      const share = estimateShare({ hits: stayed, total });
      return {
        group,
        people: total,
        stayed,
        share: share.known ? known(share.value.share) : unknown(share.why),
        low: share.known ? share.value.interval.low : null,
        high: share.known ? share.value.interval.high : null,
        waiting: Number(row?.waiting ?? 0),
      };
    }),
    unmatched,
    words: honest,
    ...saidOf(frame, ask),
  };
}

/** Who stands behind a number of it. */
export const retentionPeople = listedBy(
  async (engines: Engines, { ask, group, which }: RetentionPeopleAsk) => {
    const { frame, people } = await readingOf(engines, ask);
    const are = {
      people: sql`not waiting`,
      stayed: sql`stayed and not waiting`,
      gone: sql`not stayed and not waiting`,
      waiting: sql`waiting`,
    }[which];
    return {
      frame,
      people: sql`select groupBitmapState(unit) as people
        from (select unit, place, stayed, waiting from ${people})
        where place = ${typed('UInt8', groups.indexOf(group) + 1)} and ${are}`,
    };
  },
);

const honest = say(
  'Ce qui va avec une promesse tenue, pas ce qu’elle cause : les promesses n’ont pas été tirées au sort, et un client plus simple à servir est peut-être aussi un client qui reste. Chacun compte une fois, par la première promesse arrivée à terme.',
  'What goes along with a promise kept, not what it causes: promises were not dealt at random, and a customer who is easier to serve may also be one who stays. Everybody counts once, by the first promise that ended.',
);

async function readingOf(engines: Engines, ask: RetentionAsk) {
  if (ask.days.from > ask.days.to) {
    throw new DomainError('promises.days_backwards', {
      field: 'days.to',
      expected: `a day from ${ask.days.from} on`,
      got: ask.days.to,
    });
  }
  await requireKnown(engines, [{ field: 'match', match: ask.match }]);
  const frame = await framed(engines, ask);
  const { ended, unmatched } = await firstEnded(engines, frame);
  return { frame, unmatched, people: staying(frame, ask, ended) };
}

async function firstEnded(
  { records }: Engines,
  frame: Frame,
): Promise<{ ended: Ended[]; unmatched: number }> {
  const today = dayOf(frame.zone)(frame.asOf);
  const all = await records.rows(sql<Row>`
    ${rows}
    where withdrawn_at is null
      and holder_kind = ${frame.unit}
      and made_on <= ${today}::date
    order by due_on, made_on, id`);
  const numbers =
    frame.unit === 'customer'
      ? await numbersOf(
          records,
          all.map(({ holder }) => holder),
        )
      : undefined;
  const first = new Map<number | string, Ended>();
  const lost = new Set<string>();
  for (const row of all) {
    const key = numbers === undefined ? row.holder : numbers.get(row.holder);
    const group = groupOf(row, today);
    if (key === undefined) lost.add(row.holder);
    else if (group !== undefined && !first.has(key))
      first.set(key, { key, group, due: dayNumber(row.dueOn) });
  }
  return { ended: [...first.values()], unmatched: lost.size };
}

/** Undefined while it is open. */
function groupOf(row: Row, today: string): Group | undefined {
  const isKept = row.keptOn !== null && row.keptOn <= today;
  const { outcome } = judged(isKept ? row : { ...row, keptOn: null, actual: null }, today);
  if (outcome === 'open') return undefined;
  return outcome === 'overdue' ? 'missed' : outcome;
}

/** Rows (unit, place, stayed, waiting) of those with an ended promise. Grain: (unit). */
function staying(frame: Frame, { match, days }: RetentionAsk, ended: readonly Ended[]): Sql {
  const keys = ended.map(({ key }) => key);
  const units =
    frame.unit === 'customer'
      ? sql`${typed('Array(UInt32)', keys.map(Number))}`
      : sql`arrayMap(account -> sipHash64(account), ${typed('Array(String)', keys.map(String))})`;
  const places = typed(
    'Array(UInt8)',
    ended.map(({ group }) => groups.indexOf(group) + 1),
  );
  const dues = typed(
    'Array(Int32)',
    ended.map(({ due }) => due),
  );
  return sql`(
    select given.one.1 as unit, given.one.2 as place,
      arrayExists(day -> day between given.one.3 + ${int(days.from)} and given.one.3 + ${int(days.to)}, did.days) as stayed,
      given.one.3 + ${int(days.to)} >= ${int(frame.known.current)} as waiting
    from (select arrayJoin(arrayZip(${units}, ${places}, ${dues})) as one, one.1 as unit) as given
    left join (
      select unit, groupUniqArray(day) as days
      from ${eventRows(frame, match)}
      where unit in ${units}
      group by unit
    ) as did
    on did.unit = given.unit
    where ${isWanted(sql`given.unit`, frame.wanted)}
  )`;
}
