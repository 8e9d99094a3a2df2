import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { basisOf, learnedOf } from '#src/customers/phase-rules/index.ts';
import {
  type Announcement,
  everythingNew,
  type Kept,
  type News,
  noNews,
} from '#src/customers/upkeep/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import { asking } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { keepLives } from './keeper.ts';
import { buys, comes, createOffer, day, everything, often, today } from './keeping.test-data.ts';
import { learn } from './learning.ts';
import { keepingState } from './state.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
let announced: Announcement[];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());
beforeEach(async () => {
  engines.clock.set(today);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  announced = [];
  await createDefinition(
    context,
    { name: 'Visites', offer: null },
    { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
  );
});

const kept = (instead: Partial<Kept> = {}): Kept => ({
  workspace,
  warehouse: engines.warehouse.of(workspace.number),
  store: engines.warehouse,
  records: engines.records.of(workspace.number),
  clock: engines.clock,
  signal: new AbortController().signal,
  announce: async (events) => void announced.push(...events),
  ...instead,
});
const newsOf = (...customers: number[]): News => ({ ...noNews, customers });
const keep = (news: News = everythingNew, size = 1000) => keepLives(kept(), news, size);

async function tell(events: readonly ToldEvent[]): Promise<void> {
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
const standing = async (): Promise<string[]> => {
  const rows = await context.warehouse.rows(
    sql<Standing>`
      select customer, phase, status
      from ${scoped('phase_lives')}
      where known
      order by customer, offer`,
    { settings: { final: 1 } },
  );
  return rows.map(({ customer, phase, status }) => `${customer} ${phase}/${status}`);
};

describe('contracts over time', () => {
  const ago = (days: number) => today - days * day;
  const held = (version: number, effective: number, more: Partial<ToldContract> = {}): ToldContract => ({
    holder: 'user-1',
    kind: 'customer',
    offer: 'Basic',
    version,
    starts: ago(400),
    effective: ago(effective),
    ...more,
  });
  const known = async (versions: readonly ToldContract[]): Promise<void> => {
    await holdContracts(engines.warehouse, workspace, versions);
    for (const { offer = 'pro', version = 1 } of versions)
      await context.records.run(sql`
        insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
        values (${workspace.number}, 'K1', ${version}, 'customer', 'user-1', ${offer}, now(), 'EUR', now(), now())`);
  };
  interface Kept {
    offer: string;
    said: [number, string, string][];
    monthly: string;
    currency: string;
  }
  /** Moves of the lives kept, as days before today. */
  const lives = (): Promise<Kept[]> =>
    context.warehouse.rows(
      sql<Kept>`
        select offer, monthly, currency, arrayMap((at, status, reason) ->
          (toInt32(intDiv(${today} - toUnixTimestamp64Milli(at), 86400000)), status, reason), moves_at, moves_status, moves_reason) as said
        from ${scoped('phase_lives')}
        where known
        order by offer`,
      { settings: { final: 1 } },
    );

  it('a pause that a later version ended is no silence: three months of it, and they are back where they were', async () => {
    await tell([...often(1, 399, 200), ...often(1, 99, 1)]);
    await known([held(1, 400), held(2, 198, { paused: ago(198) }), held(3, 100)]);
    await keep();
    const [life] = await lives();
    expect(life?.said.filter(([, status, reason]) => status !== 'none' || reason === 'resumed')).toEqual([
      [198, 'paused', 'paused'],
      [100, 'none', 'resumed'],
    ]);
    expect(await standing()).toEqual(['1 loyalty/none']);
  });

  it('a pause that is over is announced as such', async () => {
    await tell(often(1, 399, 200));
    await known([held(1, 400), held(2, 198, { paused: ago(198) })]);
    await keep();
    expect(await standing()).toEqual(['1 loyalty/paused']);
    await known([held(3, 0)]);
    engines.clock.advance(60_000);
    await keep(newsOf(1));
    expect(announced).toMatchObject([{ properties: { to: 'loyalty', status: 'none', reason: 'resumed' } }]);
  });

  it('another offer begins a life of its own when it holds, not when it is known', async () => {
    await tell(often(1, 399, -11));
    await known([held(1, 400), held(2, -10, { offer: 'Gold', recorded: ago(20) })]);
    await keep();
    expect((await lives()).map(({ offer, said }) => [offer, said[0]])).toEqual([
      ['Basic', [400, 'none', 'contract_started']],
    ]);
    engines.clock.advance(11 * day);
    await keep(noNews); // time alone has moved them
    const [basic, gold] = await lives();
    expect(basic?.said.at(-1)).toEqual([-10, 'none', 'offer_changed']);
    expect(gold?.said).toEqual([[-10, 'none', 'contract_started']]);
    expect(announced.map(({ properties }) => [properties.offer, properties.reason]).sort()).toEqual([
      ['Basic', 'offer_changed'],
      ['Gold', 'contract_started'],
    ]);
  });

  it('a contract signed ahead begins a life when it starts, though nothing else is ever heard; given up before, it does not', async () => {
    const signed = (version: number, customer: string, ends: number | null) =>
      held(version, 5, { holder: customer, contract: customer, starts: ago(-10), ends });
    await tell([...comes(1, 3), ...comes(2, 3)]); // the second one's contract is given up
    await known([signed(1, 'user-1', null)]);
    await holdContracts(engines.warehouse, workspace, [signed(1, 'user-2', null)]);
    await keep();
    expect(await standing()).toEqual([]);
    await holdContracts(engines.warehouse, workspace, [signed(2, 'user-2', ago(-10))]);
    engines.clock.advance(day);
    await keep(newsOf(2));
    engines.clock.advance(10 * day);
    await keep(noNews);
    expect(await standing()).toEqual(['1 conversion/none']);
    expect(announced).toMatchObject([
      { customer: 1, at: ago(-10), properties: { from: null, to: 'conversion', reason: 'contract_started' } },
    ]);
    expect((await keepingState(context.records)).dueAt).not.toBe(ago(-10)); // nobody is looked at again and again
  });

  it('money follows time: the trial ends, a discount ends, 10.00 a week are 43.33 a month, a pause brings nothing', async () => {
    await tell(comes(1, 3));
    const price = { price: 1000, period: 'week', trialEnds: ago(-5), discount: 400, discountEnds: ago(-9) };
    await known([
      held(1, 400, { ...price, period: 'week' }),
      held(2, -20, { ...price, period: 'week', paused: ago(-20), recorded: ago(1) }),
    ]);
    const worth = async (days: number) => {
      engines.clock.set(today + days * day + 1);
      await keep(days === 0 ? everythingNew : noNews);
      return (await lives())[0]?.monthly;
    };
    expect(await worth(0)).toBe('0');
    expect(await worth(5)).toBe('2600'); // 6.00 × 52 / 12
    expect(await worth(9)).toBe('4333'); // 10.00 × 52 / 12 = 43.333…
    expect(await worth(20)).toBe('0');
  });

  it('what was bought a year ago is not counted any more, also of those of whom nothing is heard', async () => {
    await tell([buys(1, 364), buys(1, 100), { ...buys(1, 1), event: 'Order Refunded' }]);
    await keep();
    const bought = () =>
      context.warehouse.rows(sql<object>`select bought from ${scoped('phase_lives')} where known`, {
        settings: { final: 1 },
      });
    expect(await bought()).toEqual([{ bought: ['600000000'] }]); // 300 each, in millionths
    engines.clock.advance(day);
    await keep(noNews);
    expect(await bought()).toEqual([{ bought: ['300000000'] }]);
  });
});

describe('an offer nobody knew', () => {
  const names = (contract: string, offer: string) =>
    context.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
      values (${workspace.number}, ${contract}, 1, 'customer', 'user-1', ${offer}, now(), 'EUR', now(), now())`);
  const everyoneAnew = async () => {
    await engines.warehouse.run(
      sql`alter table phase_lives delete where workspace_id = ${workspace.number} settings mutations_sync = 2`,
    );
    await keep(everythingNew, 1000);
    return everything(context.warehouse);
  };

  it('is a matter of those alone who have it or named it: others are not told anew, and all stand as one computation tells', async () => {
    await names('K1', 'Basic');
    await names('K2', 'Gold');
    const back = { ...buys(3, 10), event: 'Order Refunded', properties: { offer: 'Silver' } };
    await tell([
      ...often(1, 300, 1),
      ...often(2, 300, 1),
      buys(2, 299, { offer: 'Silver' }),
      buys(3, 20),
      back, // of Silver, as long as nobody knows it of all there is
      buys(4, 20),
    ]);
    await keep();
    const whole = await keepingState(context.records);
    expect(await standing()).toEqual(['2 loyalty/none', '3 conquest/none', '4 conversion/none']);
    const silver = {
      holder: 'user-1',
      kind: 'customer',
      offer: 'Silver',
      starts: today - 300 * day,
    } as const;
    await holdContracts(engines.warehouse, workspace, [silver]);
    await names('K3', 'Silver');
    engines.clock.advance(60_000);
    await keep(noNews, 1); // by ones, where everyone was told
    const state = await keepingState(context.records);
    expect(state).toMatchObject({ computing: null, nextCustomer: whole.nextCustomer });
    expect(state.basis).not.toBe(whole.basis);
    const live = await everything(context.warehouse);
    expect(await standing()).toEqual([
      '1 loyalty/none',
      '2 loyalty/none',
      '3 conversion/none',
      '4 conversion/none',
    ]);
    expect(await everyoneAnew()).toEqual(live);
  });

  it('that is the first one, or beside the only one, is a matter of everybody', async () => {
    await tell([buys(1, 20), buys(2, 20)]);
    await keep();
    for (const [contract, offer] of [
      ['K1', 'Basic'],
      ['K2', 'Gold'],
    ] as const) {
      await names(contract, offer);
      engines.clock.advance(60_000);
      await keep(noNews, 1);
      expect((await keepingState(context.records)).nextCustomer).toBe(3);
      const live = await everything(context.warehouse);
      expect(await everyoneAnew()).toEqual(live);
    }
  });
});

describe('rhythms and seasons', () => {
  it('are learned from their own people alone: a ski offer beside a gym, in two passes over the visits of both', async () => {
    await createOffer(context, 'Ski', 'discontinuous');
    await createOffer(context, 'Gym', 'continuous');
    const sixty = Array.from({ length: 60 }, (_, i) => i + 1);
    const skis = (customer: number) =>
      [2023, 2024, 2025].flatMap((year) =>
        Array.from(
          { length: 3 },
          (_, week): ToldEvent => ({
            customer,
            at: Date.parse(`${year}-12-${String(2 + 10 * week + (customer % 7)).padStart(2, '0')}T12:00:00Z`),
          }),
        ),
      );
    const trains = (customer: number) => comes(customer, ...Array.from({ length: 150 }, (_, i) => 1 + 7 * i));
    await tell([
      ...sixty.flatMap(skis),
      ...sixty.flatMap((customer) => trains(customer + 60)),
      ...sixty.map((customer) => buys(customer, 800, { offer: 'Ski' })),
      ...sixty.map((customer) => buys(customer + 60, 800, { offer: 'Gym' })),
    ]);
    let passes = 0;
    const warehouse = engines.warehouse.of(workspace.number);
    const stream: typeof warehouse.stream = (...given) => {
      passes += 1;
      return warehouse.stream(...given);
    };
    const reading = {
      workspace,
      warehouse: { ...warehouse, stream },
      basis: await basisOf(context.records, workspace),
      asOf: engines.clock.now(),
    };
    await learn(reading, context.records, null);
    const learned = new Map((await learnedOf(context.records)).map((one) => [one.offer, one]));
    expect([...learned.keys()].sort()).toEqual(['', 'Gym', 'Ski']);
    expect(learned.get('Ski')?.season).toEqual({ from: '12-01', to: '12-31' });
    expect(['', 'Gym', 'Ski'].map((name) => learned.get(name)?.population.people)).toEqual([120, 60, 60]);
    expect(passes).toBe(2); // of everybody, and of those who have one of the two
  });
});

/** Random histories: so many, unless PERDURE_LONG asks for more. */
const histories = process.env.PERDURE_LONG === '1' ? 30 : 2;

it('kept as versions of contracts become known, lives are what one computation of all versions tells', async () => {
  const hour = fc.integer({ min: 0, max: 300 * 24 });
  const version = fc.record({
    holder: fc.integer({ min: 1, max: 4 }).map((customer) => `user-${customer}`),
    contract: fc.constantFrom('a', 'b'),
    offer: fc.constantFrom('Basic', 'Gold'),
    starts: hour,
    ends: fc.option(hour),
    paused: fc.option(hour, { nil: undefined }),
    resumes: fc.option(hour, { nil: undefined }),
    trialEnds: fc.option(hour, { nil: undefined }),
    discount: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    discountEnds: fc.option(hour, { nil: undefined }),
    period: fc.constantFrom('week', 'month', 'year'),
    effective: hour,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 8, maxLength: 16 }), async (told) => {
      workspace = await createTestWorkspace(engines);
      context = asking(engines, workspace);
      await createDefinition(
        context,
        { name: 'Visites', offer: null },
        { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
      );
      for (const offer of ['Basic', 'Gold'])
        await context.records.run(sql`
          insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
          values (${workspace.number}, ${offer}, 1, 'customer', 'user-1', ${offer}, now(), 'EUR', now(), now())`);
      const from = today - 200 * day;
      const at = (hours: number) => from + hours * 3_600_000 + 1;
      await tell(
        [1, 2, 3, 4].flatMap((customer) => [buys(customer, 150), ...often(customer, 149, 1, 4 + customer)]),
      );
      engines.clock.set(today - 100 * day);
      await keepLives(kept(), everythingNew, 3);
      const versions = told.map(({ starts, ends, effective, ...one }, place): ToldContract => {
        const instants = ['paused', 'resumes', 'trialEnds', 'discountEnds'] as const;
        const maybe = instants.flatMap((name) => (one[name] === undefined ? [] : [[name, at(one[name])]]));
        return {
          holder: one.holder,
          kind: 'customer',
          contract: `${one.holder}${one.contract}`,
          offer: one.offer,
          period: one.period,
          version: place + 1,
          starts: at(starts),
          ends: ends === null ? null : at(ends),
          effective: at(effective),
          ...Object.fromEntries(maybe),
          ...(one.discount === undefined ? {} : { discount: one.discount }),
        };
      });
      while (versions.length > 0) {
        const some = versions.splice(0, 6).map((one) => ({ ...one, recorded: engines.clock.now() }));
        await holdContracts(engines.warehouse, workspace, some);
        engines.clock.advance(9 * day + 1);
        const who = new Set(some.map(({ holder }) => Number(holder.slice(5))));
        await keepLives(kept(), newsOf(...who), 1000);
      }
      engines.clock.set(today + 120 * day);
      await keepLives(kept(), noNews, 1000);
      const live = await everything(context.warehouse);
      await engines.warehouse.run(
        sql`alter table phase_lives delete where workspace_id = ${workspace.number} settings mutations_sync = 2`,
      );
      await keepLives(kept(), everythingNew, 1000);
      expect(await everything(context.warehouse)).toEqual(live);
    }),
    { seed: 12, numRuns: Math.ceil(histories / 2) },
  );
});
