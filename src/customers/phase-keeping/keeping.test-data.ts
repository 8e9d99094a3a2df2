import type { Context } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import {
  type Announcement,
  everythingNew,
  type Kept,
  type News,
  noNews,
} from '#src/customers/upkeep/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace, type TestWorkspace } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type KeptBed, keptOf } from '../../../test/kept-bed.ts';
import { customersInPhase, type InPhase } from './index.ts';
import { keepLives } from './keeper.ts';

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

/** Six customers: loyal, converted, gone, on watch, a prospect, and one who only came. */
export const six: readonly ToldEvent[] = [
  buys(1, 200),
  ...often(1, 199, 1),
  buys(2, 20),
  ...comes(2, 10),
  buys(3, 200),
  ...comes(3, 150, 149, 60),
  buys(4, 200),
  ...comes(4, 40, 39, 38, 2, 1),
  { customer: 5, event: 'Push Opened', at: today - 3 * day },
  ...comes(6, 3),
];
export const sixStand = [
  '1 loyalty/none',
  '2 conversion/none',
  '3 attrition/none',
  '4 conversion/watch',
  '5 conquest/none',
];

export const newsOf = (...customers: number[]): News => ({ ...noNews, customers });

/** A workspace whose lives are kept. */
export interface KeptWorkspace {
  readonly workspace: TestWorkspace;
  readonly context: Context;
  /** What its keeper announced so far. */
  readonly announced: readonly Announcement[];
  /** What a keeper is given, with parts of it instead. */
  kept(instead?: Partial<Kept>): Kept;
  /** Gives the keeper a turn, with chunks of so many numbers. */
  keep(news?: News, size?: number): Promise<void>;
  /** Events arrive. */
  tell(events: readonly ToldEvent[]): Promise<void>;
  /** Who stands where, such as `1 loyalty/none`. */
  standing(): Promise<string[]>;
  /** Numbers in a phase, in order; now unless told. */
  members(asked: Partial<InPhase>): Promise<number[]>;
  /** Every life as one computation of everything known tells it. */
  everyoneAnew(): Promise<object[]>;
}

/** A workspace of its own, in which a day with a visit is one of value. The clock stands at {@link today}. */
export async function keptWorkspace(engines: KeptBed): Promise<KeptWorkspace> {
  engines.clock.set(today);
  const workspace = await createTestWorkspace(engines);
  const context = asking(engines, workspace);
  const announced: Announcement[] = [];
  await createDefinition(
    context,
    { name: 'Visites', offer: null },
    { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
  );
  const kept = (instead: Partial<Kept> = {}): Kept => ({
    ...keptOf(engines, workspace, announced),
    ...instead,
  });
  const keep = (news: News = everythingNew, size = 1000) => keepLives(kept(), news, size);
  return {
    workspace,
    context,
    announced,
    kept,
    keep,
    tell: (events) => tell(engines, workspace, events),
    standing: () => standing(context),
    members: (asked) => members(context, { asOf: engines.clock.now(), ...asked }),
    everyoneAnew: async () => {
      await engines.warehouse.run(
        sql`alter table phase_lives delete where workspace_id = ${workspace.number} settings mutations_sync = 2`,
      );
      await keep();
      return everything(context.warehouse);
    },
  };
}

async function tell(engines: KeptBed, workspace: TestWorkspace, events: readonly ToldEvent[]): Promise<void> {
  await fill(engines.warehouse, workspace, events);
  const most = Math.max(...events.map(({ customer }) => customer));
  await engines.records.run(sql`
    insert into customer_numbers (workspace_id, next) values (${workspace.number}, ${most + 1})
    on conflict (workspace_id) do update set next = greatest(customer_numbers.next, excluded.next)`);
}

interface Standing {
  readonly customer: number;
  readonly phase: string;
  readonly status: string;
}

async function standing({ warehouse }: Context): Promise<string[]> {
  const rows = await warehouse.rows(
    sql<Standing>`
      select customer, phase, status
      from ${scoped('phase_lives')}
      where known
      order by customer, offer`,
    { settings: { final: 1 } },
  );
  return rows.map(({ customer, phase, status }) => `${customer} ${phase}/${status}`);
}

async function members({ warehouse }: Context, asked: InPhase): Promise<number[]> {
  const [row] = await warehouse.rows(
    sql<{ who: number[] }>`select bitmapToArray(${customersInPhase(asked)}) as who`,
  );
  return [...(row?.who ?? [])].sort((a, b) => a - b);
}

/** Every life as it is kept, without when it was written. */
export const everything = (warehouse: WorkspaceWarehouse) =>
  warehouse.rows(
    sql<object>`
      select customer, offer, headline, phase, status, due, last_visit, monthly, currency, bought, moves_at, moves_phase, moves_status, moves_rule, moves_reason,
        moves_facts, warned_on, warned_after, warned_back, warned_acted, watched_from, watched_to, led_from, led_to
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

/** Has an offer known, as a contract of it does. */
export const nameOffer = (
  { records, workspace: { number } }: Context,
  offer: string,
  contract = offer,
  version = 1,
) =>
  records.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
    values (${number}, ${contract}, ${version}, 'customer', 'user-1', ${offer}, now(), 'EUR', now(), now())`);
