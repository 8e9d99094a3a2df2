import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
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
 */
export async function heldTerms(
  { records, workspace }: Pick<Context, 'records' | 'workspace'>,
  asOf: number,
  unit?: Unit,
): Promise<Term[]> {
  const rows = await records.rows(versionRows(workspace.number, new Date(asOf), unit));
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

/**
 * Versions in their order, without those that say of the offer, the start and the end what the one before said: a price is
 * changed more often than a contract ends. Grain: a version; a contract seldom has more than two such.
 */
function versionRows(workspace: number, asOf: Date, unit: Unit | undefined): Sql<VersionRow> {
  const ms = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;
  return sql<VersionRow>`
  select contract, ${keyOf[unit ?? 'either']} as holder, offer, ${ms(sql`starts_at`)} as "startsAt", ${ms(sql`ends_at`)} as "endsAt",
    ${ms(sql`effective_at`)} as "effectiveAt"
  from (
    select contract, version, holder_kind, holder, offer, starts_at, ends_at, effective_at,
      lag(row(offer, starts_at, ends_at)) over own is not distinct from row(offer, starts_at, ends_at)
        and lag(effective_at) over own <= effective_at as repeats
    from contracts
    where workspace_id = ${workspace}
      and recorded_at < ${asOf}
      and (${unit ?? null}::text is null or holder_kind = ${unit ?? null})
    window own as (partition by contract order by version)
  ) as known
  ${
    unit === 'customer'
      ? sql`join identities
    on identities.workspace_id = ${workspace} and identities.kind = 'user' and identities.external_id = known.holder`
      : nothing
  }
  where repeats is not true
  order by contract, version`;
}

const keyOf: Readonly<Record<Unit | 'either', Sql>> = {
  customer: sql`identities.customer::text`,
  account: sql`known.holder`,
  either: sql`known.holder_kind || ':' || known.holder`,
};
