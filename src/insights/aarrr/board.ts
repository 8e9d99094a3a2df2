import type { Context } from '#src/access/index.ts';
import { firstDayOf } from '#src/customers/calendar/index.ts';
import { limits, saidOf } from '#src/customers/frame/index.ts';
import { countedShare, heldAgainstRest, millionths, worthOf } from '#src/insights/acquisition/index.ts';
import { type Group, groupIn, groupsIn } from '#src/insights/newcomers/index.ts';
import type { Board, BoardAsk, BoardGroup, Stage, StageName } from './ask.ts';
import { type TallyRow, tallies } from './lives.ts';
import { activationComesFirst, type Plan, planned } from './plan.ts';
import { definitionOf, groupSaid, mattersWords, verdictOf } from './words.ts';

/** How far newcomers come, stage by stage, and where they are told apart. @throws DomainError those of `planned` */
export async function boardOf(context: Context, ask: BoardAsk): Promise<Board> {
  const plan = await planned(context, ask);
  const { smallestDifference } = context.workspace;
  const { rows, whole, from, total } = await countedBy(context, plan);
  const counted = new Map(rows.map((row) => [row.key, row]));
  const apart = ask.apart.by !== 'nothing';
  const groups = apart
    ? groupsIn(plan.frame, plan.newcomers, plan.grouping, counted).map(({ key, counted: own }) =>
        groupOf(from, own ?? { ...nobody, key }, { group: groupIn(plan.frame, plan.grouping, key), key }),
      )
    : [];
  const matters = mattersOf(plan, whole, smallestDifference);
  const held = ask.apart.by === 'period' ? groups : compared(groups, smallestDifference);
  const said = held.map((group) => ({ ...group, words: groupSaid(group, matters, plan.frame.unit) }));
  return {
    ...saidOf(plan.frame, ask),
    currency: from.currency,
    worthDays: ask.revenue?.property == null ? null : ask.revenue.days,
    total,
    groups: said,
    matters,
    activation: plan.activation,
    verdict: verdictOf({ total, groups: said, matters }, plan.frame.unit),
    definition: definitionOf(plan),
  };
}

/** All newcomers together, stage by stage. */
export const everybodyOf = async (context: Context, plan: Plan): Promise<BoardGroup> =>
  (await countedBy(context, plan)).total;

async function countedBy(context: Context, plan: Plan) {
  const rows = (await context.warehouse.rows(tallies(plan), limits(context))).map(tallyIn);
  const whole = rows.reduce(added, nobody);
  const from: From = { plan, currency: context.workspace.currency, everybody: whole.customers };
  const total = groupOf(from, whole, { group: { kind: 'all', value: null }, key: undefined });
  return { rows, whole, from, total };
}

type Tally = Omit<{ readonly [Field in keyof TallyRow]: number }, 'amount' | 'currencies'> & {
  readonly amount: bigint;
  readonly currencies: readonly string[];
};

const nobody: Tally = {
  key: 0,
  customers: 0,
  activation_judged: 0,
  activated: 0,
  retention_judged: 0,
  retained: 0,
  revenue_judged: 0,
  paying: 0,
  referral_judged: 0,
  referring: 0,
  squares: 0,
  both_activated: 0,
  both_stayed: 0,
  neither_activated: 0,
  neither_stayed: 0,
  amount: 0n,
  currencies: [],
};

function tallyIn({ amount, currencies, ...counts }: TallyRow): Tally {
  const numbers = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)]));
  return { ...nobody, ...numbers, amount: millionths(amount), currencies };
}

function added(a: Tally, b: Tally): Tally {
  const names = Object.keys(nobody).filter((name) => typeof nobody[name as keyof Tally] === 'number');
  const sums = names.map((name) => [name, Number(a[name as keyof Tally]) + Number(b[name as keyof Tally])]); // numbers all
  return {
    ...nobody,
    ...Object.fromEntries(sums),
    amount: a.amount + b.amount,
    currencies: [...new Set([...a.currencies, ...b.currencies])],
  };
}

interface From {
  readonly plan: Plan;
  readonly currency: string;
  /** All newcomers, whatever group they are in. */
  readonly everybody: number;
}

function groupOf(
  { plan, currency, everybody }: From,
  tally: Tally,
  { group, key }: { readonly group: Group; readonly key: number | undefined },
): BoardGroup {
  const { revenue, referral } = plan.ask;
  const { customers } = tally;
  const entering = lastStart(plan, key) >= plan.frame.known.current;
  const stage = (name: StageName, hits: number, total: number, open: number): Stage => ({
    stage: name,
    reached: countedShare({ hits, total }),
    open,
    state: entering || open > 0 ? 'running' : 'complete',
    worth: null,
    against: null,
  });
  const judged = (name: StageName, hits: number, total: number) =>
    stage(name, hits, total, customers - total);
  const paid = {
    people: tally.revenue_judged,
    paying: tally.paying,
    paid: tally.amount,
    squares: tally.squares,
    currencies: tally.currencies,
  };
  const worth = revenue?.property == null ? null : worthOf(paid, currency);
  return {
    group: { ...group },
    customers,
    stages: [
      stage('acquisition', customers, everybody, 0),
      judged('activation', tally.activated, tally.activation_judged),
      judged('retention', tally.retained, tally.retention_judged),
      ...(revenue === null ? [] : [{ ...judged('revenue', tally.paying, tally.revenue_judged), worth }]),
      ...(referral === null ? [] : [judged('referral', tally.referring, tally.referral_judged)]),
    ],
    weak: false,
    words: null,
  };
}

/** The last local day on which somebody of a group may have begun. */
function lastStart({ grouping: { apart }, frame, until }: Plan, key: number | undefined): number {
  if (apart.by !== 'period' || key === undefined) return until;
  return Math.min(until, firstDayOf(key + 1, apart.period, frame.weekStart) - 1);
}

/** Each group held against all the others, stage by stage but for the first. */
function compared(groups: readonly BoardGroup[], smallest: number): BoardGroup[] {
  const stages = groups[0]?.stages.map(({ stage }) => stage) ?? [];
  const held = stages.map((name, s) =>
    name === 'acquisition'
      ? []
      : heldAgainstRest(
          groups.map(({ stages: own }) => own[s]?.reached ?? null),
          smallest,
        ),
  );
  return groups.map((group, g) => {
    const own = group.stages.map((stage, s) => ({ ...stage, against: held[s]?.[g] ?? null }));
    const activation = own.find(({ stage }) => stage === 'activation')?.against;
    const weak =
      activation != null && activation.verdict === 'different' && activation.difference <= -smallest;
    return { ...group, stages: own, weak };
  });
}

/** Whether those who were activated stay more than those who were not. */
function mattersOf(plan: Plan, whole: Tally, smallest: number): Board['matters'] {
  if (!activationComesFirst(plan)) return null;
  const activated = { hits: whole.both_stayed, total: whole.both_activated };
  const others = { hits: whole.neither_stayed, total: whole.neither_activated };
  const [against = null] = heldAgainstRest([activated, others], smallest);
  const told = { activated: countedShare(activated), others: countedShare(others), against };
  return { ...told, words: mattersWords(told, plan.frame.unit) };
}
