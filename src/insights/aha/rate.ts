import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { dayNumber, firstDayOf } from '#src/customers/calendar/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import {
  type Engines,
  int,
  limits,
  listedBy,
  type PeopleBehind,
  saidOf,
} from '#src/customers/frame/index.ts';
import {
  type Grouping,
  groupIn,
  groupingOf,
  groupsIn,
  keyOf,
  matchKey,
  type Newcomers,
  newcomersAsked,
  type TellApart,
} from '#src/insights/newcomers/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';
import { compareMany } from '#src/maths/significance/index.ts';
import type { Rate, RateAsk, RateCell, RatePeopleAsk } from './ask.ts';
import { plain } from './figures.ts';
import { type DefinedPlan, definedPlan } from './plan.ts';
import { standing } from './progress-rows.ts';
import { rateVerdict } from './words.ts';

/** A question about the rate, settled. */
export interface RatePlan extends DefinedPlan {
  readonly newcomers: Newcomers;
  readonly grouping: Grouping;
  /** The last local day of the range as asked, though it may not have begun. */
  readonly until: number;
}

/** How many reach the aha moment, by when they began or by what tells them apart. @throws DomainError those of `ratePlan` */
export async function rateOf(context: Context, ask: RateAsk): Promise<Rate> {
  const plan = await ratePlan(context, ask);
  const { total, groups } = await cellsOf(context, plan, context.workspace.smallestDifference);
  return {
    ...saidOf(plan.frame, ask),
    definition: plan.definition,
    version: plan.version.version,
    total,
    groups,
    verdict: rateVerdict(total, groups, plan.frame.unit),
  };
}

/** A number of the rate. */
export type RateNumber = Pick<RatePeopleAsk, 'ask' | 'group' | 'which'>;

/** Those behind a figure of the rate. @throws DomainError those of `ratePlan`, `insights.no_such_group` */
export async function whoIsRated(context: Context, asked: RateNumber): Promise<PeopleBehind> {
  const plan = await ratePlan(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: ratePeople, everyone: everyoneRated } = listedBy(whoIsRated);

async function ratePlan(context: Context, ask: RateAsk): Promise<RatePlan> {
  const plan = await definedPlan(context, ask);
  return groupedPlan(context, plan, ask);
}

/** @throws DomainError `insights.empty_range`, `insights.no_such_date`, `insights.unknown_property` */
export async function groupedPlan(
  context: Context,
  plan: DefinedPlan,
  { from, to, apart }: { readonly from: string; readonly to: string; readonly apart: TellApart },
): Promise<RatePlan> {
  const { start } = plan.version;
  if (apart.by === 'start_property') {
    await requireKnown(context, [{ field: 'apart.name', match: start, properties: [apart.name] }]);
  }
  const newcomers = newcomersAsked(plan.frame, { start, from, to });
  const grouping = await groupingOf(context, plan.frame, newcomers, apart);
  return { ...plan, newcomers, grouping, until: dayNumber(to, 'to') };
}

interface Tally {
  readonly started: number;
  readonly eligible: number;
  readonly reached: number;
  readonly soFar: number;
}

/** The whole and its groups, each held against all others where groups are values. */
export async function cellsOf(
  engines: Engines,
  plan: RatePlan,
  smallest: number,
): Promise<{ total: RateCell; groups: RateCell[] }> {
  const rows = await engines.warehouse.rows(tallies(plan), limits(engines));
  const counted = new Map(rows.map((row) => [Number(row.key), tallyIn(row)]));
  const whole = [...counted.values()].reduce(added, nobody);
  const groups = groupsIn(plan.frame, plan.newcomers, plan.grouping, counted).map(({ key, counted: own }) =>
    cellOf(plan, key, own ?? nobody),
  );
  const total = { ...cellOf(plan, undefined, whole), group: { kind: 'all' as const, value: null } };
  const byValue = plan.grouping.apart.by === 'trait' || plan.grouping.apart.by === 'start_property';
  return { total, groups: byValue ? heldAgainst(total, groups, smallest) : groups };
}

const nobody: Tally = { started: 0, eligible: 0, reached: 0, soFar: 0 };
const added = (a: Tally, b: Tally): Tally => ({
  started: a.started + b.started,
  eligible: a.eligible + b.eligible,
  reached: a.reached + b.reached,
  soFar: a.soFar + b.soFar,
});

function cellOf(plan: RatePlan, key: number | undefined, tally: Tally): RateCell {
  const { started, eligible, reached, soFar } = tally;
  return {
    group: key === undefined ? { kind: 'all', value: null } : { ...groupIn(plan.frame, plan.grouping, key) },
    state: lastStart(plan, key) + plan.version.days <= plan.frame.known.current ? 'complete' : 'running',
    started,
    eligible,
    reached,
    share: plain(estimateShare({ hits: reached, total: eligible })),
    soFar,
    open: started - eligible,
    against: null,
  };
}

/** The last local day on which somebody of a group may have begun. */
function lastStart({ grouping: { apart }, frame, until }: RatePlan, key: number | undefined): number {
  if (apart.by !== 'period' || key === undefined) return until;
  return Math.min(until, firstDayOf(key + 1, apart.period, frame.weekStart) - 1);
}

function heldAgainst(total: RateCell, groups: readonly RateCell[], smallest: number): RateCell[] {
  const judged = groups.filter(({ eligible }) => eligible > 0 && eligible < total.eligible);
  const found = compareMany(
    judged.map(({ reached, eligible }) => ({
      first: { hits: reached, total: eligible },
      second: { hits: total.reached - reached, total: total.eligible - eligible },
    })),
    { smallestThatMatters: smallest },
  );
  return groups.map((cell) => {
    const one = found[judged.indexOf(cell)];
    if (one === undefined || !one.difference.known || !one.interval.known) return cell;
    const difference = one.difference.value;
    const { low, high } = one.interval.value;
    return {
      ...cell,
      against: {
        difference,
        interval: { low, high },
        correctedP: one.decidingP,
        verdict: one.verdict,
        weak: one.verdict === 'different' && difference <= -smallest,
      },
    };
  });
}

interface TallyRow {
  readonly key: number;
  readonly started: number | string;
  readonly eligible: number | string;
  readonly reached: number | string;
  readonly soFar: number | string;
}

const tallyIn = (row: TallyRow): Tally => ({
  started: Number(row.started),
  eligible: Number(row.eligible),
  reached: Number(row.reached),
  soFar: Number(row.soFar),
});

const isOver = ({ version }: RatePlan): Sql => sql`over >= ${int(version.days)}`;

const standingOf = (plan: RatePlan): Sql =>
  standing(plan.frame, plan.newcomers, { rule: plan.version, apart: plan.grouping.apart });

/** Grain: one row per group with people; ≤ 1,200 rows. */
const tallies = (plan: RatePlan): Sql<TallyRow> => sql<TallyRow>`
  select ${keyOf(plan.frame, plan.grouping)} as key, count() as started, countIf(${isOver(plan)}) as eligible,
    countIf(${isOver(plan)} and status = 'reached') as reached, countIf(status = 'reached') as soFar
  from ${standingOf(plan)}
  group by key`;

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(plan: RatePlan, { group, which }: Pick<RateNumber, 'group' | 'which'>): Sql {
  const passing = {
    started: sql`true`,
    eligible: isOver(plan),
    reached: sql`${isOver(plan)} and status = 'reached'`,
    not_reached: sql`${isOver(plan)} and status != 'reached'`,
    so_far: sql`status = 'reached'`,
    open: sql`not (${isOver(plan)})`,
  }[which];
  return sql`
    select groupBitmapState(unit) as people
    from ${standingOf(plan)}
    where ${matchKey(plan.frame, plan.grouping, group)}
      and ${passing}`;
}
