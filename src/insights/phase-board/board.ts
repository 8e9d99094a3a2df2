import { decimalsOf } from '#src/basics/currency.ts';
import { unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, listedBy, toldShare } from '#src/customers/frame/index.ts';
import { keepingState } from '#src/customers/phase-keeping/index.ts';
import { adoptedRules, basisOf, currentRule } from '#src/customers/phase-rules/index.ts';
import { type Phase, phases, type Status } from '#src/customers/phases/index.ts';
import type { Flow, Money, PhaseBoard, PhasePeopleAsk, PhaseRow, PhasesAsk } from './ask.ts';
import { falseAlarmsOf } from './false-alarms.ts';
import { looking } from './looking.ts';
import { type MoneyRow, moneyAt, type StandRow, standings, whoStands } from './queries.ts';
import { boardDefinition, boardVerdict, ruleWords } from './words.ts';

/**
 * Where people stand, what they are worth there, and who went where.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, those of the people's conditions
 */
export async function boardOf(engines: Engines, ask: PhasesAsk): Promise<PhaseBoard> {
  const looked = await looking(engines, ask);
  const [stands, money, without, judged] = await Promise.all([
    engines.warehouse.rows(standings(looked), limits(engines)),
    engines.warehouse.rows(moneyAt(looked), limits(engines)),
    listedBy(behind).page(engines, { ask, which: { kind: 'without' }, limit: 1 }),
    judgedBy(engines, ask.offer),
  ]);
  const total = sumOf(stands);
  const isWarned = stands.some(({ status }) => status === 'warning');
  const rows = phases.map((phase) => rowOf(phase, stands, money, total));
  const flows = flowsOf(stands);
  return {
    rows,
    total,
    without: without.total,
    flows,
    falseAlarms: isWarned ? await falseAlarmsOf(engines, ask) : null,
    verdict: boardVerdict({
      rows,
      total,
      flows,
      without: without.total,
      from: ask.from,
      visitsKnown: judged.visitsKnown,
    }),
    definition: boardDefinition(judged),
    asOf: new Date(looked.asOf).toISOString(),
    timezone: looked.frame.zone,
    ...judged,
  };
}

/** One page of the people behind a number of the board. @throws DomainError `insights.bad_cursor`, those of the question */
export const { page: peopleOf, everyone: everyoneBehind } = listedBy((engines: Engines, asked: PhaseNumber) =>
  behind(engines, asked),
);

/** A number of the board. */
export type PhaseNumber = Pick<PhasePeopleAsk, 'ask' | 'which'>;

/** Those behind a number, as a bitmap. @throws DomainError those of the question */
export async function behind(engines: Engines, { ask, which }: PhaseNumber) {
  const looked = await looking(engines, ask);
  return { frame: looked.frame, people: whoStands(looked, which) };
}

const sumOf = (rows: readonly { readonly people: number }[]): number =>
  rows.reduce((sum, { people }) => sum + people, 0);

function rowOf(
  phase: Phase,
  stands: readonly StandRow[],
  money: readonly MoneyRow[],
  total: number,
): PhaseRow {
  const own = stands.filter((row) => row.phase === phase);
  const people = sumOf(own);
  const byStatus = Map.groupBy(own, ({ status }) => status as Status); // written by the machine
  const named = [...byStatus].filter(([status]) => status !== 'none');
  return {
    phase,
    people,
    ...(total === 0
      ? { share: unknown('no_events'), low: null, high: null }
      : toldShare({ hits: people, total })),
    statuses: named
      .map(([status, rows]) => ({ status, people: sumOf(rows) }))
      .sort((a, b) => b.people - a.people || (a.status < b.status ? -1 : 1)),
    monthly: moneyOf(money, phase, 'monthly'),
    bought: moneyOf(money, phase, 'bought'),
  };
}

const moneyOf = (money: readonly MoneyRow[], phase: Phase, kind: MoneyRow['kind']): Money[] =>
  money
    .filter((row) => row.phase === phase && row.kind === kind)
    .map(({ currency, amount, people }) => ({
      currency,
      amount: kind === 'monthly' ? amount : String(inMinor(BigInt(amount), currency)),
      people,
    }))
    .sort((a, b) => b.people - a.people || (a.currency < b.currency ? -1 : 1));

/** Millionths in smallest units, rounded to the nearest. */
function inMinor(millionths: bigint, currency: string): bigint {
  const unit = 10n ** BigInt(6 - decimalsOf(currency));
  const half = millionths < 0n ? -unit / 2n : unit / 2n;
  return (millionths + half) / unit;
}

function flowsOf(stands: readonly StandRow[]): Flow[] {
  const all = Map.groupBy(stands, ({ was, phase }) => `${was}>${phase}`);
  return [...all.values()]
    .map((rows) => ({
      from: rows[0]?.was === '' ? null : ((rows[0]?.was ?? null) as Phase | null), // written by the machine
      to: (rows[0]?.phase ?? 'conquest') as Phase,
      people: sumOf(rows),
    }))
    .sort((a, b) => b.people - a.people || phases.indexOf(a.to) - phases.indexOf(b.to));
}

async function judgedBy({ records, workspace }: Engines, offer: string | undefined) {
  const [rules, state, basis] = await Promise.all([
    adoptedRules(records),
    keepingState(records),
    basisOf(records, workspace),
  ]);
  const rule = currentRule(rules, offer ?? basis.sole ?? '');
  const own = basis.offers.find(({ name }) => name === (offer ?? basis.sole ?? ''));
  const season = own?.terms.season ?? null;
  return {
    rule: { version: rule.version, words: ruleWords(rule.rule) },
    offers: basis.offers.map(({ name }) => name).filter((name) => name !== ''),
    season: season === null ? null : { ...season, learned: own?.seasonLearned ?? false },
    visitsKnown: basis.offers.some(({ visit }) => visit !== null),
    freshAt: state.freshAt === null ? null : new Date(state.freshAt).toISOString(),
    computing:
      state.computing === null
        ? null
        : Math.min(1, (state.nextCustomer - 1) / Math.max(1, state.ofCustomers)),
  };
}
