import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { stretchesOf } from '#src/customers/contracts/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { Term } from './spells.ts';

/** A version of a contract, as far as it says how long it lasts. */
interface VersionRow {
  readonly contract: string;
  readonly holder: string;
  readonly offer: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly effectiveAt: number;
}

/**
 * Contracts as they were known just before an instant, as stretches of one offer each: a contract that ended and was taken up
 * again is two.
 *
 * @param unit of holders of this kind, each by their key as the warehouse knows it; of all, by kind and id, unless told
 * @param mark what a stretch is of: where it changes, one ends and another begins
 */
export async function heldTerms(
  { records, workspace }: Pick<Context, 'records' | 'workspace'>,
  asOf: number,
  unit?: Unit,
  mark: Mark = 'offer',
): Promise<Term[]> {
  const found = await records.rows(versionRows(workspace.number, { asOf: new Date(asOf), unit, mark }));
  const rows = unit === 'customer' ? await numbered(records, workspace.number, found) : found;
  return [...Map.groupBy(rows, ({ contract }) => contract).values()].flatMap(stretched);
}

const stretched = (versions: readonly VersionRow[]): Term[] =>
  stretchesOf(
    versions.map(({ offer, startsAt, endsAt, effectiveAt }, place) => ({
      version: place + 1,
      offer,
      start: startsAt,
      end: endsAt,
      cancelled: false,
      paused: null,
      resumes: null,
      effective: effectiveAt,
    })),
  ).map(({ offer, from, to }) => ({
    holder: versions[0]?.holder ?? '',
    offer,
    startsAt: from,
    endsAt: to,
  }));

/** What contracts are told apart by: the offer, or how often they are paid ('' once). */
export type Mark = 'offer' | 'period';

const markOf: Readonly<Record<Mark, Sql>> = { offer: sql`offer`, period: sql`coalesce(period, '')` };

interface Versions {
  readonly asOf: Date;
  readonly unit: Unit | undefined;
  readonly mark: Mark;
}

/**
 * Versions in their order, without those that say of the offer, the start and the end what the one before said: a price is
 * changed more often than a contract ends. Grain: a version; a contract seldom has more than two such.
 */
function versionRows(workspace: number, { asOf, unit, mark }: Versions): Sql<VersionRow> {
  const marked = markOf[mark];
  const ms = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;
  return sql<VersionRow>`
  select contract, ${keyOf[unit ?? 'either']} as holder, mark as offer, ${ms(sql`starts_at`)} as "startsAt", ${ms(sql`ends_at`)} as "endsAt",
    ${ms(sql`effective_at`)} as "effectiveAt"
  from (
    select contract, version, holder_kind, holder, ${marked} as mark, starts_at, ends_at, effective_at,
      lag(row(${marked}, starts_at, ends_at)) over own is not distinct from row(${marked}, starts_at, ends_at)
        and lag(effective_at) over own <= effective_at as repeats
    from contracts
    where workspace_id = ${workspace}
      and recorded_at < ${asOf}
      and (${unit ?? null}::text is null or holder_kind = ${unit ?? null})
    window own as (partition by contract order by version)
  ) as known
  where repeats is not true
  order by contract, version`;
}

/**
 * Versions of people's contracts under their numbers; those of whom no event ever came are left out.
 *
 * Read apart, by the ids that contracts name: joined, a workspace of which the engine keeps no statistics yet was compared
 * row by row with itself (17 s for 7,043 contracts; so, a tenth of a second).
 */
async function numbered(
  records: Context['records'],
  workspace: number,
  rows: readonly VersionRow[],
): Promise<VersionRow[]> {
  const ids = [...new Set(rows.map(({ holder }) => holder))];
  const numbers = new Map<string, string>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = await records.rows(sql<{ id: string; customer: string }>`
      select external_id as id, customer::text as customer
      from identities
      where workspace_id = ${workspace}
        and kind = 'user'
        and external_id = any(${ids.slice(from, from + atOnce)}::text[])`);
    for (const { id, customer } of some) numbers.set(id, customer);
  }
  return rows.flatMap((row) => {
    const holder = numbers.get(row.holder);
    return holder === undefined ? [] : [{ ...row, holder }];
  });
}

/** So many ids go with one statement. */
const atOnce = 10_000;

const keyOf: Readonly<Record<Unit | 'either', Sql>> = {
  customer: sql`known.holder`,
  account: sql`known.holder`,
  either: sql`known.holder_kind || ':' || known.holder`,
};
