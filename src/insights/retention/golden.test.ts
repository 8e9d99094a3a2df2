import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { describeGolden, describeShared } from '#src/maths/testing/index.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { gridOf, RetentionAsk, type RetentionAskInput } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

interface RetentionTables {
  readonly customers: number;
  readonly monthly_cohorts: Readonly<Record<string, readonly number[]>>;
  readonly nday: {
    readonly size: number;
    readonly bounded: Readonly<Record<string, number>>;
    readonly unbounded: Readonly<Record<string, number>>;
    readonly bracket_1_to_n: Readonly<Record<string, number>>;
  };
}

const order = { event: 'Order Completed' };
const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const dataFile = (path: string): string => {
  const folder = process.env.PERDURE_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
  return gunzipSync(readFileSync(`${folder}/data/${path}`)).toString('utf8');
};

/** Online Retail: InvoiceNo, InvoiceDate, CustomerID, TotalPrice. */
function retailOrders(): ToldEvent[] {
  const [, ...lines] = dataFile('online-retail/online_retail_invoices.csv.gz').trim().split('\n');
  return lines.map((line) => {
    const [invoice = '', date = '', customer = '', total = ''] = line.split(',');
    return {
      customer: Number(customer),
      at: noon(date),
      event: 'Order Completed',
      id: invoice,
      properties: { revenue: Number(total) },
    };
  });
}

/** CDNOW: customer, date without signs, CDs, dollars, in blanks; its first line names the columns. */
function cdnowOrders(): ToldEvent[] {
  const [, ...lines] = dataFile('cdnow/CDNOW_master.txt.gz').trim().split('\n');
  return lines.map((line, i) => {
    const [customer = '', date = '', , dollars = ''] = line.trim().split(/\s+/);
    return {
      customer: Number(customer),
      at: noon(date.replace(/(....)(..)(..)/, '$1-$2-$3')),
      event: 'Order Completed',
      id: `cdnow-${i}`,
      properties: { amount: Number(dollars) },
    };
  });
}

async function kept(number: number, events: readonly ToldEvent[]): Promise<Context> {
  const workspace = paperWorkspace(number, { timezone: 'Europe/London' });
  for (let i = 0; i < events.length; i += 20_000)
    await fill(engines.warehouse, workspace, events.slice(i, i + 20_000));
  return asking(engines, workspace);
}

const asked = (wishes: Partial<RetentionAskInput>): RetentionAsk =>
  RetentionAsk.parse({ start: order, return: order, rows: 'month', interval: 'month', ...wishes });

let retail: Promise<Context> | undefined;
const retailContext = () => {
  retail ??= kept(1, retailOrders());
  return retail;
};
const december = { from: '2010-12-01', to: '2010-12-31', asOf: '2011-12-10T00:00:00Z' } as const;

describeGolden<RetentionTables>('retention-tables', {
  'agrees on the monthly cohorts of Online Retail': async ({ monthly_cohorts, customers }) => {
    const context = await retailContext();
    const ask = asked({ ...december, to: '2011-12-31', intervals: 12 });
    for (const way of ['quickest', 'events'] as const) {
      const { series } = await gridOf(context, ask, way);
      expect(series[0]?.size).toBe(customers);
      const told = series[0]?.cohorts.map(({ period, size, cells }) => [
        period.slice(0, 7),
        [
          size,
          ...cells
            .slice(1)
            .filter(({ state }) => state !== 'not_begun')
            .map(({ soFar, returned }) => soFar?.returned ?? returned),
        ],
      ]);
      expect(Object.fromEntries(told ?? [])).toEqual(monthly_cohorts);
    }
  },
  'agrees on day n: exactly, or later, or between day 1 and n': async ({ nday }) => {
    const context = await retailContext();
    const days = Object.keys(nday.bounded).map(Number);
    const answers = async (wishes: Partial<RetentionAskInput>) => {
      const { series } = await gridOf(context, asked({ ...december, interval: 'day', ...wishes }));
      expect(series[0]?.size).toBe(nday.size);
      return Object.fromEntries(
        series[0]?.summary.cells.slice(1).map(({ returned }, i) => [days[i], returned]) ?? [],
      );
    };
    const exactly = days.map((day) => ({ from: day, to: day }));
    expect(await answers({ brackets: exactly })).toEqual(nday.bounded);
    expect(await answers({ brackets: exactly, returns: 'on_or_after' })).toEqual(nday.unbounded);
    expect(await answers({ brackets: days.map((day) => ({ from: 1, to: day })) })).toEqual(
      nday.bracket_1_to_n,
    );
  },
});

describeShared('CDNOW', ['data/cdnow/CDNOW_sample.txt'], {
  'equals a recomputation by hand, in people and in dollars': async () => {
    const events = cdnowOrders();
    expect(events).toHaveLength(69_659);
    const context = await kept(2, events);
    const ask = asked({
      from: '1997-01-01',
      to: '1998-06-30',
      intervals: 17,
      asOf: '1998-07-01T00:00:00+01:00',
      measure: { kind: 'sum', property: 'amount' },
    });
    const { series } = await gridOf(context, ask);
    expect(series[0]?.size).toBe(23_570);
    const counted = byFirstMonth(events);
    const told = series[0]?.cohorts.flatMap(({ period, cells }) =>
      cells
        .slice(1)
        .flatMap(({ interval, state, returned, value }) =>
          state === 'complete' && returned > 0
            ? [[`${period.slice(0, 7)}+${interval}`, returned, value?.known ? value.value : null]]
            : [],
        ),
    );
    expect(told).toHaveLength(17 + 16 + 15); // all first orders lie in January to March 1997
    for (const [cell, returned, dollars] of told ?? []) {
      const { customers, cents } = counted.get(String(cell)) ?? { customers: new Set(), cents: 0 };
      expect([cell, returned, dollars]).toEqual([cell, customers.size, cents / 100]);
    }
    expect(told?.length).toBe([...counted.keys()].filter((cell) => !cell.endsWith('+0')).length);
  },
});

/** Who ordered again how many months after their first order, and for how much: 1997-02+3. */
function byFirstMonth(events: readonly ToldEvent[]): Map<string, { customers: Set<number>; cents: number }> {
  const month = (at: number) => new Date(at).toISOString().slice(0, 7);
  const number = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5));
  const first = new Map<number, string>();
  for (const { customer, at } of events) {
    const own = month(at);
    if (own < (first.get(customer) ?? '9999')) first.set(customer, own);
  }
  const cells = new Map<string, { customers: Set<number>; cents: number }>();
  for (const { customer, at, properties } of events) {
    const start = first.get(customer) ?? '';
    const cell = `${start}+${number(month(at)) - number(start)}`;
    const { customers, cents } = cells.get(cell) ?? { customers: new Set<number>(), cents: 0 };
    cells.set(cell, {
      customers: customers.add(customer),
      cents: cents + Math.round(Number(properties?.amount) * 100),
    });
  }
  return cells;
}
