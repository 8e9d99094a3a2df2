import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import type { Unit } from './unit.ts';

/*
 * What Perdure finds out about people reads like a trait: everybody in a segment has the trait `segment:seg_…`, whose one
 * value is `inside`; everybody in a phase of life has the trait `perdure.phase`; whoever has a score has the trait
 * `score:health`, and those beside it. So they tell people apart, and filter them, wherever a trait does.
 */

/** Values of a trait that Perdure finds out; undefined for one that was told. Rows (who, value); grain: a unit that has it. */
export function derivedValues(
  trait: string,
  at: { readonly asOf: number; readonly unit: Unit },
): Sql | undefined {
  const segment = segmentOfTrait(trait);
  if (segment !== undefined) return segmentValues(segment, at);
  const score = scoreOfTrait(trait);
  if (score !== undefined) return scoreValues(score, at);
  const offer = offerOfPhaseTrait(trait);
  return offer === undefined ? undefined : phaseValues(offer, at);
}

/**
 * One row where anybody may bear such a trait; undefined for one that was told.
 *
 * @param asNumber only where it is a number
 */
export function derivedRow(trait: string, unit: Unit, asNumber: boolean): Sql | undefined {
  const score = scoreOfTrait(trait);
  if (score !== undefined) return anyScore(score, unit, asNumber);
  const segment = segmentOfTrait(trait);
  const offer = offerOfPhaseTrait(trait);
  if (segment === undefined && offer === undefined) return undefined;
  if (asNumber) return sql`select 1 as found where false`;
  return segment === undefined ? anyPhase(offer ?? null) : countedSegment(segment);
}

interface AskedScore {
  readonly score: string;
  /** Its colour is asked for, where it is a number. */
  readonly colour: boolean;
}

/** The score a trait `score:health`, `score:health:colour` or `score:health.depth` is of; undefined for a trait that was told. */
function scoreOfTrait(trait: string): AskedScore | undefined {
  const [, score, colour] = /^score:([a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)?)(:colour)?$/.exec(trait) ?? [];
  return score === undefined ? undefined : { score, colour: colour !== undefined };
}

const scoreSaid = ({ colour }: AskedScore): Sql =>
  colour ? sql`toString(colour)` : sql`ifNull(toString(scores.value), toString(colour))`;

/** Scores at an instant, as traits tell them: rows (who, value). Grain: a unit that has the score. */
const scoreValues = (
  asked: AskedScore,
  { asOf, unit }: { readonly asOf: number; readonly unit: Unit },
): Sql => sql`(
    select ${unit === 'customer' ? sql`toUInt32(key)` : sql`key`} as who, said as value
    from (
      select key, argMax(${scoreSaid(asked)}, at) as said
      from ${scoped('scores')} as scores
      where unit = ${unit}
        and score = ${asked.score}
        and at <= ${new Date(asOf)}
      group by key
    )
    where value != ''
  )`;

/** One row where the score of anybody was ever told. */
const anyScore = (asked: AskedScore, unit: Unit, asNumber: boolean): Sql => sql`
    select 1 as found
    from ${scoped('scores')} as scores
    where unit = ${unit}
      and score = ${asked.score}
      and ${asNumber ? sql`isNotNull(toFloat64OrNull(${scoreSaid(asked)}))` : sql`${scoreSaid(asked)} != ''`}
    limit 1`;

/** The segment whose members bear a trait of this name; undefined for a trait that was told. */
const segmentOfTrait = (trait: string): string | undefined => /^segment:(seg_[0-9a-z]+)$/.exec(trait)?.[1];

/** Those in a segment at an instant, as traits tell them: rows (who, value). Grain: a member. */
const segmentValues = (
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

/** The offer a trait `perdure.phase:…` is about, null for `perdure.phase`: the headline life; undefined for a trait that was told. */
function offerOfPhaseTrait(trait: string): string | null | undefined {
  if (trait === 'perdure.phase') return null;
  return trait.startsWith('perdure.phase:') ? trait.slice('perdure.phase:'.length) : undefined;
}

/** Phases of life at an instant, as traits tell them: rows (who, value). Grain: a customer in a phase; accounts have none. */
const phaseValues = (
  offer: string | null,
  { asOf, unit }: { readonly asOf: number; readonly unit: Unit },
): Sql => sql`(
    select ${unit === 'customer' ? sql`customer` : sql`toUInt64(customer)`} as who, moves_phase[place] as value
    from (
      select customer, moves_phase, arrayLastIndex(at -> at < ${new Date(asOf)}, moves_at) as place
      from ${scoped('phase_lives')}
      where known
        and ${offer === null ? ledAt(asOf) : sql`offer = ${offer}`}
        and ${unit === 'customer' ? sql`true` : sql`false`}
      settings final = 1
    )
    where place > 0
  )`;

/** The life was the headline just before an instant. */
const ledAt = (asOf: number): Sql =>
  sql`arrayExists((since, until) -> since < ${new Date(asOf)} and until >= ${new Date(asOf)}, led_from, led_to)`;

/** One row where anybody has a life with an offer, or any at all. */
const anyPhase = (offer: string | null): Sql => sql`
    select 1 as found
    from ${scoped('phase_lives')}
    where known
      and ${offer === null ? sql`headline` : sql`offer = ${offer}`}
    limit 1`;

/** One row where a segment was ever counted. */
const countedSegment = (segment: string): Sql => sql`
    select 1 as found
    from ${scoped('segment_members')}
    where segment = ${segment}
    limit 1`;
