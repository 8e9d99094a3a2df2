import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { describeShared } from '#src/maths/testing/index.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { gridOf, LifecycleAsk } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

interface Order {
  readonly customer: number;
  readonly date: string;
}

const dataFile = (path: string): string => {
  const folder = process.env.PERDURE_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
  return gunzipSync(readFileSync(`${folder}/data/${path}`)).toString('utf8');
};

/** Online Retail: InvoiceNo, InvoiceDate, CustomerID, TotalPrice. */
function retailOrders(): Order[] {
  const [, ...lines] = dataFile('online-retail/online_retail_invoices.csv.gz').trim().split('\n');
  return lines.map((line) => {
    const [, date = '', customer = ''] = line.split(',');
    return { customer: Number(customer), date: date.slice(0, 10) };
  });
}

/** CDNOW: customer, date without signs, CDs, dollars, in blanks; its first line names the columns. */
function cdnowOrders(): Order[] {
  const [, ...lines] = dataFile('cdnow/CDNOW_master.txt.gz').trim().split('\n');
  return lines.map((line) => {
    const [customer = '', date = ''] = line.trim().split(/\s+/);
    return { customer: Number(customer), date: date.replace(/(....)(..)(..)/, '$1-$2-$3') };
  });
}

async function kept(number: number, orders: readonly Order[]): Promise<Context> {
  const workspace = paperWorkspace(number, { timezone: 'Europe/London' });
  const events = orders.map(
    ({ customer, date }, i): ToldEvent => ({
      customer,
      at: Date.parse(`${date}T12:00:00Z`),
      event: 'Order Completed',
      id: `o${i}`,
    }),
  );
  for (let i = 0; i < events.length; i += 20_000)
    await fill(engines.warehouse, workspace, events.slice(i, i + 20_000));
  return asking(engines, workspace);
}

/** Each customer's months in order, one after the other: what the month is to them, given the one before. */
function byHand(
  orders: readonly Order[],
): Map<string, Record<'new' | 'returning' | 'resurrecting' | 'dormant', number>> {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const name = (at: number) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  const months = new Map<string, Record<'new' | 'returning' | 'resurrecting' | 'dormant', number>>();
  const add = (at: number, what: 'new' | 'returning' | 'resurrecting' | 'dormant') => {
    const row = months.get(name(at)) ?? { new: 0, returning: 0, resurrecting: 0, dormant: 0 };
    months.set(name(at), { ...row, [what]: row[what] + 1 });
  };
  for (const own of Map.groupBy(orders, ({ customer }) => customer).values()) {
    const active = [...new Set(own.map(({ date }) => number(date.slice(0, 7))))].sort((a, b) => a - b);
    active.forEach((at, i) => {
      add(at, i === 0 ? 'new' : active[i - 1] === at - 1 ? 'returning' : 'resurrecting');
      if (active[i + 1] !== at + 1) add(at + 1, 'dormant');
    });
  }
  return months;
}

async function expectEqual(
  number: number,
  orders: readonly Order[],
  range: { from: string; to: string; asOf: string },
) {
  const context = await kept(number, orders);
  const counted = byHand(orders);
  for (const way of ['quickest', 'events'] as const) {
    const { rows, path } = await gridOf(context, LifecycleAsk.parse({ ...range, period: 'month' }), way);
    expect(path).toBe(way === 'quickest' ? 'bitmaps' : 'events');
    const told = rows.map((row) => [
      row.period.slice(0, 7),
      {
        new: row.new,
        returning: row.returning,
        resurrecting: row.resurrecting,
        dormant: Math.abs(row.dormant),
      },
    ]);
    expect(told.map(([month]) => month)).toHaveLength(range.from.startsWith('1997') ? 18 : 13);
    for (const [month, figures] of told)
      expect([month, figures]).toEqual([month, counted.get(String(month))]);
    expect(rows.reduce((sum, row) => sum + row.new, 0)).toBe(
      new Set(orders.map(({ customer }) => customer)).size,
    );
  }
}

describeShared('lifecycle of CDNOW', ['data/cdnow/CDNOW_master.txt.gz'], {
  'equals a recomputation by hand over 18 months and 23,570 customers': async () => {
    const orders = cdnowOrders();
    expect(orders).toHaveLength(69_659);
    await expectEqual(1, orders, { from: '1997-01-01', to: '1998-06-30', asOf: '1998-07-01T00:00:00+01:00' });
  },
});

describeShared('lifecycle of Online Retail', ['data/online-retail/online_retail_invoices.csv.gz'], {
  'equals a recomputation by hand over 13 months and 4,338 customers': async () => {
    const orders = retailOrders();
    expect(orders).toHaveLength(18_532);
    await expectEqual(2, orders, { from: '2010-12-01', to: '2011-12-31', asOf: '2011-12-10T00:00:00Z' });
  },
});
