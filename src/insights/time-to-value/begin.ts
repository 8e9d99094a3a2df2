import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { heldContracts } from '#src/customers/contracts/index.ts';
import { type AskedMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { daysAsked, type Frame, framed, unitNamed } from '#src/customers/frame/index.ts';
import { deedAsked, settledDeed } from '#src/customers/value/index.ts';
import { groupingOf, type Newcomers, type TellApart } from '#src/insights/newcomers/index.ts';
import type { CurveAsk } from './ask.ts';
import type { Waiting } from './waits.ts';

/** A question about waits, settled. */
export interface WaitPlan extends Waiting {
  readonly ask: CurveAsk;
  readonly unknownHolders: number;
}

/**
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `insights.empty_range`,
 * `insights.no_such_date`, those of `settledDeed` and of the people's conditions
 */
export async function waitPlan(context: Context, ask: CurveAsk): Promise<WaitPlan> {
  const frame = await framed(context, ask);
  const days = daysAsked(frame, ask);
  const value = await settledDeed(context, ask.value, 'value');
  await requireKnown(context, [...startAsked(ask), ...deedAsked('value', value)]);
  const { newcomers, unknownHolders } =
    ask.begin.by === 'event'
      ? { newcomers: { start: ask.begin.match, ...days }, unknownHolders: 0 }
      : await byContract(context, { frame, days, offer: ask.begin.offer, apart: ask.apart });
  const grouping = await groupingOf(context, frame, newcomers, ask.apart);
  return { ask, frame, newcomers, grouping, value, unknownHolders };
}

function startAsked({ begin, apart }: CurveAsk): AskedMatch[] {
  if (begin.by === 'event') {
    const properties = apart.by === 'start_property' ? [apart.name] : [];
    return [{ field: 'begin.match', match: begin.match, properties }];
  }
  if (apart.by !== 'start_property' || apart.name === 'offer') return [];
  throw new DomainError('insights.unknown_property', {
    field: 'apart.name',
    expected: 'a property of a contract; there is “offer”',
    got: apart.name,
  });
}

interface HolderRow {
  /** The customer's number, the account; null where no event ever came. */
  readonly key: string | null;
  readonly opened: number;
  readonly offer: string;
}

/** First contracts as newcomers: the records say who and when, the warehouse what they did since. */
async function byContract(
  { records, workspace }: Context,
  asked: {
    readonly frame: Frame;
    readonly days: { readonly from: number; readonly to: number };
    readonly offer: string | null;
    readonly apart: TellApart;
  },
): Promise<{ newcomers: Newcomers; unknownHolders: number }> {
  const { frame, days, offer, apart } = asked;
  const holders = await records.rows(firstContracts(workspace.number, frame, offer));
  const known = holders.filter(({ key }) => key !== null);
  const keys = known.map(({ key }) => key ?? '');
  const units = sql`arrayMap(key -> ${unitNamed(frame.unit, sql`key`)}, ${typed('Array(String)', keys)})`;
  const opened = typed(
    'Array(Int64)',
    known.map((one) => one.opened),
  );
  const offers = typed(
    'Array(String)',
    known.map((one) => (apart.by === 'start_property' ? one.offer : '')),
  );
  const given = sql`(
      select tupleElement(held, 1) as unit, toInt32(toDate32(fromUnixTimestamp64Milli(tupleElement(held, 2), ${frame.zone}))) as began,
        tupleElement(held, 2) as opened, tupleElement(held, 3) as value, '' as message
      from (select arrayJoin(arrayZip(${units}, ${opened}, ${offers})) as held)
    )`;
  return {
    newcomers: { start: { event: null, where: [] }, ...days, given },
    unknownHolders: holders.length - known.length,
  };
}

/**
 * The first contract of each holder, as contracts were known at the question's instant; of an offer, from when they first had
 * it. Grain: a holder.
 */
const firstContracts = (
  workspace: number,
  { unit, asOf }: Frame,
  offer: string | null,
): Sql<HolderRow> => sql<HolderRow>`
  select distinct on (coalesce('#' || key, holder)) key, (extract(epoch from begins) * 1000)::float8 as opened, offer
  from ${heldContracts(workspace, { unit, asOf })} as held
  where begins < ${new Date(asOf)}
    and (${offer}::text is null or offer = ${offer})
  order by coalesce('#' || key, holder), begins, contract`;
