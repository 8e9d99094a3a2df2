import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scoped, sql, typed } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { alias, anonymousVisit, identify, received, refused, visit } from '../../../test/received.ts';
import { KnownNumbers } from '../identity/index.ts';
import type { Decoded } from '../intake/index.ts';
import { type LoadingParts, loadEvents } from './load.ts';
import { rebuildDerived, sweepDerived } from './rebuild.ts';
import { RecentIds } from './recent-ids.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let parts: LoadingParts;
let batch = 0n;

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  parts = {
    ...engines,
    recent: new RecentIds(7 * 86_400_000), // not whole: each id is looked up
    known: new KnownNumbers(),
    placeOf: async () => ({
      timezone: workspace.timezone,
      layout: await layout(),
      rules: [{ kind: 'email_domain', value: 'us.fr' }],
    }),
  };
});

const load = (events: readonly Decoded[], as?: bigint) => {
  batch += 1n;
  return loadEvents(parts, {
    workspace: workspace.number,
    source: workspace.source,
    batch: as ?? batch,
    events,
  });
};

async function layout(): Promise<number> {
  const row = await engines.records.row(
    sql<{ layout: number }>`select layout from workspaces where number = ${workspace.number}`,
  );
  return row?.layout ?? 0;
}

/** For each person, the messages stored under them, in order. */
async function lives(): Promise<string[][]> {
  const rows = await engines.warehouse.of(workspace.number).rows(sql<{ messages: string[] }>`
    select arraySort(groupArray(message_id)) as messages
    from ${scoped('events_by_customer')}
    group by customer
    order by messages`);
  return rows.map((row) => row.messages);
}

async function tableCounts(): Promise<{ events: number; events_by_customer: number; message_ids: number }> {
  const count = async (from: ReturnType<typeof sql>) => {
    const [row] = await engines.warehouse.rows(
      sql<{ n: string }>`select count() as n from ${from} where workspace_id = ${workspace.number}`,
    );
    return Number(row?.n);
  };
  return {
    events: await count(sql`events`),
    events_by_customer: await count(sql`events_by_customer`),
    message_ids: await count(sql`message_ids`),
  };
}

const daysOf = (event: string) =>
  engines.warehouse.rows(sql<{ day: string; customers: string }>`
    select toString(day) as day,
      toString(bitmapCardinality(bitmapAndnot(groupBitmapMergeState(customers),
        (select groupBitmapState(customer) from retired where workspace_id = ${workspace.number})))) as customers
    from event_days
    where workspace_id = ${workspace.number}
      and layout = ${typed('UInt32', 1)}
      and event = ${event}
    group by day
    order by day`);

describe('loading', () => {
  it('stores each event once in every table, however often its batch is repeated', async () => {
    const events = [visit('a'), visit('a'), visit('b')];
    const first = await load(events, 1_000n);
    const again = await load(events, 1_000n);
    expect(first).toEqual({ accepted: 3, stored: 3, rejected: 0, quarantined: 0, duplicate: 0 });
    expect(again).toEqual(first);
    expect(await tableCounts()).toEqual({ events: 3, events_by_customer: 3, message_ids: 3 });
  });

  it('counts a message id that comes again, in the same batch and in a later one, as a duplicate', async () => {
    const event = visit('a');
    const other = visit('a');
    expect(await load([event, event, other])).toMatchObject({ stored: 2, duplicate: 1 });
    expect(await load([event])).toMatchObject({ stored: 0, duplicate: 1 });
    expect((await tableCounts()).events).toBe(2);
  });

  it('knows duplicates of before a restart, when its memory of ids is gone', async () => {
    const event = visit('a');
    await load([event]);
    parts = { ...parts, recent: new RecentIds(1) };
    expect(await load([event])).toMatchObject({ stored: 0, duplicate: 1 });
  });

  it('stores an event whose properties name one path twice, and its neighbours', async () => {
    const strange = received({ userId: 'a', properties: '{"a.b":1,"a":{"b":2}}' });
    expect(await load([visit('b'), strange])).toMatchObject({ stored: 2 });
    expect((await tableCounts()).events).toBe(2);
  });

  it('takes an alias of a name to itself as nothing new', async () => {
    await load([visit('a'), alias('a', 'a')]);
    expect(await lives()).toHaveLength(1);
  });

  it('looks up 12,000 ids of one batch after a restart', async () => {
    const events = Array.from({ length: 12_000 }, () => visit('a'));
    await load(events);
    expect(await load(events)).toMatchObject({ stored: 0, duplicate: 12_000 });
  });

  it('accepts 5 and ends with 2 stored + 2 rejected + 1 duplicate', async () => {
    const event = visit('a');
    const outcome = await load([event, refused(), event, visit('b'), refused()]);
    expect(outcome).toEqual({ accepted: 5, stored: 2, rejected: 2, quarantined: 0, duplicate: 1 });
    const kept = await engines.records.rows(sql<{ reason: string }>`
      select reason from set_aside where workspace_id = ${workspace.number}`);
    expect(kept.map((row) => row.reason)).toEqual(['intake.no_identity', 'intake.no_identity']);
  });

  it('leaves the team and robots out of the bitmaps of days, and keeps their events', async () => {
    await load([
      visit('a'),
      visit('lea@us.fr'),
      received({ userId: 'b', userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }),
      received({ userId: 'c', userAgent: 'Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36' }),
    ]);
    expect((await tableCounts()).events).toBe(4);
    expect(await daysOf('Visit')).toEqual([{ day: '2026-01-15', customers: '2' }]);
  });

  it('judges events that waited while the plan was approved 25 times by the version of when they were received', async () => {
    const day = 86_400_000;
    // The first version refuses what it does not know; a day later the second accepts it, and so on for 25 days.
    for (let version = 1; version <= 25; version += 1)
      await engines.records.run(sql`
        insert into plan_versions (workspace_id, version, body, note, changes, approved_at, approved_by)
        values (${workspace.number}, ${version},
          ${JSON.stringify({ rules: { unknownEvent: version === 1 ? 'refuse' : 'accept' } })}::jsonb, '', 1,
          ${new Date(noon + version * day)}, 'test')`);
    const { placeOf } = parts;
    parts = {
      ...parts,
      placeOf: async (number) => {
        const place = await placeOf(number);
        return place && { ...place, plan: 25 };
      },
    };
    const on = (days: number) => ({ ...visit('a'), receivedAt: noon + days * day });
    expect(await load([on(26)])).toMatchObject({ stored: 1 });
    expect(await load([on(1.5)])).toMatchObject({ stored: 0, rejected: 1 });
    expect(await load([on(0.5), on(1), on(2), on(30)])).toMatchObject({ stored: 3, rejected: 1 });
  });

  it('counts 23:30 in Paris on its local day, also at the end of March', async () => {
    await load([
      visit('a', Date.UTC(2026, 2, 28, 22, 30)),
      visit('a', Date.UTC(2026, 2, 28, 23, 30)),
      visit('a', Date.UTC(2026, 2, 29, 22, 30)),
    ]);
    expect((await daysOf('Visit')).map((row) => row.day)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  });
});

describe('whose an event is', () => {
  it('gives a browser’s past to the person it is identified as', async () => {
    const before = anonymousVisit('browser', noon - minute);
    await load([before]);
    const link = identify('browser', 'julie', noon);
    await load([link]);
    expect(await lives()).toEqual([[before.messageId, link.messageId].sort()]);
  });

  it('moves a browser’s past to a person already known, and counts one customer that day', async () => {
    const known = visit('julie', noon - 5 * minute);
    const before = anonymousVisit('browser', noon - minute);
    await load([known, before]);
    expect(await daysOf('')).toEqual([{ day: '2026-01-15', customers: '2' }]);
    const link = identify('browser', 'julie', noon);
    await load([link]);
    expect(await lives()).toEqual([[known.messageId, before.messageId, link.messageId].sort()]);
    expect(await daysOf('')).toEqual([{ day: '2026-01-15', customers: '1' }]);
  });

  it('keeps two known users of one browser two, each with the visits of their time', async () => {
    const events = [
      anonymousVisit('browser', noon),
      identify('browser', 'julie', noon + minute),
      anonymousVisit('browser', noon + 2 * minute),
      identify('browser', 'marc', noon + 3 * minute),
      anonymousVisit('browser', noon + 4 * minute),
    ];
    await load(events);
    const [a, b, c, d, e] = events.map((event) => event.messageId);
    expect(await lives()).toEqual(
      [[a, b, c].sort(), [d, e].sort()].sort((x, y) => String(x[0]).localeCompare(String(y[0]))),
    );
  });

  it('ends the same when the later identify arrives first', async () => {
    const events = [
      anonymousVisit('browser', noon),
      identify('browser', 'julie', noon + minute),
      anonymousVisit('browser', noon + 2 * minute),
      identify('browser', 'marc', noon + 3 * minute),
      anonymousVisit('browser', noon + 4 * minute),
    ];
    for (const event of events.toReversed()) await load([event]);
    const [a, b, c, d, e] = events.map((event) => event.messageId);
    expect(await lives()).toEqual(
      [[a, b, c].sort(), [d, e].sort()].sort((x, y) => String(x[0]).localeCompare(String(y[0]))),
    );
  });

  it('makes one person of an alias, and ends on loops a→b→a', async () => {
    const events = [visit('a'), visit('b'), alias('a', 'b'), alias('b', 'a'), visit('a')];
    for (const event of events) await load([event]);
    expect(await lives()).toHaveLength(1);
    expect((await lives())[0]).toHaveLength(5);
  });

  it('moves each event once, when a move is cut before the old number is left out', async () => {
    await load([visit('a'), visit('b')]);
    await load([alias('a', 'b')]);
    await engines.records.run(
      sql`update retirements set moved_at = null where workspace_id = ${workspace.number}`,
    );
    await load([visit('a')]);
    expect((await lives()).map((life) => life.length)).toEqual([4]);
  });
});

describe('a rebuild of the derived tables', () => {
  it('turns to the days of the new zone at once, and sweeps given-up numbers later', async () => {
    await load([visit('a', Date.UTC(2026, 0, 14, 23, 30)), visit('b', noon)]);
    await load([alias('a', 'b')]);
    await engines.records.run(
      sql`update workspaces set timezone = 'America/New_York' where number = ${workspace.number}`,
    );
    await rebuildDerived(engines, workspace.number, 'test');
    engines.clock.advance(minute);
    expect(await layout()).toBe(2);
    const rows = await engines.warehouse.rows(sql<{ day: string; customers: string }>`
      select toString(day) as day, toString(groupBitmapMerge(customers)) as customers
      from event_days
      where workspace_id = ${workspace.number} and layout = ${typed('UInt32', 2)} and event = 'Visit'
      group by day
      order by day`);
    expect(rows).toEqual([
      { day: '2026-01-14', customers: '1' },
      { day: '2026-01-15', customers: '1' },
    ]);
    await sweepDerived(engines, workspace.number);
    const [left] = await engines.warehouse.rows(sql<{ n: string }>`
      select count() as n from event_days where workspace_id = ${workspace.number} and layout = ${typed('UInt32', 1)}`);
    expect(left?.n).toBe('0');
    expect((await lives()).map((life) => life.length)).toEqual([3]);
  });
});
