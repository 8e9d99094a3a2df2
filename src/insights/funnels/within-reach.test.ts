import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, fill, paperWorkspace, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { FunnelAsk, gridOf } from './index.ts';
import { planned } from './plan.ts';
import { areCounted, stayed } from './stayed.ts';
import { stretchesOf } from './step-days.ts';

/** Who did the second step on no day within reach of their entry is counted from days: the borders of that reach. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;

const places = [
  { number: 701, timezone: 'Pacific/Kiritimati', offset: () => 14 },
  { number: 702, timezone: 'Pacific/Pago_Pago', offset: () => -11 },
  // On 30 March at 02:00 the clocks go to 03:00.
  { number: 703, timezone: 'Europe/Paris', offset: (local: string) => (local < '2025-03-30T02' ? 1 : 2) },
] as const;

/** The days of a window; of a stretch, a third of a day more than the window, rounded up; stretches before. */
const windows = [
  { days: 1, stretches: { days: 1, before: 2 } },
  { days: 4, stretches: { days: 2, before: 3 } },
  { days: 9, stretches: { days: 4, before: 3 } },
  { days: 14, stretches: { days: 5, before: 3 } },
] as const;

/** What eleven people do around a week that is asked about, 24 to 30 March, for a window of so many days. */
function told({ offset }: (typeof places)[number], days: number): ToldEvent[] {
  const at = (local: string) => Date.parse(`${local}Z`) - offset(local) * hour;
  const did = (customer: number, event: string, when: number): ToldEvent => ({
    customer: days * 100 + customer,
    at: when,
    event: `${event} ${days}`,
  });
  const after = (customer: number, local: string, later: number) => [
    did(customer, 'visit', at(local)),
    did(customer, 'cart', at(local) + later),
  ];
  const window = days * day;
  const first = '2025-03-24T00:00:00.000';
  return [
    ...after(1, first, window), // the window's last millisecond: reached
    ...after(2, first, window + 1), // a millisecond too late
    ...after(3, first, window + 8 * day), // days too late
    ...after(4, '2025-03-27T12:00:00.000', -8 * day), // days before the entry
    ...after(5, '2025-03-27T12:00:00.000', -hour), // before the entry, on its day
    ...after(6, '2025-03-30T23:59:59.999', window), // entered in the last millisecond asked about: reached
    ...after(7, '2025-03-29T23:30:00.000', window), // in Paris half past midnight, a day further: reached
    ...after(8, '2025-03-23T23:59:59.999', window), // before the days asked about
    ...after(9, '2025-03-31T00:00:00.000', 1), // after them
    did(10, 'visit', at('2025-03-24T12:00:00.000')), // by the second entry: reached
    ...after(10, '2025-03-30T12:00:00.000', window),
    did(11, 'visit', at('2025-03-29T12:00:00.000')), // enters twice, and did the second step before both
    ...after(11, '2025-03-24T12:00:00.000', -9 * day),
  ];
}

it.each(places)('counts who got to the second step in time, to the millisecond: $timezone', async (place) => {
  const workspace = paperWorkspace(place.number, { timezone: place.timezone });
  await fill(
    engines.warehouse,
    workspace,
    windows.flatMap(({ days }) => told(place, days)),
  );
  const context = asking(engines, workspace);
  const end = Date.parse('2025-03-31T00:00Z') - place.offset('2025-03-31') * hour;
  for (const { days, stretches } of windows) {
    const asked = (asOf: number) =>
      FunnelAsk.parse({
        steps: [{ event: `visit ${days}` }, { event: `cart ${days}` }],
        window: { amount: days, of: 'day' },
        from: '2025-03-24',
        to: '2025-03-30',
        trend: 'day',
        asOf: new Date(asOf).toISOString(),
      });
    const figures = async (asOf: number) => {
      const [all] = (await gridOf(context, asked(asOf))).series;
      const trend = all?.trend.filter(({ entered }) => entered > 0);
      return {
        steps: all?.steps.map(({ reached, dropped, open }) => [reached, dropped, open]),
        trend: trend?.map(({ period, entered, converted }) => [period, entered, converted]),
      };
    };
    // Of nine who entered, the first, sixth, seventh and tenth got there.
    const trend = [
      ['2025-03-24', 4, 1],
      ['2025-03-27', 2, 0],
      ['2025-03-29', 1, 1],
    ];
    const over = end + days * day;
    expect(await figures(over), `${days} days`).toEqual({
      steps: [
        [9, 5, 0],
        [4, 0, 0],
      ],
      trend: [...trend, ['2025-03-30', 2, 2]],
    });
    // A millisecond before, the window of the sixth still runs, and the second step in its last one is not known.
    expect(await figures(over - 1), `${days} days, running`).toEqual({
      steps: [
        [9, 5, 1],
        [3, 0, 0],
      ],
      trend: [...trend, ['2025-03-30', 2, 1]],
    });
    const plan = await planned(context, asked(over));
    expect(areCounted(plan)).toBe(true);
    expect(areCounted(await planned(context, asked(over - 1)))).toBe(false);
    expect(stretchesOf(plan)).toEqual(stretches);
    // Out of reach are the third, fourth and eleventh: the second and the fifth did both on days within it.
    const rows = await context.warehouse.rows(stayed(plan));
    expect(
      rows.reduce((sum, { people }) => sum + Number(people), 0),
      `${days} days, out of reach`,
    ).toBe(3);
  }
});

it('counts a second step on the evening before its entry, where the clocks went back over midnight', async () => {
  // St. John's, 7 November 2010: at 00:01 (02:31 in UTC) it was 23:01 on the 6th again.
  const workspace = paperWorkspace(704, { timezone: 'America/St_Johns' });
  await fill(engines.warehouse, workspace, [
    { customer: 1, event: 'visit', at: Date.parse('2010-11-07T02:30:30Z') }, // 00:00:30 on the 7th
    { customer: 1, event: 'cart', at: Date.parse('2010-11-07T02:40:00Z') }, // 23:10 on the 6th
  ]);
  const ask = FunnelAsk.parse({
    steps: [{ event: 'visit' }, { event: 'cart' }],
    window: { amount: 1, of: 'hour' },
    from: '2010-11-01',
    to: '2010-11-10',
    asOf: '2011-01-01T00:00:00Z',
  });
  const { series } = await gridOf(asking(engines, workspace), ask);
  expect(series[0]?.steps.map(({ reached }) => reached)).toEqual([1, 1]);
});
