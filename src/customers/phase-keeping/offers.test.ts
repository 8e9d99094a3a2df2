import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { basisOf, learnedOf } from '#src/customers/phase-rules/index.ts';
import { noNews } from '#src/customers/upkeep/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import {
  buys,
  comes,
  createOffer,
  day,
  everything,
  type KeptWorkspace,
  keptWorkspace,
  nameOffer,
  often,
  today,
} from './keeping.test-data.ts';
import { learn } from './learning.ts';
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

describe('offers', () => {
  it('have lives of their own; the headline is that of the highest recurring value', async () => {
    await own.tell([...comes(1, 3), ...comes(2, 3)]);
    const contract = (holder: string, offer: string, price: number) =>
      JSON.stringify({
        workspace_id: own.workspace.number,
        holder_kind: 'customer',
        holder,
        contract: `${holder}-${offer}`,
        version: 1,
        offer,
        starts_at: '2026-01-02 10:00:00',
        price,
        currency: 'EUR',
        period: 'month',
        effective_at: '2026-01-02 10:00:00',
        recorded_at: '2026-01-02 10:00:00',
        stamp: 1,
      });
    const rows = [
      contract('user-1', 'Piscine', 2900),
      contract('user-1', 'Salle', 4900),
      contract('user-2', 'Piscine', 2900),
    ];
    await engines.warehouse.insert('contract_versions', Buffer.from(rows.join('\n')), {
      format: 'JSONEachRow',
    });
    for (const offer of ['Piscine', 'Salle']) await nameOffer(own.context, offer);
    await own.keep();
    expect(await own.standing()).toEqual(['1 conversion/none', '1 conversion/none', '2 conversion/none']);
    expect(await own.members({ phase: 'conversion' })).toEqual([1, 2]);
    expect(await own.members({ offer: 'Salle' })).toEqual([1]);
    const headlines = await own.context.warehouse.rows(
      sql<{ offer: string; monthly: string }>`
        select offer, monthly from ${scoped('phase_lives')} where headline and customer = 1`,
      { settings: { final: 1 } },
    );
    expect(headlines).toEqual([{ offer: 'Salle', monthly: '4900' }]);
  });
});

describe('an offer nobody knew', () => {
  it('is a matter of those alone who have it or named it: others are not told anew, and all stand as one computation tells', async () => {
    await nameOffer(own.context, 'Basic');
    await nameOffer(own.context, 'Gold');
    const back = { ...buys(3, 10), event: 'Order Refunded', properties: { offer: 'Silver' } };
    await own.tell([
      ...often(1, 300, 1),
      ...often(2, 300, 1),
      buys(2, 299, { offer: 'Silver' }),
      buys(3, 20),
      back, // of Silver, as long as nobody knows it of all there is
      buys(4, 20),
    ]);
    await own.keep();
    const whole = await keepingState(own.context.records);
    expect(await own.standing()).toEqual(['2 loyalty/none', '3 conquest/none', '4 conversion/none']);
    const silver = {
      holder: 'user-1',
      kind: 'customer',
      offer: 'Silver',
      starts: today - 300 * day,
    } as const;
    await holdContracts(engines.warehouse, own.workspace, [silver]);
    await nameOffer(own.context, 'Silver');
    engines.clock.advance(60_000);
    await own.keep(noNews, 1); // by ones, where everyone was told
    const state = await keepingState(own.context.records);
    expect(state).toMatchObject({ computing: null, nextCustomer: whole.nextCustomer });
    expect(state.basis).not.toBe(whole.basis);
    const live = await everything(own.context.warehouse);
    expect(await own.standing()).toEqual([
      '1 loyalty/none',
      '2 loyalty/none',
      '3 conversion/none',
      '4 conversion/none',
    ]);
    expect(await own.everyoneAnew()).toEqual(live);
  });

  it('that is the first one, or beside the only one, is a matter of everybody', async () => {
    await own.tell([buys(1, 20), buys(2, 20)]);
    await own.keep();
    for (const offer of ['Basic', 'Gold']) {
      await nameOffer(own.context, offer);
      engines.clock.advance(60_000);
      await own.keep(noNews, 1);
      expect((await keepingState(own.context.records)).nextCustomer).toBe(3);
      const live = await everything(own.context.warehouse);
      expect(await own.everyoneAnew()).toEqual(live);
    }
  });
});

describe('rhythms and seasons', () => {
  it('are learned from their own people alone: a ski offer beside a gym, in two passes over the visits of both', async () => {
    await createOffer(own.context, 'Ski', 'discontinuous');
    await createOffer(own.context, 'Gym', 'continuous');
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
    await own.tell([
      ...sixty.flatMap(skis),
      ...sixty.flatMap((customer) => trains(customer + 60)),
      ...sixty.map((customer) => buys(customer, 800, { offer: 'Ski' })),
      ...sixty.map((customer) => buys(customer + 60, 800, { offer: 'Gym' })),
    ]);
    let passes = 0;
    const warehouse = engines.warehouse.of(own.workspace.number);
    const stream: typeof warehouse.stream = (...given) => {
      passes += 1;
      return warehouse.stream(...given);
    };
    const reading = {
      workspace: own.workspace,
      warehouse: { ...warehouse, stream },
      basis: await basisOf(own.context.records, own.workspace),
      asOf: engines.clock.now(),
    };
    await learn(reading, own.context.records, null);
    const learned = new Map((await learnedOf(own.context.records)).map((one) => [one.offer, one]));
    expect([...learned.keys()].sort()).toEqual(['', 'Gym', 'Ski']);
    expect(learned.get('Ski')?.season).toEqual({ from: '12-01', to: '12-31' });
    expect(['', 'Gym', 'Ski'].map((name) => learned.get(name)?.population.people)).toEqual([120, 60, 60]);
    expect(passes).toBe(2); // of everybody, and of those who have one of the two
  });

  it('an offer of seasons that nobody declared: read from three winters, in July nobody is gone, in March who did not come is', async () => {
    await createOffer(own.context, 'Ski', 'discontinuous');
    const winters = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((customer) =>
      [2023, 2024, 2025]
        .filter((year) => customer > 1 || year < 2025)
        .map(
          (year): ToldEvent => ({
            customer,
            event: 'visit',
            at: Date.parse(`${year}-12-${10 + (customer % 15)}T12:00:00Z`),
          }),
        ),
    );
    const bought = Array.from(
      { length: 30 },
      (_, i): ToldEvent => ({
        customer: i + 1,
        event: 'Order Completed',
        at: Date.parse('2023-12-01T12:00:00Z'),
      }),
    );
    await own.tell([...winters, ...bought]);
    engines.clock.set(Date.parse('2026-07-14T12:00:00Z'));
    await own.keep();
    expect(await own.members({ phase: 'attrition', status: 'missed_season' })).toEqual([1]);
    expect(await own.members({ phase: 'loyalty', status: 'out_of_season' })).toHaveLength(29);
    expect(await own.members({ status: 'missed_season', asOf: Date.parse('2025-12-31T12:00:00Z') })).toEqual(
      [],
    );
  });
});
