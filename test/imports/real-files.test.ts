import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed, sharedFile } from './bed.ts';

const cdnow = sharedFile('cdnow/CDNOW_master.txt.gz');
const cdnowSample = sharedFile('cdnow/CDNOW_sample.txt');
const retail = sharedFile('online-retail/online_retail_invoices.csv.gz');
const subscriptions = sharedFile('ravenstack/subscriptions.csv');
const absent = [cdnow, cdnowSample, retail, subscriptions].filter((path) => path === undefined).length;
if (absent > 0) console.log(`${absent} data sets are absent: their checks are skipped`);

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

const count = async (workspace: TestWorkspace, table: 'events' | 'events_by_customer' | 'message_ids') => {
  const tables = {
    events: sql`events`,
    events_by_customer: sql`events_by_customer`,
    message_ids: sql`message_ids`,
  };
  const [row] = await bed.engines.warehouse.rows(sql<{ n: string }>`
    select count() as n from ${tables[table]} where workspace_id = ${workspace.number}`);
  return Number(row?.n);
};

describe.skipIf(cdnow === undefined)('the CDNOW log', () => {
  const path = cdnow ?? '';
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await createTestWorkspace(bed.engines, { currency: 'USD' });
  });

  it('is 69,659 purchases, 255 rows that equal another included', async () => {
    const ended = await bed.run(workspace, path, { currency: 'USD' });
    expect(ended).toMatchObject({
      state: 'done',
      accepted: 69_659,
      stored: 69_659,
      rejected: 0,
      duplicate: 0,
    });
    for (const table of ['events', 'events_by_customer', 'message_ids'] as const) {
      expect(await count(workspace, table)).toBe(69_659);
    }
  });

  it('equals an independent recomputation: customers, days and cents', async () => {
    const lines = gunzipSync(readFileSync(path))
      .toString()
      .split('\r\n')
      .slice(1)
      .filter((line) => line.trim() !== '');
    const cents = lines.reduce((sum, line) => sum + Math.round(Number(line.trim().split(/\s+/)[3]) * 100), 0);
    const days = new Set(lines.map((line) => line.trim().split(/\s+/).slice(0, 2).join(' ')));
    const [row] = await bed.engines.warehouse.rows(sql<Record<string, string>>`
      select uniqExact(customer) as customers, uniqExact(customer, toDate(time, 'Europe/Paris')) as days,
        sum(round(toFloat64(properties.revenue) * 100)) as cents, any(properties.currency) as currency,
        countIf(toDate(time, 'Europe/Paris') = '1997-01-01') as first
      from events
      where workspace_id = ${workspace.number}
        and event = 'Order Completed'`);
    expect(Number(row?.customers)).toBe(23_570);
    expect(Number(row?.days)).toBe(days.size);
    expect(Number(row?.cents)).toBe(cents);
    expect(row?.currency).toBe('USD');
    expect(Number(row?.first)).toBe(lines.filter((line) => line.includes(' 19970101 ')).length);
  });

  it('imported again adds nothing, under any name', async () => {
    const renamed = await bed.file('whatever.dat', readFileSync(path));
    const ended = await bed.run(workspace, renamed, { currency: 'USD' });
    expect(ended).toMatchObject({ accepted: 69_659, stored: 0, duplicate: 69_659 });
    expect(await count(workspace, 'events')).toBe(69_659);
  });

  it('grown by rows, some of which equal earlier ones, adds only these', async () => {
    const text = gunzipSync(readFileSync(path)).toString();
    const second = text.split('\r\n')[1] ?? '';
    const grown = await bed.file(
      'grown.txt',
      `${text}${second}\r\n${second}\r\n 99999 19980701  1   10.00\r\n`,
    );
    const ended = await bed.run(workspace, grown, { currency: 'USD' });
    expect(ended).toMatchObject({ accepted: 69_662, stored: 3, duplicate: 69_659 });
    expect(await count(workspace, 'events')).toBe(69_662);
  });
});

describe.skipIf(cdnowSample === undefined)('the CDNOW sample, without a header', () => {
  it('is 6,919 purchases when said to be purchases', async () => {
    const workspace = await createTestWorkspace(bed.engines);
    expect(await bed.run(workspace, cdnowSample ?? '', { as: 'purchases' })).toMatchObject({
      stored: 6_919,
      rejected: 0,
    });
  });
});

describe.skipIf(retail === undefined)('the Online Retail invoices', () => {
  it('are 18,532 purchases of 4,338 customers, with their order numbers', async () => {
    const workspace = await createTestWorkspace(bed.engines, { timezone: 'Europe/London' });
    expect(await bed.run(workspace, retail ?? '', { currency: 'GBP' })).toMatchObject({
      stored: 18_532,
      rejected: 0,
    });
    const [row] = await bed.engines.warehouse.rows(sql<Record<string, string>>`
      select uniqExact(customer) as customers, uniqExact(properties.orderId) as orders,
        uniqExactIf(customer, toStartOfMonth(time, 'Europe/London') = '2010-12-01') as december
      from events
      where workspace_id = ${workspace.number}`);
    expect([Number(row?.customers), Number(row?.orders)]).toEqual([4_338, 18_532]);
    expect(Number(row?.december)).toBe(885); // golden/retention-tables.json, cohort 2010-12
  });
});

describe.skipIf(subscriptions === undefined)('the RavenStack subscriptions', () => {
  it('are 5,000 contracts of 500 accounts; imported again they are known already', async () => {
    const workspace = await createTestWorkspace(bed.engines, { currency: 'USD' });
    expect(await bed.run(workspace, subscriptions ?? '')).toMatchObject({
      accepted: 5_000,
      stored: 5_000,
      rejected: 0,
    });
    const row = await bed.engines.records.row(sql<Record<string, number>>`
      select count(*) as contracts, count(distinct holder) as holders, count(ends_at) as ended, max(version) as versions
      from contracts
      where workspace_id = ${workspace.number}`);
    const text = readFileSync(subscriptions ?? '', 'utf8');
    const ended = text
      .trim()
      .split('\n')
      .slice(1)
      .filter((line) => line.split(',')[3] !== '').length;
    expect(row).toEqual({ contracts: 5_000, holders: 500, ended, versions: 1 });
    expect(await bed.run(workspace, subscriptions ?? '')).toMatchObject({ stored: 0, duplicate: 5_000 });
  });
});
