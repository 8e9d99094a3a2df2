import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { bearsName, type EventMatch, passesTests } from '#src/customers/event-match/index.ts';
import { eventsTelling, keyTypes, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { type Dimension, dayAt, holderNamed } from '#src/insights/health-measures/index.ts';
import type { PeopleAsk } from './ask.ts';
import { type Ground, groundOf, healthOf, isCounted } from './judged.ts';
import { recoloured } from './preview.ts';

/** A number of an answer. */
export type HealthNumber = Pick<PeopleAsk, 'ask' | 'which'>;

/** Those behind a number: holders, or the people of one account. */
export const { page: pageOf, everyone: everyoneBehind } = listedBy(behind);

/** @throws DomainError `health.no_active_people`, `health.no_such_dimension`, those of `groundOf` and `previewOf` */
export async function behind(context: Context, { ask, which }: HealthNumber): Promise<PeopleBehind> {
  if (which.kind === 'active') return activePeople(await groundOf(context, ask), which);
  if (which.kind === 'preview') {
    const { ground, pairs } = await recoloured(context, { ...ask, template: which.template });
    const moved = pairs.filter(
      ({ before, after }) => before.health.colour === which.from && after.health.colour === which.to,
    );
    return {
      frame: ground.frame,
      people: bitmapOf(
        ground.frame.unit,
        moved.map(({ after }) => after.holder.key),
      ),
    };
  }
  const { all, frame, adopted } = await healthOf(context, ask);
  if (which.kind === 'dimension') dimensionNamed(adopted.template.dimensions, which.key);
  const counted = all.filter((one) => isCounted(one, which));
  return {
    frame,
    people: bitmapOf(
      frame.unit,
      counted.map(({ holder }) => holder.key),
    ),
  };
}

/** The bitmap `people` of some keys. */
export const bitmapOf = (unit: Unit, keys: readonly string[]): Sql => sql`
  select bitmapBuild(arrayMap(key -> ${unit === 'customer' ? sql`toUInt32(key)` : sql`toUInt64(key)`}, ${typed('Array(String)', keys)})) as people`;

function dimensionNamed(dimensions: readonly Dimension[], key: string): Dimension {
  const found = dimensions.find((one) => one.key === key);
  if (found !== undefined) return found;
  throw new DomainError('health.no_such_dimension', {
    kind: 'not_found',
    field: 'which.key',
    expected: `a dimension of the template: ${dimensions.map((one) => one.key).join(', ')}`,
    got: key,
  });
}

function activePeople(
  ground: Ground,
  { key, holder }: { readonly key: string; readonly holder: string },
): PeopleBehind {
  const { frame, adopted } = ground;
  const dimension = dimensionNamed(adopted.template.dimensions, key);
  const match = activeIn(dimension);
  const from = dayAt(frame.asOf, -dimension.days, frame.zone);
  const wanted = sql`${bearsName(match)} and ${passesTests(match)} and time >= ${new Date(from)}`;
  const { key: unit } = holderNamed(ground.known.holders, frame.unit, holder);
  const people = sql`
    select groupBitmapState(customer) as people
    from ${eventsTelling(frame, sql`true`, wanted)}
    where unit = ${typed(keyTypes[frame.unit], unit)}
      and customer != 0`;
  return { frame: { ...frame, unit: 'customer' }, people };
}

function activeIn({ key, measure }: Dimension): EventMatch {
  if (measure.kind === 'breadth' || measure.kind === 'tickets') return measure.active;
  throw new DomainError('health.no_active_people', {
    field: 'which.key',
    expected: 'a dimension that counts active people',
    got: key,
  });
}
