import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import type { Unit } from './unit.ts';

/*
 * What Perdure finds out about people reads like a trait: everybody in a segment has the trait `segment:seg_…`, whose one
 * value is `inside`. So it tells people apart, and filters them, wherever a trait does.
 */

/** The segment whose members bear a trait of this name; undefined for a trait that was told. */
export const segmentOfTrait = (trait: string): string | undefined =>
  /^segment:(seg_[0-9a-z]+)$/.exec(trait)?.[1];

/** Those in a segment at an instant, as traits tell them: rows (who, value). Grain: a member. */
export const segmentValues = (
  segment: string,
  { asOf, unit }: { readonly asOf: number; readonly unit: Unit },
): Sql => sql`(
    select ${unit === 'customer' ? sql`toUInt32(key)` : sql`key`} as who, 'inside' as value
    from ${scoped('segment_moves')}
    where segment = ${segment}
      and at <= ${new Date(asOf)}
    group by key
    having argMax(inside, revision)
  )`;

/** One row where a segment was ever counted. */
export const countedSegment = (segment: string): Sql => sql`
    select 1 as found
    from ${scoped('segment_members')}
    where segment = ${segment}
    limit 1`;
