import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Lane } from './lane.ts';

/** Where messages go while no provider is set, and in demo workspaces: they stay here, to be looked at. */
export const outboxLane = ({
  records,
  clock,
}: {
  readonly records: Records;
  readonly clock: Clock;
}): Lane => ({
  name: 'outbox',
  idempotent: true,
  width: 4,
  handOver: async ({ intent, workspace, channel, to, rendered, unsubscribe }, { begin, end }) => {
    if (!(await begin())) return;
    await records.run(sql`
      insert into outbox (workspace_id, intent, channel, address, rendered, at)
      values (${workspace}, ${intent}, ${channel}, ${to.address}, ${JSON.stringify({ ...rendered, unsubscribe })}::jsonb,
        ${new Date(clock.now())})
      on conflict (intent) do nothing`);
    await end({ as: 'sent', providerId: intent, detail: null });
  },
});
