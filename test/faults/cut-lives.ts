import { setTimeout as wait } from 'node:timers/promises';
import { openWorkspaces } from '#src/access/workspaces/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { livesAmong, numbersFrom } from '#src/customers/phase-keeping/index.ts';
import { basisOf } from '#src/customers/phase-rules/index.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import type { Bed } from './bed.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { until } from './server-process.ts';
import { inStores, placeOf, type Stores } from './stores.ts';

export interface CutLivesWishes {
  readonly kills: number;
  /** New customers, and new contracts, before each kill. */
  readonly people: number;
  /** Kills fall within this long after a rule was adopted over the whole past. */
  readonly withinMs: number;
  readonly seed: number;
}

/** What waits may take this long to be told. */
const freshMs = 90_000;

/**
 * R3: SIGKILL while the lives of everyone are told anew for another rule, while milestones are reached and contracts announced. Afterwards lives are
 * what one computation tells, and each conversion, milestone and contract is told once.
 */
export async function cutLives(bed: Bed, wishes: CutLivesWishes): Promise<FaultReport> {
  await bed.up();
  const random = seeded(wishes.seed);
  const run = `lives-${wishes.seed}`;
  await setUp(bed, run);
  let told = 0;
  for (let round = 0; round < wishes.kills; round += 1) {
    const names = Array.from({ length: wishes.people }, (_, i) => `${run}-${round}-${i}`);
    await bed.order('phases.adopt', { rule: { tenureDays: 60 + round }, holds: 'always' });
    await bed.send(names.flatMap(newCustomer));
    await bed.order('contracts.record', { contracts: names.map(contractOf) });
    told += names.length;
    await wait(random() * wishes.withinMs);
    await bed.server.kill();
    await bed.start();
  }
  await bed.loaded();
  await until(() => isTold(bed, told), freshMs).catch(() => {}); // what did not come is told below
  await wait(8_000); // some turns more: what would be told twice is
  await bed.loaded();
  await bed.server.end();
  const found = await inStores(bed.folder, (stores) => looked(stores, bed.workspace, run));
  return reportOf(wishes, told, found);
}

/** The definitions, an offer that is known, and somebody who was there before. */
async function setUp(bed: Bed, run: string): Promise<void> {
  await bed.send(newCustomer(`${run}-first`));
  await bed.loaded();
  const visit = { event: 'Cut Visit' };
  await bed.order('value.create', { name: run, counted: { match: visit, period: 'day' } });
  await bed.order('milestones.create', { name: run, rule: { kind: 'times', match: visit, times: 3 } });
  await bed.order('contracts.record', { contracts: [contractOf(`${run}-first`)] });
  await until(async () => {
    const { freshAt, computing, offers } = await boardOf(bed);
    return freshAt !== null && computing === null && offers.length > 0;
  }, freshMs);
}

/** Three visits and an order of somebody new. */
const newCustomer = (userId: string): object[] =>
  ['Cut Visit', 'Cut Visit', 'Cut Visit', 'Order Completed'].map((event, i) => ({
    type: 'track',
    event,
    userId,
    messageId: `${userId}-${i}`,
  }));

const contractOf = (name: string) => ({
  contract: name,
  account: `account of ${name}`,
  offer: 'Pro',
  startsAt: '2026-01-05',
  price: 1_000,
  period: 'month',
});

interface Board {
  readonly computing: number | null;
  readonly freshAt: string | null;
  readonly offers: readonly string[];
  readonly total: number;
}
const boardOf = (bed: Bed) => bed.ask<Board>('phases.board', { from: '2026-01-01', to: '2026-01-31' });

/** Whether as many as were sent stand on the board, reached the milestone, and have a contract that was announced. */
async function isTold(bed: Bed, told: number): Promise<boolean> {
  const today = new Date().toISOString().slice(0, 10);
  const { total, computing } = await bed.ask<Board>('phases.board', { from: today, to: today });
  const { milestones } = await bed.ask<{ milestones: { reached: number }[] }>('milestones.list');
  return computing === null && total > told && milestones.some(({ reached }) => reached >= told);
}

interface Found {
  /** Lives that differ from what one computation of everything tells. */
  readonly differing: number;
  readonly lives: number;
  readonly announced: readonly Announced[];
}

interface Announced {
  readonly event: string;
  /** People, or contracts. */
  readonly of: number;
  readonly events: number;
}

async function looked(stores: Stores, slug: string, run: string): Promise<Found> {
  const { number } = await placeOf(stores, slug);
  const workspace = await openWorkspaces(stores.records, systemClock).byNumber(number);
  if (workspace === undefined) throw new Error(`no workspace ${number}`);
  const warehouse = stores.warehouse.of(number);
  const kept = await warehouse.rows(
    sql<{ customer: number; offer: string; said: string }>`
      select customer, offer, toString(arrayZip(arrayMap(at -> toUnixTimestamp64Milli(at), moves_at), moves_phase, moves_status, moves_rule)) as said
      from ${scoped('phase_lives')}
      where known`,
    { settings: { final: 1 } },
  );
  const basis = await basisOf(stores.records.of(number), workspace);
  const asOf = Date.now();
  const lives = await livesAmong({ workspace, warehouse, basis, asOf }, numbersFrom(1, 1_000_000));
  const anew = [...lives].flatMap(([customer, own]) =>
    own.flatMap(({ offer, life: { moves } }) => {
      const said = moves.map(({ at, phase, status, rule }) => `(${at},'${phase}','${status}',${rule})`);
      return said.length === 0 ? [] : [`${customer}/${offer}/[${said.join(',')}]`];
    }),
  );
  const stands = new Set(kept.map(({ customer, offer, said }) => `${customer}/${offer}/${said}`));
  const announced = await warehouse.rows(sql<Announced>`
    select event, toUInt32(uniqExact(if(event = 'perdure.contract_started', JSONExtractString(properties, 'contract'), toString(customer)))) as of,
      toUInt32(count()) as events
    from ${scoped('events_by_customer')}
    where event in ['perdure.stage_changed', 'perdure.milestone_reached', 'perdure.contract_started']
      and (event != 'perdure.stage_changed' or (JSONExtractString(properties, 'to') = 'conversion' and customer in (
        select customer
        from ${scoped('events')}
        where startsWith(message_id, ${`${run}-`}) and not startsWith(message_id, ${`${run}-first-`}))))
      and (event != 'perdure.milestone_reached' or JSONExtractString(properties, 'name') = ${run})
      and (event != 'perdure.contract_started' or JSONExtractString(properties, 'contract') like ${`${run}-%`})
    group by event`);
  const missing = anew.filter((one) => !stands.has(one)).length;
  return { differing: missing + Math.max(0, stands.size - anew.length), lives: stands.size, announced };
}

function reportOf(wishes: CutLivesWishes, told: number, found: Found): FaultReport {
  const of = (event: string) =>
    found.announced.find((one) => one.event === event) ?? { event, of: 0, events: 0 };
  const [moves, milestones, contracts] = [
    of('perdure.stage_changed'),
    of('perdure.milestone_reached'),
    of('perdure.contract_started'),
  ];
  return {
    fault: `${wishes.kills} × SIGKILL while lives are told anew, milestones and contracts announced`,
    passLine: 'lives are what one computation tells; each conversion, milestone and contract is told once',
    measured: `${found.lives} lives, ${found.differing} differ; of ${told}: ${moves.of} conversions, ${milestones.of} milestones, ${contracts.of - 1} contracts, told ${moves.events}, ${milestones.events}, ${contracts.events - 1} times`,
    failures: failing([
      [`${found.differing} lives are not what one computation tells`, found.differing === 0],
      [`${moves.of} of ${told} conversions are told`, moves.of === told],
      [`${moves.events - moves.of} conversions are told twice`, moves.events === moves.of],
      [`${milestones.of} of ${told} milestones are told`, milestones.of === told],
      [`${milestones.events - milestones.of} milestones are told twice`, milestones.events === milestones.of],
      [`${contracts.of} of ${told + 1} contracts are told`, contracts.of === told + 1],
      [`${contracts.events - contracts.of} contracts are told twice`, contracts.events === contracts.of],
    ]),
    evidence: { wishes, told, found },
  };
}
