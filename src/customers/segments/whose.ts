import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { scoped, sql, typed } from '#src/basics/sql.ts';
import { numberOf, WhoAsk } from '#src/customers/profiles/index.ts';
import { segmentsOf } from './definitions.ts';

/** The question of `segments.of`: about a person, or an account. */
export const WhoseAsk = z.union([z.object({ account: z.string().min(1).max(1000) }), WhoAsk]);

/** The answer of `segments.of`. */
export const Whose = z.object({
  segments: z.array(z.object({ id: z.string(), name: z.string() })).describe('Those in use, oldest first'),
});

/** The segments in use that somebody is in, by their last counts. @throws DomainError `customers.unknown` */
export async function segmentsHolding(
  { records, warehouse }: Pick<Context, 'records' | 'warehouse'>,
  ask: z.output<typeof WhoseAsk>,
): Promise<z.output<typeof Whose>> {
  const contains =
    'account' in ask
      ? sql`bitmapContains(accounts, sipHash64(${ask.account}))`
      : sql`bitmapContains(customers, ${typed('UInt32', await numberOf(records, ask))})`;
  const [all, rows] = await Promise.all([
    segmentsOf(records),
    warehouse.rows(sql<{ segment: string }>`
      select segment
      from ${scoped('segment_members')}
      where (segment, revision) in (
          select segment, max(revision)
          from ${scoped('segment_members')}
          group by segment
        )
        and ${contains}
      group by segment`),
  ]);
  const holding = new Set(rows.map(({ segment }) => segment));
  return {
    segments: all.flatMap(({ id, name, retiredAt }) =>
      holding.has(id) && retiredAt === null ? [{ id, name }] : [],
    ),
  };
}
