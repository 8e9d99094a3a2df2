import {
  inKeptQuestions,
  type OwnStores,
  type Person,
  type PersonalData,
  type Told,
  toldAtOnce,
} from '#src/access/index.ts';
import { identifier, scoped, sql, typed } from '#src/basics/sql.ts';

const numbers = (person: Person) => typed('Array(UInt32)', person.numbers);
const bits = (person: Person) => sql`bitmapBuild(${numbers(person)})`;
const atOnce = { settings: { mutations_sync: 1 }, seconds: 600 };

/** Tables in which people stand as bits of a bitmap called `customers`. */
const bitmaps = ['segment_members', 'arrivals'] as const;

/** Rules may name a person; members are held by their numbers. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('segments'),
  inKeptQuestions('names of segments'),
  {
    holds: 'members of segments',
    erase: async ({ records, warehouse }, person) => {
      await records.run(sql`
        update segment_moves
        set entered = array(select unnest(entered) except all select unnest(${person.numbers}::bigint[])),
          gone = array(select unnest(gone) except all select unnest(${person.numbers}::bigint[]))
        where workspace_id = ${person.workspace}
          and (entered && ${person.numbers}::bigint[] or gone && ${person.numbers}::bigint[])`);
      if (person.numbers.length === 0) return;
      await warehouse.run(
        sql`
        alter table segment_moves
        delete where workspace_id = ${typed('UInt32', person.workspace)}
          and key in ${numbers(person)}`,
        atOnce,
      );
      for (const table of bitmaps) {
        await warehouse.run(
          sql`
          alter table ${identifier(table, bitmaps)}
          update customers = bitmapAndnot(customers, ${bits(person)})
          where workspace_id = ${typed('UInt32', person.workspace)}
            and bitmapHasAny(customers, ${bits(person)})`,
          atOnce,
        );
      }
    },
    count: async ({ records, warehouse }, person) => {
      const row = await records.row(sql<{ held: number }>`
        select count(*)::integer as held
        from segment_moves
        where workspace_id = ${person.workspace}
          and (entered && ${person.numbers}::bigint[] or gone && ${person.numbers}::bigint[])`);
      const [stored] = await warehouse.rows(sql<{ held: string }>`
        select (
          select count()
          from segment_moves
          where workspace_id = ${typed('UInt32', person.workspace)} and key in ${numbers(person)}
        ) + (
          select count()
          from segment_members
          where workspace_id = ${typed('UInt32', person.workspace)} and bitmapHasAny(customers, ${bits(person)})
        ) + (
          select count()
          from arrivals
          where workspace_id = ${typed('UInt32', person.workspace)} and bitmapHasAny(customers, ${bits(person)})
        ) as held`);
      return (row?.held ?? 0) + Number(stored?.held ?? 0);
    },
    tells: [toldAtOnce('segments', movesOf)],
  },
  {
    holds: 'ids of people in the warehouse',
    erase: async ({ warehouse }, person) => {
      await warehouse.run(
        sql`
        alter table people_ids
        delete where workspace_id = ${typed('UInt32', person.workspace)}
          and (customer in ${numbers(person)} or user_id in ${typed('Array(String)', person.userIds)})`,
        atOnce,
      );
    },
    count: async ({ warehouse }, person) => {
      const [row] = await warehouse.rows(sql<{ held: string }>`
        select count() as held
        from people_ids
        where workspace_id = ${typed('UInt32', person.workspace)}
          and (customer in ${numbers(person)} or user_id in ${typed('Array(String)', person.userIds)})`);
      return Number(row?.held ?? 0);
    },
    tells: { nothing: 'is a copy of the ids that are told as identity' },
  },
];

/**
 * Each move into and out of a segment; who has moved in last, and not out, is in it. Told twice it is one move.
 *
 * Grain: a move of the person; some hundreds.
 */
async function movesOf({ records, warehouse }: OwnStores, person: Person): Promise<Told[]> {
  const moves = await warehouse.rows(sql<{ segment: string; at: string; inside: boolean }>`
    select distinct segment, revision, at, inside
    from ${scoped('segment_moves')}
    where key in ${numbers(person)}
      and key not in (select toUInt64(customer) from ${scoped('retired')})
    order by at, segment, revision`);
  const called = await records.rows(sql<{ id: string; name: string }>`
    select id, name
    from segments
    where workspace_id = ${person.workspace}
      and id = any(${[...new Set(moves.map(({ segment }) => segment))]}::text[])`);
  const nameOf = new Map(called.map(({ id, name }) => [id, name]));
  return moves.map(({ segment, at, inside }) => ({
    segment,
    name: nameOf.get(segment) ?? null,
    at: `${at.replace(' ', 'T')}Z`,
    moved: inside ? 'in' : 'out',
  }));
}
