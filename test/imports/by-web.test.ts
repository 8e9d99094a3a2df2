import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, type Context, permissions } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as contractOperations } from '#src/customers/contracts/index.ts';
import { importJobs, operations, receiveUpload } from '#src/events/imports/index.ts';
import { run } from '../asking.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

const actor: Actor = { kind: 'user', id: 'usr_1', permissions: new Set(permissions), language: 'fr' };

/** Asks as the web page does; the answer's shape is said where it is read. */
function ask<T = unknown>(workspace: TestWorkspace, name: string, input: object = {}): Promise<T> {
  const { warehouse, records, jobs, clock } = bed.engines;
  const context: Context = {
    workspace,
    actor,
    warehouse: warehouse.of(workspace.number),
    records: records.of(workspace.number),
    jobs,
    clock,
  };
  return run<T>([...operations, ...contractOperations], context, name, input);
}

interface Inspected {
  settled: { mapping: Record<string, unknown>; missing: unknown };
  preview: { rows: unknown[] };
}

interface Told {
  import: { id: string; state: string };
}

const received = (workspace: TestWorkspace, name: string, content: string | Uint8Array) =>
  receiveUpload(bed.parts, workspace, {
    name,
    stream: Readable.from([Buffer.from(content)]),
    actor,
    options: {},
  });

/** Does what the queue would. */
async function work(workspace: TestWorkspace): Promise<void> {
  const rows = await bed.engines.records.rows(sql<{ number: number }>`
    select number from imports where workspace_id = ${workspace.number} and state in ('waiting', 'cancelling') order by number`);
  const jobs = importJobs(bed.parts);
  for (const { number } of rows)
    await jobs['imports.run']?.({ import: number }, new AbortController().signal);
}

const french = `N° client;Date;Montant TTC;Magasin\r
C1;31/12/2024;1 234,50;Lyon\r
C2;30/12/2024;8,00;Paris\r
;30/12/2024;8,00;Paris\r
C3;pas une date;8,00;Paris\r
C4;29/12/2024;beaucoup;Paris\r
C5;29/12/2024;8,00\r
C1;31/12/2024;1 234,50;Lyon\r
`;

describe('a file dropped on the web page', () => {
  let workspace: TestWorkspace;
  let upload: string;
  beforeAll(async () => {
    workspace = await createTestWorkspace(bed.engines);
    upload = (await received(workspace, 'ventes.xyz', french)).upload;
  });

  it('shows what it holds and what would be stored', async () => {
    const { settled, preview } = await ask<Inspected>(workspace, 'imports.inspect', { upload });
    expect(settled).toMatchObject({
      kind: 'purchases',
      delimiter: ';',
      header: true,
      mapping: {
        customer: { column: 'N° client' },
        date: { column: 'Date' },
        amount: { column: 'Montant TTC' },
      },
      dates: { date: 'dmy' },
      ambiguousDates: [],
      decimal: ',',
      currency: 'EUR',
      timezone: 'Europe/Paris',
      missing: [],
    });
    // The header is no row, and each refusal bears the code of its reason.
    expect(preview).toMatchObject({ sampled: 7, rowsAbout: 7, good: 3, bad: 4, datesOnly: 3 });
    expect(preview.rows).toContainEqual(
      expect.objectContaining({ stored: false, reason: 'imports.bad_date' }),
    );
    expect(preview.rows[0]).toMatchObject({
      row: 2,
      what: 'Order Completed',
      who: 'C1',
      at: '2024-12-30T23:00:00.000Z',
    });
  });

  it('takes another mapping, and says which field still lacks a column', async () => {
    const other = await ask<Inspected>(workspace, 'imports.inspect', {
      upload,
      map: { order: { column: 'Magasin' }, customer: null },
    });
    expect(other.settled.mapping.order).toEqual({ column: 'Magasin' });
    expect(other.settled.missing).toEqual([['customer', 'account']]);
    await expect(ask(workspace, 'imports.start', { upload, map: { customer: null } })).rejects.toThrow(
      'imports.column_missing',
    );
    await expect(
      ask(workspace, 'imports.inspect', { upload, map: { order: { column: 'nowhere' } } }),
    ).rejects.toThrow('imports.unknown_column');
  });

  it('is stored, its refused rows listed with row, field, expectation and value', async () => {
    const { import: started } = await ask<Told>(workspace, 'imports.start', { upload });
    expect(started.state).toBe('waiting');
    expect((await bed.engines.jobs.waiting()).length).toBeGreaterThan(0);
    await work(workspace);
    const { import: ended } = await ask<Told>(workspace, 'imports.status', { id: started.id });
    expect(ended).toMatchObject({
      state: 'done',
      rows: 7, // the header is none
      rowsRead: 7,
      accepted: 7,
      stored: 3,
      rejected: 4,
      duplicate: 0,
      quarantined: 0,
    });
    const { rejected, rows } = await ask<{ rejected: number; rows: unknown[] }>(
      workspace,
      'imports.rejects',
      { id: started.id },
    );
    expect(rejected).toBe(4);
    expect(rows).toEqual([
      { row: 4, reason: 'imports.missing', field: 'customer', expected: 'a customer or an account', got: '' },
      {
        row: 5,
        reason: 'imports.bad_date',
        field: 'date',
        expected: 'a date such as 31/12/2024 (day first)',
        got: 'pas une date',
      },
      {
        row: 6,
        reason: 'imports.bad_amount',
        field: 'amount',
        expected: 'an amount such as 12,50',
        got: 'beaucoup',
      },
      {
        row: 7,
        reason: 'imports.cells',
        field: '',
        expected: '4 cells, as the first row has',
        got: '3 cells',
      },
    ]);
    expect(await ask(workspace, 'imports.list')).toMatchObject({ imports: [{ id: started.id }] });
    await expect(ask(workspace, 'imports.inspect', { upload })).rejects.toThrow('imports.unknown_upload'); // the file is gone
  });

  it('is not to be had by another workspace', async () => {
    const other = await createTestWorkspace(bed.engines);
    const mine = await received(workspace, 'mine.csv', french);
    await expect(ask(other, 'imports.inspect', { upload: mine.upload })).rejects.toThrow(
      'imports.unknown_upload',
    );
    const { import: started } = await ask<Told>(workspace, 'imports.start', { upload: mine.upload });
    for (const name of ['imports.status', 'imports.cancel', 'imports.rejects']) {
      await expect(ask(other, name, { id: started.id })).rejects.toThrow('imports.unknown');
    }
  });

  it('cancelled before it began, stores nothing', async () => {
    const place = await createTestWorkspace(bed.engines);
    const file = await received(place, 'f.csv', french);
    const { import: started } = await ask<Told>(place, 'imports.start', { upload: file.upload });
    expect(await ask(place, 'imports.cancel', { id: started.id })).toMatchObject({
      import: { state: 'cancelled' },
    });
    await work(place);
    expect(await ask(place, 'imports.status', { id: started.id })).toMatchObject({
      import: { state: 'cancelled', stored: 0 },
    });
  });

  it('that is no table, or damaged, is refused at once', async () => {
    await expect(received(workspace, 'x', Buffer.from([0, 1, 2]))).rejects.toThrow('imports.not_a_table');
    await expect(
      received(workspace, 'x', gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 40)),
    ).rejects.toThrow('imports.damaged_gzip');
  });
});

describe('subscriptions', () => {
  const header = 'contrat;client;offre;début;fin;mensualité;devise\n';
  it('keep every version: what a later file says anew is recorded beside what was known', async () => {
    const workspace = await createTestWorkspace(bed.engines);
    const first = await bed.file(
      's1.csv',
      `${header}K1;C1;Pro;2024-01-01;;12,50;EUR\nK2;C2;Pro;2024-02-01;2024-06-01;12,50;EUR\n`,
    );
    expect(await bed.run(workspace, first)).toMatchObject({ stored: 2, rejected: 0 });
    const known = new Date(bed.engines.clock.now() + 1).toISOString();
    bed.engines.clock.advance(86_400_000);
    const second = await bed.file(
      's2.csv',
      `${header}K1;C1;Pro;2024-01-01;2025-01-01;12,50;EUR\nK2;C2;Pro;2024-02-01;2024-06-01;12,50;EUR\n`,
    );
    expect(await bed.run(workspace, second)).toMatchObject({ stored: 1, duplicate: 1 });
    bed.engines.clock.advance(1);
    const now = await ask<{ contracts: unknown[] }>(workspace, 'contracts.list');
    expect(now.contracts).toMatchObject([
      {
        contract: 'K1',
        version: 2,
        holderKind: 'customer',
        holder: 'C1',
        offer: 'Pro',
        price: '1250',
        currency: 'EUR',
        period: 'month',
        startsAt: '2023-12-31T23:00:00.000Z',
        endsAt: '2024-12-31T23:00:00.000Z',
        effectiveAt: '2024-12-31T23:00:00.000Z',
      },
      { contract: 'K2', version: 1, endsAt: '2024-05-31T22:00:00.000Z' },
    ]);
    const before = await ask<{ contracts: unknown[] }>(workspace, 'contracts.list', {
      asOf: known,
      holder: 'C1',
    });
    expect(before.contracts).toMatchObject([{ contract: 'K1', version: 1, endsAt: null }]);
    const events = await bed.engines.warehouse.rows(sql<{ event: string; n: string }>`
      select event, count() as n from events where workspace_id = ${workspace.number} group by event order by event`);
    expect(events).toEqual([
      { event: 'perdure.contract_ended', n: '2' },
      { event: 'perdure.contract_started', n: '2' },
    ]);
  });

  it('of somebody else’s contract are refused, a row each with its reason, and nothing befell the other', async () => {
    const workspace = await createTestWorkspace(bed.engines);
    const first = await bed.file('s1.csv', `${header}K1;C1;Pro;2024-01-01;;12,50;EUR\n`);
    expect(await bed.run(workspace, first)).toMatchObject({ stored: 1, rejected: 0 });
    const rows = `K1;C2;Pro;2024-03-01;;12,50;EUR\nK2;C2;Pro;2024-03-01;;12,50;EUR\n`;
    const second = await bed.file('s2.csv', header + rows);
    expect(await bed.run(workspace, second)).toMatchObject({ stored: 1, rejected: 1 });
    bed.engines.clock.advance(1);
    const now = await ask<{ contracts: unknown[] }>(workspace, 'contracts.list');
    expect(now.contracts).toMatchObject([
      { contract: 'K1', version: 1, holder: 'C1' },
      { contract: 'K2', holder: 'C2' },
    ]);
    const refused = await bed.engines.records.rows(sql<object>`
      select row::integer, reason, field, got from import_rejects where workspace_id = ${workspace.number}`);
    expect(refused).toMatchObject([
      { reason: 'imports.other_holder', field: 'holder', got: 'K1: customer C2' },
    ]);
    const events = await bed.engines.warehouse.rows(sql<{ user: string; n: string }>`
      select user_id as user, count() as n from events where workspace_id = ${workspace.number} group by user order by user`);
    expect(events).toEqual([
      { user: 'C1', n: '1' },
      { user: 'C2', n: '1' },
    ]);
  });
});
