import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { everythingNew, noNews } from '#src/customers/upkeep/index.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import {
  buys,
  comes,
  day,
  type KeptWorkspace,
  keptWorkspace,
  nameOffer,
  newsOf,
  often,
  today,
} from './keeping.test-data.ts';
import { keepingState } from './state.ts';

let engines: KeptBed;
let own: KeptWorkspace;
beforeAll(async () => {
  engines = await openKeptBed(today);
});
afterAll(() => engines?.close());
beforeEach(async () => {
  own = await keptWorkspace(engines);
});

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
    await holdContracts(engines.warehouse, own.workspace, versions);
    for (const { offer = 'pro', version = 1 } of versions) await nameOffer(own.context, offer, 'K1', version);
  };
  interface ShownLife {
    offer: string;
    said: [number, string, string][];
    monthly: string;
    currency: string;
  }
  /** Moves of the lives kept, as days before today. */
  const lives = (): Promise<ShownLife[]> =>
    own.context.warehouse.rows(
      sql<ShownLife>`
        select offer, monthly, currency, arrayMap((at, status, reason) ->
          (toInt32(intDiv(${today} - toUnixTimestamp64Milli(at), 86400000)), status, reason), moves_at, moves_status, moves_reason) as said
        from ${scoped('phase_lives')}
        where known
        order by offer`,
      { settings: { final: 1 } },
    );

  it('a pause that a later version ended is no silence: three months of it, and they are back where they were', async () => {
    await own.tell([...often(1, 399, 200), ...often(1, 99, 1)]);
    await known([held(1, 400), held(2, 198, { paused: ago(198) }), held(3, 100)]);
    await own.keep();
    const [life] = await lives();
    expect(life?.said.filter(([, status, reason]) => status !== 'none' || reason === 'resumed')).toEqual([
      [198, 'paused', 'paused'],
      [100, 'none', 'resumed'],
    ]);
    expect(await own.standing()).toEqual(['1 loyalty/none']);
  });

  it('a pause that is over is announced as such', async () => {
    await own.tell(often(1, 399, 200));
    await known([held(1, 400), held(2, 198, { paused: ago(198) })]);
    await own.keep();
    expect(await own.standing()).toEqual(['1 loyalty/paused']);
    await known([held(3, 0)]);
    engines.clock.advance(60_000);
    await own.keep(newsOf(1));
    expect(own.announced).toMatchObject([
      { properties: { to: 'loyalty', status: 'none', reason: 'resumed' } },
    ]);
  });

  it('another offer begins a life of its own when it holds, not when it is known', async () => {
    await own.tell(often(1, 399, -11));
    await known([held(1, 400), held(2, -10, { offer: 'Gold', recorded: ago(20) })]);
    await own.keep();
    expect((await lives()).map(({ offer, said }) => [offer, said[0]])).toEqual([
      ['Basic', [400, 'none', 'contract_started']],
    ]);
    engines.clock.advance(11 * day);
    await own.keep(noNews); // time alone has moved them
    const [basic, gold] = await lives();
    expect(basic?.said.at(-1)).toEqual([-10, 'none', 'offer_changed']);
    expect(gold?.said).toEqual([[-10, 'none', 'offer_followed']]); // a customer since 400 days
    expect(await own.standing()).toEqual(['1 ended/none', '1 loyalty/none']);
    expect(own.announced.map(({ properties }) => [properties.offer, properties.reason]).sort()).toEqual([
      ['Basic', 'offer_changed'],
      ['Gold', 'offer_followed'],
    ]);
  });

  it('a loyal customer who goes from monthly to yearly is loyal before and after: no conversion again, in no board of the past', async () => {
    await own.tell(often(1, 399, 1));
    await known([
      held(1, 400, { price: 4_900 }),
      held(2, 40, { offer: 'Gold', price: 39_900, period: 'year' }),
    ]);
    await own.keep();
    const at = (days: number, offer?: string) =>
      Promise.all(
        (['conversion', 'loyalty', 'conquest', 'ended'] as const).map((phase) =>
          own.members({ phase, asOf: ago(days), ...(offer === undefined ? {} : { offer }) }),
        ),
      );
    expect(await at(41)).toEqual([[], [1], [], []]);
    expect(await at(40)).toEqual([[], [1], [], []]);
    expect(await at(0)).toEqual([[], [1], [], []]);
    expect(await at(0, 'Basic')).toEqual([[], [], [], [1]]);
    expect(await at(350)).toEqual([[1], [], [], []]); // once
    const [basic, gold] = await lives();
    expect(basic?.said.at(-1)).toEqual([40, 'none', 'offer_changed']);
    expect(gold?.said).toEqual([[40, 'none', 'offer_followed']]);
  });

  it('whoever goes back to the first offer goes on with it too; an add-on of less value leads nowhere', async () => {
    await own.tell(often(1, 399, 1));
    await known([
      held(1, 400, { price: 4_900 }),
      held(2, 300, { offer: 'Gold', price: 9_900 }),
      held(3, 150, { price: 4_900 }),
    ]);
    await holdContracts(engines.warehouse, own.workspace, [
      held(1, 100, { offer: 'Pool', price: 900, starts: ago(100), contract: 'K2' }),
    ]);
    await nameOffer(own.context, 'Pool');
    await own.keep();
    const spans = await own.context.warehouse.rows(
      sql<object>`
        select offer, arrayMap((since, until) ->
          (toInt32(intDiv(${today} - toUnixTimestamp64Milli(since), 86400000)), greatest(-1, toInt32(intDiv(${today} - toUnixTimestamp64Milli(until), 86400000)))), led_from, led_to) as led,
          phase
        from ${scoped('phase_lives')}
        where known
        order by offer`,
      { settings: { final: 1 } },
    );
    expect(spans).toEqual([
      {
        offer: 'Basic',
        led: [
          [400, 300],
          [150, -1],
        ],
        phase: 'loyalty',
      },
      { offer: 'Gold', led: [[300, 150]], phase: 'ended' },
      { offer: 'Pool', led: [], phase: 'loyalty' },
    ]);
    expect((await lives())[0]?.said.at(-1)).toEqual([150, 'none', 'offer_followed']);
  });

  it('a contract signed ahead begins a life when it starts, though nothing else is ever heard; given up before, it does not', async () => {
    const signed = (version: number, customer: string, ends: number | null) =>
      held(version, 5, { holder: customer, contract: customer, starts: ago(-10), ends });
    await own.tell([...comes(1, 3), ...comes(2, 3)]); // the second one's contract is given up
    await known([signed(1, 'user-1', null)]);
    await holdContracts(engines.warehouse, own.workspace, [signed(1, 'user-2', null)]);
    await own.keep();
    expect(await own.standing()).toEqual([]);
    await holdContracts(engines.warehouse, own.workspace, [signed(2, 'user-2', ago(-10))]);
    engines.clock.advance(day);
    await own.keep(newsOf(2));
    engines.clock.advance(10 * day);
    await own.keep(noNews);
    expect(await own.standing()).toEqual(['1 conversion/none']);
    expect(own.announced).toMatchObject([
      { customer: 1, at: ago(-10), properties: { from: null, to: 'conversion', reason: 'contract_started' } },
    ]);
    expect((await keepingState(own.context.records)).dueAt).not.toBe(ago(-10)); // nobody is looked at again and again
  });

  it('money follows time: the trial ends, a discount ends, 10.00 a week are 43.33 a month, a pause brings nothing', async () => {
    await own.tell(comes(1, 3));
    const price = { price: 1000, period: 'week', trialEnds: ago(-5), discount: 400, discountEnds: ago(-9) };
    await known([
      held(1, 400, { ...price, period: 'week' }),
      held(2, -20, { ...price, period: 'week', paused: ago(-20), recorded: ago(1) }),
    ]);
    const worth = async (days: number) => {
      engines.clock.set(today + days * day + 1);
      await own.keep(days === 0 ? everythingNew : noNews);
      return (await lives())[0]?.monthly;
    };
    expect(await worth(0)).toBe('0');
    expect(await worth(5)).toBe('2600'); // 6.00 × 52 / 12
    expect(await worth(9)).toBe('4333'); // 10.00 × 52 / 12 = 43.333…
    expect(await worth(20)).toBe('0');
  });

  it('what was bought a year ago is not counted any more, also of those of whom nothing is heard', async () => {
    await own.tell([buys(1, 364), buys(1, 100), { ...buys(1, 1), event: 'Order Refunded' }]);
    await own.keep();
    const bought = () =>
      own.context.warehouse.rows(sql<object>`select bought from ${scoped('phase_lives')} where known`, {
        settings: { final: 1 },
      });
    expect(await bought()).toEqual([{ bought: ['600000000'] }]); // 300 each, in millionths
    engines.clock.advance(day);
    await own.keep(noNews);
    expect(await bought()).toEqual([{ bought: ['300000000'] }]);
  });
});
