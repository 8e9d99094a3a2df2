import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** What is known of a segment's keeping. Instants are ISO 8601. */
export interface KeptSegment {
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  /** When its members were first told. */
  readonly keptSince: string;
  /** Its members were right at this instant. */
  readonly freshAt: string;
}

/**
 * A segment whose members are known at an instant.
 *
 * @param asOf epoch milliseconds
 * @throws DomainError `segments.unknown`, `segments.not_ready` (busy) before its first count, `segments.not_kept_then`
 * for an instant before it
 */
export async function keptSegment(
  records: Transaction,
  { segment, asOf, field }: { readonly segment: string; readonly asOf: number; readonly field: string },
): Promise<KeptSegment> {
  const found = await records.row(sql<NullableTimes>`
    select id, name, unit, kept_since as "keptSince", fresh_at as "freshAt"
    from segments
    where id = ${segment}`);
  if (found === undefined) throw unknownSegment(segment, field);
  const { keptSince, freshAt } = found;
  if (keptSince === null || freshAt === null) {
    throw new DomainError('segments.not_ready', {
      kind: 'busy',
      field,
      expected: 'a segment that was counted; this one is being counted for the first time',
      got: segment,
    });
  }
  if (asOf < Date.parse(keptSince)) {
    throw new DomainError('segments.not_kept_then', {
      field,
      expected: `an instant from ${new Date(keptSince).toISOString()} on, when this segment was first counted`,
      got: new Date(asOf).toISOString(),
    });
  }
  return { ...found, keptSince, freshAt };
}

interface NullableTimes extends Omit<KeptSegment, 'keptSince' | 'freshAt'> {
  readonly keptSince: string | null;
  readonly freshAt: string | null;
}

/** What is said where there is no such segment in a workspace. */
export const unknownSegment = (segment: string, field = 'id'): DomainError =>
  new DomainError('segments.unknown', {
    kind: 'not_found',
    field,
    expected: 'the id of a segment of this workspace',
    got: segment,
  });

/**
 * The members of a segment at an instant, as a bitmap of units: those now where the instant lies at or after its last
 * count, else as the moves into it and out of it tell.
 */
export const membersAt = (segment: Pick<KeptSegment, 'id' | 'unit' | 'freshAt'>, asOf: number): Sql =>
  asOf >= Date.parse(segment.freshAt) ? membersNow(segment) : membersThen(segment, asOf);

/** Who is in a segment now, by its latest revision; nobody where it was never counted. */
export const membersNow = ({ id, unit }: Pick<KeptSegment, 'id' | 'unit'>): Sql => sql`(
    select groupBitmapMergeState(${unit === 'customer' ? sql`customers` : sql`accounts`})
    from ${scoped('segment_members')}
    where segment = ${id}
      and revision = (select max(revision) from ${scoped('segment_members')} where segment = ${id})
  )`;

const membersThen = ({ id, unit }: Pick<KeptSegment, 'id' | 'unit'>, asOf: number): Sql => sql`(
    select groupBitmapState(${unit === 'customer' ? sql`toUInt32(key)` : sql`key`})
    from (
      select key
      from ${scoped('segment_moves')}
      where segment = ${id}
        and at <= ${new Date(asOf)}
      group by key
      having argMax(inside, revision)
    )
  )`;
