import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perdure, type ServerProcess, startServer } from '../faults/server-process.ts';

const shared = process.env.PERDURE_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const cdnow = join(shared, 'data/cdnow/CDNOW_master.txt.gz');
const retail = join(shared, 'data/online-retail/online_retail_invoices.csv.gz');
const golden = join(shared, 'golden/retention-tables.json');
const absent = [cdnow, retail, golden].filter((path) => !existsSync(path));
if (absent.length > 0)
  console.log(`same answer through every door: 6 checks skipped, no ${absent.join(', ')}`);

interface Grid {
  readonly series: readonly {
    readonly cohorts: readonly {
      readonly period: string;
      readonly size: number;
      readonly cells: readonly {
        readonly interval: number;
        readonly eligible: number;
        readonly returned: number;
      }[];
    }[];
  }[];
}

const monthly = (from: string, to: string, asOf: string) => ({
  start: { event: 'Order Completed' },
  return: { event: 'Order Completed' },
  rows: 'month',
  interval: 'month',
  from,
  to,
  asOf,
});
const cdnowAsk = monthly('1997-01-01', '1997-03-31', '1998-08-01T00:00:00Z');
const retailAsk = monthly('2010-12-01', '2011-12-31', '2012-02-01T00:00:00Z');

describe.skipIf(absent.length > 0)('real purchases, through every door', () => {
  let folder: string;
  let server: ServerProcess;
  const keys = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perdure-doors-'));
    server = await startServer(folder);
    for (const [slug, file] of [
      ['cdnow', cdnow],
      ['retail', retail],
    ] as const) {
      const made = await perdure(folder, 'workspace', 'create', slug, '--timezone', 'Europe/London');
      keys.set(slug, String(made.apiKey));
      await perdure(folder, 'import', file, '--workspace', slug, '--as', 'purchases');
    }
  }, 180_000);
  afterAll(async () => {
    await server?.end();
    await rm(folder, { recursive: true, force: true });
  });

  const byCommandLine = (slug: string, ask: unknown) =>
    perdure(folder, 'ask', 'retention.grid', '--workspace', slug, '--input', JSON.stringify(ask));

  async function byApi(slug: string, ask: unknown): Promise<unknown> {
    const answer = await fetch(`${server.address}/api/ask/retention.grid`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.get(slug)}`, 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  }

  const overHttp = (slug: string) =>
    new StreamableHTTPClientTransport(new URL(`${server.address}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${keys.get(slug)}` } },
    });

  /** Started by the assistant itself, beside the running server. */
  const overStdio = (slug: string) =>
    new StdioClientTransport({
      command: process.execPath,
      args: [fileURLToPath(new URL('../../src/main.ts', import.meta.url)), 'mcp', '--workspace', slug],
      env: { ...getDefaultEnvironment(), PERDURE_DATA: folder, PERDURE_LANG: 'en' },
    });

  async function byAssistant(
    transport: StreamableHTTPClientTransport | StdioClientTransport,
    ask: Record<string, unknown>,
  ): Promise<unknown> {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    const answer = await client.callTool({ name: 'retention_grid', arguments: ask });
    await client.close();
    const text = (answer.content as { text: string }[])[0]?.text ?? '';
    const json = /<(untrusted-data-\w+)>\n(.*)\n<\/\1>/s.exec(text)?.[2];
    return JSON.parse(json ?? 'null');
  }

  it('stores 69,659 purchases of CDNOW, 255 of which equal another, and nothing more the second time', async () => {
    const again = await perdure(folder, 'import', cdnow, '--workspace', 'cdnow', '--as', 'purchases');
    expect((again.imports as Record<string, unknown>[])[0]).toMatchObject({
      stored: 0,
      duplicate: 69_659,
    });
    const counts = await perdure(folder, 'ask', 'events.accounting', '--workspace', 'cdnow');
    expect(counts).toMatchObject({ stored: 69_659, rejected: 0 });
  }, 60_000);

  it('gives the reference table of Online Retail: 13 monthly cohorts', async () => {
    const { monthly_cohorts: expected } = JSON.parse(readFileSync(golden, 'utf8')) as {
      monthly_cohorts: Record<string, number[]>;
    };
    const grid = (await byApi('retail', retailAsk)) as Grid;
    const found = Object.fromEntries(
      (grid.series[0]?.cohorts ?? []).map((cohort) => {
        const width = expected[cohort.period.slice(0, 7)]?.length ?? 0;
        return [
          cohort.period.slice(0, 7),
          cohort.cells.slice(0, width).map((cell) => (cell.interval === 0 ? cohort.size : cell.returned)),
        ];
      }),
    );
    expect(found).toEqual(expected);
  }, 60_000);

  it('gives for CDNOW what a recomputation from the file gives', async () => {
    const grid = (await byApi('cdnow', cdnowAsk)) as Grid;
    const found = (grid.series[0]?.cohorts ?? []).map((cohort) => [
      cohort.period.slice(0, 7),
      cohort.size,
      ...cohort.cells.filter((cell) => cell.interval > 0).map((cell) => cell.returned),
    ]);
    expect(found).toEqual(recomputed());
  }, 60_000);

  it('is the same by command line, API and assistant, over HTTP and over standard input', async () => {
    for (const [slug, ask] of [
      ['cdnow', cdnowAsk],
      ['retail', retailAsk],
    ] as const) {
      const api = await byApi(slug, ask);
      expect(await byCommandLine(slug, ask)).toEqual(api);
      expect(await byAssistant(overHttp(slug), ask)).toEqual(api);
      expect(await byAssistant(overStdio(slug), ask)).toEqual(api);
    }
  }, 90_000);

  it('answers 401 without a key and 403 beyond its scopes, and never another workspace', async () => {
    const url = `${server.address}/api/ask/retention.grid`;
    const refused = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refused.status).toBe(401);
    const foreign = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys.get('cdnow')}`,
        'content-type': 'application/json',
        'x-perdure-workspace': 'retail',
      },
      body: JSON.stringify(retailAsk),
    });
    const grid = (await foreign.json()) as Grid;
    expect((grid.series?.[0]?.cohorts ?? []).reduce((sum, cohort) => sum + cohort.size, 0)).toBe(0);
  });

  it('stops in good order on SIGTERM, with exit code 0', async () => {
    expect(await server.end()).toBe(0);
  }, 60_000);
});

/** First-purchase cohorts of January to March 1997 and how many bought again k months later, from the raw file. */
function recomputed(): (string | number)[][] {
  const months = new Map<string, Set<number>>();
  for (const line of gunzipSync(readFileSync(cdnow)).toString().split('\n').slice(1)) {
    const [customer, date] = line.trim().split(/\s+/);
    if (customer === undefined || date === undefined) continue;
    const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(4, 6)) - 1;
    months.set(customer, (months.get(customer) ?? new Set()).add(month));
  }
  const january = 1997 * 12;
  return [0, 1, 2].map((row) => {
    const cohort = [...months.values()].filter((active) => Math.min(...active) === january + row);
    const returns = Array.from(
      { length: 12 },
      (_, k) => cohort.filter((active) => active.has(january + row + k + 1)).length,
    );
    return [`1997-0${row + 1}`, cohort.length, ...returns];
  });
}
