import { z } from 'zod';
import { type Context, whileAwaited } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { eventRows, type Frame, keyTypes, moment, Words } from '#src/customers/frame/index.ts';
import { keptSegment, membersNow } from '#src/customers/members/index.ts';
import { numberOf, WhoAsk } from '#src/customers/profiles/index.ts';
import {
  type Condition,
  conditionWords,
  eventsNamed,
  judgingAt,
  peopleOfCondition,
} from '#src/customers/segment-rules/index.ts';
import { namesOf, segmentOf } from './definitions.ts';

/** The question of `segments.why`. */
export const WhyAsk = z.object({
  id: z.string().min(1).max(40).describe('seg_…'),
  who: WhoAsk.optional().describe('A person, where the segment counts people'),
  account: z.string().min(1).max(1000).optional().describe('An account, where it counts accounts'),
});
export type WhyAsk = z.output<typeof WhyAsk>;

const Deed = z.object({
  event: z.string().nullable().describe('Null for any event'),
  times: z.int().describe('How often they ever did it, as the condition tells it by its tests'),
  last: z.string().nullable().describe('When they last did'),
});

/** The answer of `segments.why`. */
export const Why = z.object({
  inside: z.boolean().describe('By the last count'),
  would: z.boolean().describe('By the rule at this instant'),
  since: z.string().nullable().describe('When they last entered or left; null where they never did'),
  match: z.enum(['all', 'any']),
  conditions: z.array(
    z.object({ words: Words, holds: z.boolean(), deeds: z.array(Deed).describe('What it is judged by') }),
  ),
  freshAt: z.string(),
  asOf: z.string(),
});
export type Why = z.output<typeof Why>;

type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'clock' | 'signal'>;

/**
 * Why somebody is in a segment, or is not: each outer condition, whether it holds, and what it is judged by.
 *
 * @throws DomainError `segments.unknown`, `segments.not_ready`, `segments.whom`, `customers.unknown`
 */
export async function whyOf(engines: Engines, ask: WhyAsk): Promise<Why> {
  const now = engines.clock.now();
  const segment = await segmentOf(engines.records, ask.id);
  const kept = await keptSegment(engines.records, { segment: ask.id, asOf: now, field: 'id' });
  const key = await keyOf(engines, ask, segment.unit);
  const judging = await judgingAt(engines, segment.unit, now);
  const { match, conditions } = segment.current.rule;
  const sets = await Promise.all(conditions.map((one) => peopleOfCondition(judging, one)));
  const holds = sets.reduce<Sql>((all, set) => sql`${all}, bitmapContains(${set}, ${key})`, sql`toUInt8(1)`);
  const [row] = await engines.warehouse.rows(
    sql<{ inside: number; there: number; holds: number[]; since: string }>`
      select bitmapContains(${membersNow(segment)}, ${key}) as inside, bitmapContains(${judging.everyone}, ${key}) as there,
        [${holds}] as holds, (
          select toString(toUnixTimestamp64Milli(max(at)))
          from ${scoped('segment_moves')}
          where segment = ${segment.id}
            and key = toUInt64(${key})
        ) as since`,
    whileAwaited(engines),
  );
  if (row === undefined) throw new Error('a person was not judged');
  const [, ...told] = row.holds.map((one) => one === 1);
  const names = await namesOf(engines.records);
  const since = Number(row.since);
  return {
    inside: row.inside === 1,
    would: row.there === 1 && (match === 'all' ? told.every(Boolean) : told.some(Boolean)),
    since: since > 0 ? new Date(since).toISOString() : null,
    match,
    conditions: await Promise.all(
      conditions.map(async (condition, at) => ({
        words: conditionWords(condition, names),
        holds: told[at] === true,
        deeds: await deedsOf(engines, judging.frame, condition, key),
      })),
    ),
    freshAt: new Date(kept.freshAt).toISOString(),
    asOf: new Date(now).toISOString(),
  };
}

async function keyOf(engines: Engines, { who, account }: WhyAsk, unit: Frame['unit']): Promise<Sql> {
  if (unit === 'customer' && who !== undefined)
    return sql`${typed(keyTypes.customer, await numberOf(engines.records, who))}`;
  if (unit === 'account' && account !== undefined) return sql`sipHash64(${account})`;
  throw new DomainError('segments.whom', {
    field: unit === 'customer' ? 'who' : 'account',
    expected:
      unit === 'customer'
        ? 'a person: this segment counts people'
        : 'an account: this segment counts accounts',
  });
}

/** What somebody did of what a condition names. */
async function deedsOf(
  { warehouse }: Engines,
  frame: Frame,
  condition: Condition,
  key: Sql,
): Promise<z.output<typeof Deed>[]> {
  return Promise.all(
    eventsNamed(condition).map(async (match) => {
      const [row] = await warehouse.rows(sql<{ times: string; last: string }>`
        select count() as times, toString(max(${moment})) as last
        from ${eventRows(frame, match)}
        where unit = ${key}`);
      const times = Number(row?.times ?? 0);
      return {
        event: match.event,
        times,
        last: times === 0 ? null : new Date(Number(row?.last)).toISOString(),
      };
    }),
  );
}
