import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { alias, anonymousVisit, identify, received, visit } from '../../../test/received.ts';
import {
  IdentityBusy,
  KnownNumbers,
  refuseHalfStored,
  withBatchInHand,
  withIdentityLock,
} from '../identity/index.ts';
import type { Decoded } from '../intake/index.ts';
import { type LoadingParts, loadEvents } from './load.ts';
import { rebuildDerived, sweepDerived } from './rebuild.ts';
import { RecentIds } from './recent-ids.ts';

let engines: TestEngines;
let workspace: TestWorkspace;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
});

/** A process of its own: it remembers for itself. */
const process = (warehouse: Warehouse = engines.warehouse): LoadingParts => ({
  ...engines,
  warehouse,
  recent: new RecentIds(7 * 86_400_000),
  known: new KnownNumbers(),
  placeOf: (number) =>
    engines.records.row(sql<{ timezone: string; layout: number; rules: [] }>`
      select timezone, layout, internal_rules as rules
      from workspaces
      where number = ${number}`),
});

const load = (parts: LoadingParts, batch: bigint, events: readonly Decoded[]) =>
  loadEvents(parts, { workspace: workspace.number, source: workspace.source, batch, events });

/** Ends the connection that holds the identity lock, as a start of PostgreSQL would. */
async function breakTheLock(): Promise<void> {
  const ended = await engines.records.rows(sql`
    select pg_terminate_backend(pid) as ended
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid = 7422
      and granted`);
  expect(ended).toEqual([{ ended: true }]);
}

/** A warehouse in which something happens just before the first rows go through the door. */
function interrupted(meanwhile: () => Promise<unknown>): Warehouse {
  const { warehouse } = engines;
  let happened = false;
  const insert: Warehouse['insert'] = async (table, rows, wishes) => {
    if (table === 'door' && !happened) {
      happened = true;
      await meanwhile();
    }
    return warehouse.insert(table, rows, wishes);
  };
  return new Proxy(warehouse, {
    get: (real, name) => {
      if (name === 'insert') return insert;
      const held: unknown = Reflect.get(real, name, real);
      return typeof held === 'function' ? held.bind(real) : held;
    },
  });
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

const waitingInHand = async () =>
  (
    await engines.records.rows(sql<{ batch: string }>`
      select batch::text from batches_in_hand where workspace_id = ${workspace.number}`)
  ).map(({ batch }) => batch);

describe('a lock that is lost with its connection', () => {
  it('leaves no event behind under a number that another process gave up meanwhile', async () => {
    const known = visit('julie');
    const late = visit('julie');
    const merge = alias('julie', 'julie-2');
    const other = visit('julie-2');
    await load(process(), 1n, [other, known]); // the number of the second is given up
    const cut = load(
      process(
        interrupted(async () => {
          await breakTheLock();
          await load(process(), 3n, [merge]);
        }),
      ),
      2n,
      [late],
    );
    await expect(cut).rejects.toThrow();
    expect(await waitingInHand()).toEqual(['2']);
    expect(await load(process(), 2n, [late])).toMatchObject({ stored: 1, duplicate: 0 });
    expect(await waitingInHand()).toEqual([]);
    expect(await lives()).toEqual([[known, late, merge, other].map((event) => event.messageId).sort()]);
  });

  it('leaves no event with the wrong one of two people of a browser', async () => {
    const noon = Date.UTC(2026, 0, 15, 12);
    const first = identify('phone', 'anna', noon - 7_200_000);
    const late = anonymousVisit('phone', noon);
    const second = identify('phone', 'ben', noon - 3_600_000);
    await load(process(), 1n, [first]);
    const cut = load(
      process(
        interrupted(async () => {
          await breakTheLock();
          await load(process(), 3n, [second]);
        }),
      ),
      2n,
      [late],
    );
    await expect(cut).rejects.toThrow();
    await load(process(), 2n, [late]);
    expect(await lives()).toEqual(
      [[first.messageId], [late.messageId, second.messageId].sort()].sort((a, b) =>
        String(a) < String(b) ? -1 : 1,
      ),
    );
  });

  it('writes nothing more about who is who once somebody else holds it', async () => {
    const number = workspace.number;
    const lost = withIdentityLock(engines.records, number, async (held) => {
      await breakTheLock();
      await withIdentityLock(engines.records, number, async () => undefined);
      await held.run(sql`update customer_numbers set version = version + 1 where workspace_id = ${number}`);
    });
    await expect(lost).rejects.toThrow('was lost');
  });

  it('is not waited for longer than there is patience', async () => {
    const number = workspace.number;
    await withIdentityLock(engines.records, number, async () => {
      await expect(
        withIdentityLock(engines.records, number, async () => undefined, { patienceMs: 50 }),
      ).rejects.toThrow(IdentityBusy);
    });
  });
});

describe('a batch in hand', () => {
  it('is refused by what stores anew, whoever asks: a rebuild, a merge by hand', async () => {
    const number = workspace.number;
    await load(process(), 1n, [visit('a')]);
    const cut = withIdentityLock(engines.records, number, (held) =>
      withBatchInHand(held, { workspace: number, batch: 7n }, async () => {
        throw new Error('cut');
      }),
    );
    await expect(cut).rejects.toThrow('cut');
    await expect(rebuildDerived(engines, number, 'test')).rejects.toThrow('batch 7 is half stored');
    await expect(refuseHalfStored(engines.records, number)).rejects.toThrow('half stored');
    await expect(refuseHalfStored(engines.records, number, 7n)).resolves.toBeUndefined();
  });

  it('holds moves back until it is whole, whoever stores it; then they are made up for', async () => {
    const number = workspace.number;
    await load(process(), 1n, [visit('a'), visit('b')]);
    await engines.records.run(sql`insert into batches_in_hand (workspace_id, batch) values (${number}, 7)`);
    await load(process(), 2n, [alias('a', 'b')]);
    expect(await lives()).toHaveLength(2);
    await load(process(), 7n, [received({ userId: 'c' })]);
    expect(await lives()).toHaveLength(2); // a with b, and c
  });
});

describe('a sweep', () => {
  it('goes by what the layout was built without, whatever the clocks say', async () => {
    const number = workspace.number;
    await load(process(), 1n, [visit('a'), visit('b')]);
    await load(process(), 2n, [alias('a', 'b')]); // given up at noon by this clock
    engines.clock.advance(-3_600_000);
    await rebuildDerived(engines, number, 'test'); // begun an hour earlier by its own
    await load(process(), 3n, [visit('c'), visit('d')]);
    await load(process(), 4n, [alias('c', 'd')]); // given up after it
    await sweepDerived(engines, number);
    engines.clock.advance(3_600_000);
    const [left] = await engines.warehouse.rows(sql<{ n: string }>`
      select count() as n
      from retired
      where workspace_id = ${number}`);
    expect(Number(left?.n)).toBe(1);
    expect((await lives()).map((life) => life.length).sort()).toEqual([3, 3]);
  });

  it('leaves what came to its list meanwhile to the next', async () => {
    const number = workspace.number;
    await load(process(), 1n, [visit('a'), visit('b')]);
    await load(process(), 2n, [alias('a', 'b')]);
    await rebuildDerived(engines, number, 'test');
    const run: Warehouse['run'] = async (statement, wishes) => {
      await engines.records.run(sql`
        update rebuilds
        set left_out = left_out || 77
        where workspace_id = ${number}
          and not (77 = any(left_out))`);
      return engines.warehouse.run(statement, wishes);
    };
    const warehouse = new Proxy(engines.warehouse, {
      get: (real, name) => {
        if (name === 'run') return run;
        const held: unknown = Reflect.get(real, name, real);
        return typeof held === 'function' ? held.bind(real) : held;
      },
    });
    await sweepDerived({ ...engines, warehouse }, number);
    const lists = await engines.records.rows(sql<{ left_out: number[] }>`
      select left_out from rebuilds where workspace_id = ${number}`);
    expect(lists.map(({ left_out }) => left_out.includes(77))).toEqual([true]);
    await sweepDerived(engines, number);
    expect(
      await engines.records.rows(sql`select left_out from rebuilds where workspace_id = ${number}`),
    ).toEqual([{ left_out: [] }]);
  });
});
