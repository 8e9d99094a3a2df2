// Funnels over 20 million events of 500 thousand customers, beside windowFunnel over the same table and filters, which
// counts the deepest step only: no path, no waits, no trend, no open windows, and one event may serve two steps.
// node bench/funnels.ts [--events 20m] [--repeats 7]   results: bench/results/funnels.md
import { scoped, sql, typed } from '#src/basics/sql.ts';
import {
  FunnelAsk,
  type FunnelAskInput,
  type FunnelGrid,
  gridOf,
  pageOf,
} from '#src/insights/funnels/index.ts';
import { operations as journeyMaps } from '#src/insights/journey-maps/index.ts';
import { RankingAsk, rankingOf } from '#src/insights/step-failure/index.ts';
import { run } from '#src/insights/testing/index.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

/** Measured funnels name events alone. */
const eventsOf = ({ steps }: Pick<FunnelAsk, 'steps'>) =>
  steps.map((step) => ('event' in step ? step.event : null));
const steps = (count: number) => Array.from({ length: count }, (_, i) => ({ event: `event ${i}` }));
const quarter = { from: '2024-03-01', to: '2024-05-29' };

const funnels: Readonly<Record<string, FunnelAskInput>> = {
  'three steps in order, 90 days': { steps: steps(3), ...quarter },
  'three steps in order, 12 months': { steps: steps(3), from: '2024-01-01', to: '2024-12-31' },
  'six steps in order, 90 days': { steps: steps(6), ...quarter },
  'twenty steps in order, 90 days': { steps: steps(20), ...quarter },
  'three steps in any order, 90 days': { steps: steps(3), order: 'unordered', ...quarter },
  'three steps in strict order, 90 days': { steps: steps(3), order: 'strict', ...quarter },
  'three steps with an exclusion, 90 days': {
    steps: steps(3),
    exclusions: [{ event: 'event 5', from: 1, to: 3 }],
    ...quarter,
  },
  'the same event three times, 90 days': {
    steps: [{ event: 'event 0' }, { event: 'event 0' }, { event: 'event 0' }],
    ...quarter,
  },
  'three steps by one of 20 plans, 90 days': {
    steps: steps(3),
    breakdown: { by: 'trait', name: 'plan', top: 20 },
    ...quarter,
  },
  'three steps by a property of the first, 90 days': {
    steps: steps(3),
    breakdown: { by: 'property', name: 'channel', of: 'first', top: 20 },
    ...quarter,
  },
};

/** A map of eight steps. */
const map = {
  stages: [
    {
      id: 'all',
      name: { fr: 'Tout', en: 'All' },
      steps: steps(8).map((match, i) => ({
        id: `step-${i}`,
        name: { fr: `Étape ${i}`, en: `Step ${i}` },
        matches: [match],
      })),
    },
  ],
};

export const benchmark: Benchmark = {
  name: 'funnels',
  title: 'Funnels',
  said: `Ours holds steps, open windows, waits and trend; windowFunnel counts the deepest step over the same table and
filters. Events that share an instant are in the order of their arrival here, which it does not know: it takes them as in
order, or with 'strict_increase' as in none. Below the table stand both of its numbers, between which ours must lie.`,
  peers: ['windowFunnel'],
  run: asked,
};

async function asked({ at, beside, warehouse, note }: Stage): Promise<void> {
  const context = at();
  for (const [title, ask] of Object.entries(funnels)) {
    const parsed = FunnelAsk.parse(ask);
    // Where a step is repeated windowFunnel lets one event serve two steps: another number.
    const repeated = new Set(eventsOf(parsed)).size < parsed.steps.length;
    const comparable =
      parsed.order === 'ordered' && parsed.exclusions.length === 0 && parsed.breakdown === null && !repeated;
    let ours: readonly number[] = [];
    await beside(title, {
      ours: async () => {
        ours = reachedOf(await gridOf(context, parsed));
      },
      windowFunnel: comparable
        ? async () => {
            await windowFunnel(warehouse, parsed);
          }
        : undefined,
    });
    if (comparable) note(`${title}: ${await between(warehouse, parsed, ours)}`);
  }
  const ask = FunnelAsk.parse(funnels['three steps in order, 90 days']);
  await beside('people who dropped after the first step (100 of them, and how many)', {
    ours: async () => {
      const { total } = await pageOf(context, {
        ask,
        series: { kind: 'all', value: null },
        period: null,
        which: { kind: 'dropped', step: 1 },
        onlyOver: false,
        limit: 100,
      });
      return total;
    },
  });
  await beside('step failure: three steps, silent on days 30 to 59', {
    ours: async () => {
      const { people } = await rankingOf(
        context,
        RankingAsk.parse({
          of: {
            declared: {
              start: { event: 'event 0' },
              steps: steps(4)
                .slice(1)
                .map(({ event }) => ({ name: event, done: { event } })),
              windowDays: 14,
              departure: { kind: 'silence', from: 30, to: 59 },
            },
          },
          from: '2024-03-01',
          to: '2024-05-29',
        }),
      );
      return people;
    },
  });
  for (const name of ['figures', 'proposals'])
    await beside(`journey map of eight steps, 90 days: ${name}`, {
      ours: async () => {
        await run(journeyMaps, context, `journey-maps.${name}`, { of: { drawn: map }, ...quarter });
      },
    });
}

/** People who reached each step. */
const reachedOf = ({ series }: FunnelGrid): number[] =>
  (series[0]?.steps ?? []).map(({ reached }) => reached);

/** Ours between the peer's two numbers, step by step. */
async function between(
  warehouse: Stage['warehouse'],
  ask: FunnelAsk,
  ours: readonly number[],
): Promise<string> {
  const most = await windowFunnel(warehouse, ask);
  const least = await windowFunnel(warehouse, ask, 'strict_increase');
  const lies = ours.every((people, i) => (least[i] ?? 0) <= people && people <= (most[i] ?? 0));
  return `${ours.map((people, i) => `${least[i]} ≤ ${people} ≤ ${most[i]}`).join(', ')}: ${lies ? 'yes' : '**no**'}`;
}

/** The same by ClickHouse's own function. Entries are cut by what is read: later steps are read to the end of the window. */
async function windowFunnel(
  warehouse: Stage['warehouse'],
  { steps: told, from }: FunnelAsk,
  mode?: 'strict_increase',
): Promise<number[]> {
  const asked = eventsOf({ steps: told });
  const until = asked.length > 0 && from === '2024-01-01' ? '2025-01-15 00:00:00' : '2024-06-13 00:00:00';
  const conditions = asked.reduce(
    (all, event, i) =>
      i === 0
        ? sql`event = ${event ?? ''} and toDate32(time, 'Europe/Paris') <= ${from === '2024-01-01' ? '2024-12-31' : '2024-05-29'}`
        : sql`${all}, event = ${event ?? ''}`,
    sql``,
  );
  const rows = await warehouse.of(1).rows(
    sql<{ level: number; people: number | string }>`
      select level, count() as people
      from (
        select customer, windowFunnel(1209600000${mode === undefined ? sql`` : sql`, 'strict_increase'`})(toUInt64(toUnixTimestamp64Milli(time)), ${conditions}) as level
        from ${scoped('events')}
        where event in ${typed(
          'Array(String)',
          asked.flatMap((event) => event ?? []),
        )}
          and traffic = 'customer'
          and time >= toDateTime64(${`${from} 00:00:00`}, 3, 'Europe/Paris')
          and time < toDateTime64(${until}, 3, 'Europe/Paris')
        group by customer
      )
      group by level`,
    { seconds: 600, memory: 12 * 2 ** 30 },
  );
  return asked.map((_, i) =>
    rows.filter(({ level }) => level > i).reduce((sum, { people }) => sum + Number(people), 0),
  );
}

if (import.meta.main) await onStage([benchmark]);
