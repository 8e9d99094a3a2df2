// Replays set-aside events in a process of its own, which kills itself when the first has gone half-way through the
// door: into every table but `message_ids`. Arguments: one JSON object.
import { sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { openPostgres } from '#src/engines/records/index.ts';
import { connectWarehouse, type WarehouseAddress } from '#src/engines/warehouse/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import { type LoadPlace, RecentIds } from '#src/events/loading/index.ts';
import { replaySetAside } from '#src/events/set-aside/index.ts';

interface Told {
  readonly address: WarehouseAddress;
  readonly recordsUrl: string;
  readonly workspace: number;
}

const told = JSON.parse(process.argv[2] ?? '{}') as Told; // written by the test
const whole = connectWarehouse(told.address);
const records = await openPostgres(told.recordsUrl, { connections: 6 });
const insert: Warehouse['insert'] = async (table, rows, wishes) => {
  await whole.run(sql`detach table door_to_message_ids`);
  await whole.insert(table, rows, wishes);
  process.kill(process.pid, 'SIGKILL');
};
const warehouse = new Proxy(whole, {
  get: (real, name) => {
    if (name === 'insert') return insert;
    const held: unknown = Reflect.get(real, name, real);
    return typeof held === 'function' ? held.bind(real) : held;
  },
});
await replaySetAside(
  {
    warehouse,
    records,
    clock: systemClock,
    recent: new RecentIds(86_400_000),
    known: new KnownNumbers(),
    placeOf: (workspace) =>
      records.row(sql<LoadPlace>`
        select timezone, layout, internal_rules as rules
        from workspaces
        where number = ${workspace}`),
  },
  told.workspace,
);
await records.close();
await whole.close();
