import {
  type DataStores,
  inKeptQuestions,
  type OwnStores,
  type Person,
  type PersonalData,
  type Told,
  toldAtOnce,
} from '#src/access/index.ts';
import { identifier, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

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
      await tellSizes({ records, warehouse }, person.workspace);
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
 * How many are in each segment of people, told from its members: nobody is counted again only because somebody was erased.
 * Told again it is the same; what a move in hand will change is told with it.
 */
async function tellSizes({ records, warehouse }: DataStores, workspace: number): Promise<void> {
  const sizes = await warehouse.rows(sizesOf(workspace));
  await records.run(sql`
    update segments
    set size = told.size + coalesce((
      select sum(cardinality(entered) - cardinality(gone))
      from segment_moves
      where segment_moves.segment = told.segment
        and segment_moves.revision > told.revision
    ), 0)
    from unnest(${sizes.map(({ segment }) => segment)}::text[], ${sizes.map(({ revision }) => revision)}::bigint[],
      ${sizes.map(({ size }) => size)}::integer[]) as told (segment, revision, size)
    where segments.id = told.segment
      and segments.workspace_id = ${workspace}
      and segments.unit = 'customer'`);
}

/** As the list of members counts them: numbers given up stand for nobody. Grain: a segment; some hundreds. */
const sizesOf = (workspace: number): Sql<{ segment: string; revision: string; size: number }> => {
  const own = sql`workspace_id = ${typed('UInt32', workspace)}`;
  return sql<{ segment: string; revision: string; size: number }>`
    select segment, toString(max(members.revision)) as revision,
      toUInt32(bitmapAndnotCardinality(groupBitmapMergeState(customers), (
        select groupBitmapState(customer) from retired where ${own}
      ))) as size
    from segment_members as members
    where ${own}
      and (segment, members.revision) in (
        select segment, max(revision)
        from segment_members
        where ${own}
        group by segment
      )
    group by segment`;
};

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
