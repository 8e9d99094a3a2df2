import type { Context } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import type { ToldEvent } from '../../../test/filling.ts';

export const day = 86_400_000;
/** Noon in UTC. */
export const today = Date.parse('2026-01-15T12:00:00.000Z');

export const buys = (customer: number, daysAgo: number, more: object = {}): ToldEvent => ({
  customer,
  event: 'Order Completed',
  at: today - daysAgo * day,
  properties: { orderId: `o${customer}-${daysAgo}`, revenue: 300, currency: 'EUR', ...more },
});
export const comes = (customer: number, ...daysAgo: number[]): ToldEvent[] =>
  daysAgo.map((ago) => ({ customer, at: today - ago * day }));
export const often = (customer: number, from: number, to: number, step = 2): ToldEvent[] =>
  comes(customer, ...Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, i) => from - i * step));

/** Every life as it is kept, without when it was written. */
export const everything = (warehouse: WorkspaceWarehouse) =>
  warehouse.rows(
    sql<object>`
      select customer, offer, headline, phase, status, due, last_visit, monthly, currency, bought, moves_at, moves_phase, moves_status, moves_rule, moves_reason,
        moves_facts, warned_on, warned_after, warned_back, warned_acted, watched_from, watched_to
      from ${scoped('phase_lives')}
      where known
      order by customer, offer`,
    { settings: { final: 1 } },
  );

/** Declares an offer with the terms that hold unless told. */
export const createOffer = ({ records, workspace: { number } }: Context, name: string, kind: string) =>
  records.transaction(async (tx) => {
    const id = `off_${number}_${name}`;
    await tx.run(sql`
      insert into offers (id, workspace_id, name, created_at, created_by)
      values (${id}, ${number}, ${name}, now(), 'user:tester')`);
    await tx.run(sql`
      insert into offer_versions (offer, version, workspace_id, kind, terms, created_at, created_by)
      values (${id}, 1, ${number}, ${kind}, '{}', now(), 'user:tester')`);
  });
