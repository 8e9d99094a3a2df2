import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { membersOf } from '#src/customers/lists/index.ts';
import { keptSegment, membersAt } from '#src/customers/members/index.ts';
import { requireTraits, traitValues, type Unit } from '#src/customers/traits/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { PeopleFilter } from './ask.ts';
import { allOf, comparesNumbers, passes, plainTest } from './value-tests.ts';

/** Whom a question is about: those in every set of `keep`, and in none of `drop`. Each is a bitmap of units. */
export interface WantedPeople {
  readonly keep: readonly Sql[];
  readonly drop: readonly Sql[];
}

interface Circumstances {
  readonly unit: Unit;
  /** Epoch milliseconds; traits have their value of then. */
  readonly asOf: number;
}

/**
 * Conditions on people as bitmaps.
 *
 * @throws DomainError `lists.unknown`, those of `keptSegment`, `filters.other_unit` (a list of accounts where customers are counted),
 * `filters.wrong_values`, `filters.not_comparable`, `traits.unknown`, `traits.not_a_number`
 */
export async function wantedPeople(
  engines: Engines,
  filters: readonly PeopleFilter[],
  circumstances: Circumstances,
): Promise<WantedPeople> {
  const traits = filters.flatMap((filter, at) =>
    filter.kind === 'trait'
      ? [
          {
            field: `people[${at}].trait`,
            trait: filter.trait,
            unit: circumstances.unit,
            asNumber: comparesNumbers(filter),
            presence: filter.how === 'set' || filter.how === 'not_set',
          },
        ]
      : [],
  );
  const [wanted] = await Promise.all([
    peopleSets(engines.records, filters, circumstances),
    requireTraits(engines, traits),
  ]);
  return wanted;
}

type Engines = Pick<Context, 'warehouse' | 'signal'> & { readonly records: Transaction };

/**
 * The same without asking whether the traits named are known: for conditions that were looked at when they were kept.
 *
 * @throws DomainError as {@link wantedPeople}, but those about traits
 */
export async function peopleSets(
  records: Transaction,
  filters: readonly PeopleFilter[],
  circumstances: Circumstances,
): Promise<WantedPeople> {
  const keep: Sql[] = [];
  const drop: Sql[] = [];
  for (const [at, filter] of filters.entries()) {
    const { set, inside } = await setOf(records, filter, circumstances, at);
    (inside ? keep : drop).push(set);
  }
  return { keep, drop };
}

async function setOf(
  records: Transaction,
  filter: PeopleFilter,
  circumstances: Circumstances,
  at: number,
): Promise<{ readonly set: Sql; readonly inside: boolean }> {
  if (filter.kind === 'trait') return havingTrait(filter, circumstances, `people[${at}].values`);
  if (filter.kind === 'list') return onList(records, filter, circumstances.unit);
  return inSegment(records, filter, circumstances, `people[${at}].segment`);
}

async function inSegment(
  records: Transaction,
  { segment, inside }: Extract<PeopleFilter, { kind: 'segment' }>,
  { unit, asOf }: Circumstances,
  field: string,
) {
  const kept = await keptSegment(records, { segment, asOf, field });
  if (kept.unit !== unit) {
    const expected = `a segment of ${unit}s, as this question counts ${unit}s`;
    throw new DomainError('filters.other_unit', { field, expected, got: segment });
  }
  return { set: membersAt(kept, asOf), inside };
}

function havingTrait(
  filter: Extract<PeopleFilter, { kind: 'trait' }>,
  { unit, asOf }: Circumstances,
  field: string,
) {
  const test = plainTest(filter, field);
  const passing = test.how === 'set' ? undefined : passes(sql`toNullable(value)`, test); // whoever is told has a value
  const values = traitValues({ trait: filter.trait, asOf, unit }, passing);
  return { set: sql`(select groupBitmapState(who) from ${values})`, inside: !test.negated };
}

async function onList(
  records: Transaction,
  { list, inside }: Extract<PeopleFilter, { kind: 'list' }>,
  unit: Unit,
) {
  const members = await membersOf(records, list);
  if (members.unit !== unit) {
    const expected = `a list of ${unit}s, as this question counts ${unit}s`;
    throw new DomainError('filters.other_unit', { field: 'list', expected, got: list });
  }
  const set =
    members.unit === 'customer'
      ? sql`bitmapBuild(${typed('Array(UInt32)', members.customers)})`
      : sql`bitmapBuild(arrayMap(account -> sipHash64(account), ${typed('Array(String)', members.accounts)}))`;
  return { set, inside };
}

/** A bitmap without those who are not wanted. */
export function onlyWanted(people: Sql, { keep, drop }: WantedPeople): Sql {
  const kept = keep.reduce<Sql>((left, set) => sql`bitmapAnd(${left}, ${set})`, people);
  return drop.reduce<Sql>((left, set) => sql`bitmapAndnot(${left}, ${set})`, kept);
}

/** Whether a unit is one of those wanted. @param unit its key, as a row bears it */
export const isWanted = (unit: Sql, { keep, drop }: WantedPeople): Sql =>
  allOf([
    ...keep.map((set) => sql`bitmapContains(${set}, ${unit})`),
    ...drop.map((set) => sql`not bitmapContains(${set}, ${unit})`),
  ]);
