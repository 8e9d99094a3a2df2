import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { whileAwaited } from '#src/access/index.ts';
import { identifier, type Sql, sql, typed } from '#src/basics/sql.ts';
import { shown, Words } from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import {
  conditionWords,
  type Judging,
  judgingAt,
  peopleOfCondition,
  requireSensible,
  ruleWords,
  SegmentRule,
} from '#src/customers/segment-rules/index.ts';
import { Unit } from './ask.ts';
import { namesOf } from './definitions.ts';

/** The question of `segments.preview`. */
export const PreviewAsk = z.object({
  rule: SegmentRule,
  unit: Unit.optional().describe("The workspace's counting unit unless told"),
  sample: z.int().min(0).max(50).default(8),
});
export type PreviewAsk = z.output<typeof PreviewAsk>;

/** The answer of `segments.preview`. */
export const Preview = z.object({
  size: z.int().describe('Whom the rule holds for now'),
  of: z.int().describe('Everybody there is'),
  unit: Unit,
  words: Words.describe('The rule as the end of a sentence: those who …'),
  conditions: z
    .array(z.object({ words: Words, size: z.int() }))
    .describe('Whom each outer condition holds for by itself, in their order'),
  sample: z.array(Person).describe('Some of them, evenly over all'),
  asOf: z.string(),
});
export type Preview = z.output<typeof Preview>;

type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'clock' | 'signal'>;

/**
 * Whom a rule holds for now, though it is not kept.
 *
 * @throws DomainError those of `requireSensible`, `lists.unknown`, `filters.other_unit`, those of `keptSegment`
 */
export async function previewOf(
  engines: Engines,
  { rule, unit: told, sample }: PreviewAsk,
): Promise<Preview> {
  const unit = told ?? engines.workspace.countingUnit;
  await requireSensible(engines, rule, unit);
  const now = engines.clock.now();
  const judging = await judgingAt(engines, unit, now);
  const [row] = await engines.warehouse.rows(await counted(judging, rule, sample), {
    seconds: 60,
    memory: 4 * 2 ** 30,
    ...whileAwaited(engines),
  });
  if (row === undefined) throw new Error('a rule was not counted');
  const names = await namesOf(engines.records);
  return {
    size: Number(row.size),
    of: Number(row.all),
    unit,
    words: ruleWords(rule, names),
    conditions: rule.conditions.map((condition, at) => ({
      words: conditionWords(condition, names),
      size: Number(row.sizes[at]),
    })),
    sample: await shown(engines, unit, unit === 'customer' ? row.keys.map(Number) : row.keys),
    asOf: new Date(now).toISOString(),
  };
}

interface Counted {
  readonly size: number | string;
  readonly all: number | string;
  readonly sizes: readonly (number | string)[];
  readonly keys: readonly string[];
}

/** Every condition is read once. Grain: one row. */
async function counted(
  judging: Judging,
  { match, conditions }: SegmentRule,
  sample: number,
): Promise<Sql<Counted>> {
  const sets = await Promise.all(conditions.map((one) => peopleOfCondition(judging, one)));
  const columns = sets.reduce(
    (all, set, at) => sql`${all}, ${set} as ${column(at)}`,
    sql`${judging.everyone} as everybody`,
  );
  const together = sets
    .map((_, at) => column(at))
    .reduce((left, right) =>
      match === 'all' ? sql`bitmapAnd(${left}, ${right})` : sql`bitmapOr(${left}, ${right})`,
    );
  const sizes = sets.map((_, at) => sql`toUInt64(bitmapAndCardinality(everybody, ${column(at)}))`);
  const [first, ...others] = sizes;
  const listed = others.reduce<Sql>((all, size) => sql`${all}, ${size}`, first ?? sql`toUInt64(0)`);
  return sql<Counted>`
    select bitmapCardinality(found) as size, bitmapCardinality(everybody) as all, [${listed}] as sizes,
      arrayMap(key -> toString(key), arrayFilter((key, at) -> (at - 1) % greatest(1, intDiv(size, ${typed('UInt32', Math.max(1, sample))})) = 0, bitmapToArray(found), arrayEnumerate(bitmapToArray(found)))) as spread,
      arraySlice(spread, 1, ${typed('UInt32', sample)}) as keys
    from (
      select bitmapAnd(everybody, ${together}) as found, *
      from (select ${columns})
    )`;
}

const columnNames = Array.from({ length: 20 }, (_, at) => `c${at}`); // as many as a rule has conditions
const column = (at: number): Sql => identifier(`c${at}`, columnNames);
