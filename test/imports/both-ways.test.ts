import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifier, sql } from '#src/basics/sql.ts';
import { decodeEntry, type ReceivedEvent } from '#src/events/intake/index.ts';
import { loadEvents } from '#src/events/loading/index.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

const base = { type: 'track', event: 'Visit', userId: 'u1', timestamp: '2025-03-30T01:30:00.000Z' };
const line = (over: object) => JSON.stringify({ ...base, ...over });
const raw = (properties: string, id: string) =>
  `${line({ messageId: id }).slice(0, -1)},"properties":${properties}}`;

/** What a file may hold: plain rows, rows to refuse, rows that need judgement, and every kind of repeat. */
function hostileLines(): string[] {
  const plain = Array.from({ length: 400 }, (_, i) =>
    line({
      userId: `u${i % 37}`,
      event: ['Visit', 'Play', 'Order Completed'][i % 3],
      timestamp: new Date(Date.UTC(2024, 0, 1) + i * 7_200_000).toISOString(),
      messageId: `plain-${i}`,
      properties: {
        category: `c${i % 5}`,
        price: i / 4,
        deep: i % 9 === 0 ? { a: { b: [1, 2] } } : undefined,
      },
    }),
  );
  return [
    ...plain,
    // repeats: of an id, of a row without id, of both
    line({ messageId: 'plain-0', event: 'Other' }),
    line({}),
    line({}),
    line({ properties: { n: 1 } }),
    line({ messageId: 'twice', userId: 'u2' }),
    line({ messageId: 'twice', userId: 'u3' }),
    // identity: browsers before and after they are known, two people on one browser, merges, a loop
    line({ userId: null, anonymousId: 'b1', messageId: 'anon-1', timestamp: '2024-05-01T00:00:00.000Z' }),
    line({
      userId: undefined,
      anonymousId: 'b1',
      messageId: 'anon-2',
      timestamp: '2024-05-03T00:00:00.000Z',
    }),
    line({
      type: 'identify',
      anonymousId: 'b1',
      userId: 'u1',
      messageId: 'who-1',
      timestamp: '2024-05-02T00:00:00.000Z',
      traits: { plan: 'pro', age: 41 },
    }),
    line({
      type: 'identify',
      anonymousId: 'b1',
      userId: 'u9',
      messageId: 'who-2',
      timestamp: '2024-05-02T12:00:00.000Z',
      traits: { plan: 'free' },
    }),
    line({ userId: null, anonymousId: 'b2', messageId: 'anon-3' }),
    line({ anonymousId: 'b3', messageId: 'both' }),
    line({ type: 'alias', userId: 'u4', previousId: 'u5', messageId: 'alias-1' }),
    line({ type: 'alias', userId: 'u5', previousId: 'u4', messageId: 'alias-2' }),
    line({ type: 'alias', userId: 'late', previousId: 'b2', messageId: 'alias-3' }),
    line({ type: 'group', groupId: 'acme', messageId: 'group-1', traits: { seats: 4 } }),
    line({ groupId: 'acme', messageId: 'in-group' }),
    line({ type: 'page', name: 'Home', messageId: 'page', properties: { url: 'https://x/y' } }),
    line({ type: 'screen', messageId: 'screen' }),
    // texts and numbers
    line({ event: 'Évènement — «fin» 🎉', messageId: 'unicode', properties: { é: 'ü "q" \\ / \n\t' } }),
    line({ event: '  padded  ', messageId: 'padded' }),
    line({ event: '\u00a0odd blank\u2003', messageId: 'odd-blank' }),
    raw(
      '{"big":9007199254740993,"long":0.12345678901234567891,"huge":123456789012345678901234567890}',
      'digits',
    ),
    raw('{"price":1.50,"exp":1e3,"minus":-0}', 'spelt'),
    raw('{"a": 1, "b": [1, 2], "c": "x, y: z"}', 'spaced'),
    raw('{"a":1,"a":2}', 'name-twice'),
    raw('{"o":{"a":1,"a":2}}', 'name-twice-inside'),
    raw('{"a":{"b":1},"a.b":2}', 'path-twice'),
    raw('{"__proto__":{"x":1},"constructor":2}', 'proto'),
    raw('{}', 'empty'),
    raw('null', 'null'),
    raw('"{\\"a\\":1}"', 'properties-as-text'),
    raw('[1]', 'properties-as-list'),
    raw('{"u":"\\ud83d\\ude00","h":"\\ud83d"}', 'half-character'),
    line({ userId: 42, messageId: 'number-id' }),
    line({ userId: '42', messageId: 'text-id' }),
    line({ userId: { a: 1 }, messageId: 'object-id' }),
    line({ userId: 'x'.repeat(513), messageId: 'long-id' }),
    line({ userId: 'nul\u0000id', messageId: 'nul-id' }),
    line({
      properties: { userId: 'nested', event: 'nested', messageId: 'nested' },
      messageId: 'nested-names',
    }),
    line({ event: 'x'.repeat(201), messageId: 'long-name' }),
    line({ event: '', messageId: 'no-name' }),
    line({ event: undefined, messageId: 'absent-name' }),
    line({ userId: '', messageId: 'nobody' }),
    line({ type: 'noise', messageId: 'odd-type' }),
    line({ type: undefined, messageId: 'no-type' }),
    line({ properties: { blob: 'y'.repeat(40_000) }, messageId: 'too-large' }),
    `{"type":"track","event":"Deep","userId":"u","messageId":"deep","timestamp":"2024-01-01T00:00:00Z","properties":{"d":${'['.repeat(70)}${']'.repeat(70)}}}`,
    // times
    line({ timestamp: '2024-01-01T00:00:00Z', messageId: 't-seconds' }),
    line({ timestamp: '2024-01-01', messageId: 't-day' }),
    line({ timestamp: '2024-01-01T00:00:00.123456789+05:30', messageId: 't-offset' }),
    line({ timestamp: 1_704_067_200, messageId: 't-epoch' }),
    line({ timestamp: '2024-02-30T00:00:00.000Z', messageId: 't-unreal' }),
    line({ timestamp: '1969-12-31T23:59:59.999Z', messageId: 't-ancient' }),
    line({ timestamp: '2038-01-19T03:14:08.000Z', messageId: 't-future' }),
    line({ timestamp: '9999-01-01T00:00:00.000Z', messageId: 't-far' }),
    line({ timestamp: 'soon', messageId: 't-text' }),
    line({ timestamp: undefined, messageId: 't-none' }),
    line({ sentAt: '2025-03-30T01:00:00.000Z', messageId: 't-sent' }),
    line({ originalTimestamp: '2025-01-01T00:00:00.000Z', timestamp: undefined, messageId: 't-original' }),
    // whose traffic
    line({ userId: 'staff', messageId: 'internal-id' }),
    line({ userId: 'someone@team.example', messageId: 'internal-mail' }),
    line({ properties: { email: 'x@team.example' }, messageId: 'internal-property' }),
    line({ context: { userAgent: 'Googlebot/2.1' }, messageId: 'bot' }),
    line({ context: { ip: '0.0.0.0', page: 'p' }, messageId: 'no-address' }),
    // no events
    'not json',
    '[1,2]',
    '"text"',
    '{"a":',
    '{}',
  ];
}

/** The ordinary path, as intake and loading would take the same lines; made ids by the rule of imports. */
async function loadOrdinarily(workspace: TestWorkspace, lines: readonly string[]) {
  const seen = new Map<string, number>();
  const received = bed.engines.clock.now();
  const events = lines.flatMap((text): ReceivedEvent[] => {
    const n = (seen.get(text) ?? 0) + 1;
    seen.set(text, n);
    const body = Buffer.from(text);
    const [decoded] = decodeEntry({
      workspace: 0,
      source: 0,
      shape: 'import.event',
      receivedAt: received,
      sentAt: null,
      events: 1,
      body,
    });
    if (decoded?.outcome !== 'received') return [];
    const messageId = decoded.madeId ? `row:${hash('md5', `c${text}`, 'hex')}:${n}` : decoded.messageId;
    return [{ ...decoded, messageId }];
  });
  const load = { workspace: workspace.number, source: workspace.source, batch: 77n, events };
  return { events: events.length, outcome: await loadEvents(bed.parts.loading, load) };
}

const tables: Readonly<Record<string, { readonly columns: string; readonly customer: boolean }>> = {
  events: {
    columns:
      'event, time, message_id, type, user_id, anonymous_id, group_id, traffic, toJSONString(properties) as json',
    customer: true,
  },
  events_by_customer: {
    columns:
      'time, event, message_id, type, user_id, anonymous_id, group_id, traffic, properties, traits, context, original_time, sent_at, received_at, time_flag, made_id',
    customer: true,
  },
  customer_events: {
    columns: 'layout, event, min(first_time) as first, max(last_time) as last, sum(events) as n',
    customer: true,
  },
  trait_changes: { columns: 'trait, time, message_id, value, once', customer: true },
  memberships: { columns: 'time, message_id, account', customer: true },
  account_trait_changes: { columns: 'trait, account, time, message_id, value', customer: false },
};

const fixed = (text: string) => identifier(text, [text]);

/** A table's rows with people by their names instead of numbers, in a comparable order. */
async function contents(workspace: TestWorkspace, table: string): Promise<string[]> {
  const people = await peopleOf(workspace);
  const shape = tables[table];
  if (shape === undefined) throw new Error(table);
  const grouped = table === 'customer_events' ? sql`group by customer, layout, event` : sql``;
  const kept = shape.customer
    ? sql`and customer not in (select customer from retired where workspace_id = ${workspace.number})`
    : sql``;
  const rows = await bed.engines.warehouse.rows(sql<Record<string, unknown>>`
    select ${fixed(shape.columns)} ${shape.customer ? sql`, customer` : sql``}
    from ${fixed(table)}
    where workspace_id = ${workspace.number}
      ${kept}
    ${grouped}`);
  return rows.map((row) => JSON.stringify(comparable(row, people))).sort();
}

function comparable(row: Record<string, unknown>, people: ReadonlyMap<number, string>): unknown {
  const named =
    'customer' in row ? { ...row, customer: people.get(Number(row.customer)) ?? row.customer } : row;
  const json = (name: string) =>
    typeof row[name] === 'string' && row[name] !== '' ? { [name]: sorted(JSON.parse(row[name])) } : {};
  return sorted({ ...named, ...json('properties'), ...json('traits'), ...json('context'), ...json('json') });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** Each number in use, by all the names it goes by. */
async function peopleOf(workspace: TestWorkspace): Promise<Map<number, string>> {
  const rows = await bed.engines.records.rows(sql<{ customer: number; names: string }>`
    select customer, string_agg(kind || ':' || external_id, '|' order by kind, external_id) as names
    from identities
    where workspace_id = ${workspace.number}
    group by customer`);
  return new Map(rows.map((row) => [row.customer, row.names]));
}

async function days(workspace: TestWorkspace): Promise<string[]> {
  const people = await peopleOf(workspace);
  const rows = await bed.engines.warehouse.rows(sql<{ event: string; day: string; customers: number[] }>`
    select event, day, bitmapToArray(groupBitmapMergeState(customers)) as customers
    from event_days
    where workspace_id = ${workspace.number}
      and layout = 1
    group by event, day`);
  const retired = await bed.engines.warehouse.rows(sql<{ customer: number }>`
    select customer from retired where workspace_id = ${workspace.number}`);
  const gone = new Set(retired.map((row) => row.customer));
  return rows
    .map(({ event, day, customers }) => {
      const names = customers.filter((one) => !gone.has(one)).map((one) => people.get(one) ?? String(one));
      return names.length === 0 ? '' : JSON.stringify([event, day, names.sort()]);
    })
    .filter((text) => text !== '')
    .sort();
}

describe('a file of plain and hostile rows, with merges and repeats', () => {
  const lines = hostileLines();
  let bulk: TestWorkspace;
  let ordinary: TestWorkspace;
  let good = 0;
  beforeAll(async () => {
    const rules = JSON.stringify([
      { kind: 'user_id', value: 'Staff' },
      { kind: 'email_domain', value: 'team.example' },
    ]);
    bulk = await createTestWorkspace(bed.engines);
    ordinary = await createTestWorkspace(bed.engines);
    await bed.engines.records.run(sql`update workspaces set internal_rules = ${rules}::jsonb`);
    good = (await loadOrdinarily(ordinary, lines)).events;
  });

  it('is counted to the row: accepted = stored + rejected + duplicate', async () => {
    const path = await bed.file('hostile.jsonl', `${lines.join('\n')}\n`);
    const ended = await bed.run(bulk, path);
    expect(ended).toMatchObject({
      state: 'done',
      accepted: lines.length,
      rejected: lines.length - good,
      duplicate: 2,
    });
    expect(ended.stored).toBe(good - 2); // plain-0 and twice stood in the file before
  });

  it.each(Object.keys(tables))('fills %s as the ordinary path does', async (table) => {
    expect(await contents(bulk, table)).toEqual(await contents(ordinary, table));
  });

  it('fills event_days as the ordinary path does', async () => {
    expect(await days(bulk)).toEqual(await days(ordinary));
  });

  it('imported again adds nothing to any table', async () => {
    const before = await contents(bulk, 'events_by_customer');
    const path = await bed.file('hostile-again.jsonl', `\ufeff${lines.join('\r\n')}`);
    expect(await bed.run(bulk, path)).toMatchObject({ stored: 0, duplicate: good });
    expect(await contents(bulk, 'events_by_customer')).toEqual(before);
  });
});
