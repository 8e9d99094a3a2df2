import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { Offer } from './ask.ts';
import { offerNamed, offersOf, operations } from './index.ts';

let engines: TestEngines;
let context: Context;

const ask = <T>(name: string, input: unknown = {}): Promise<T> => run<T>(operations, context, name, input);
type Shown = { offer: Offer & { versions: { version: number }[] } };

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines?.close());

const contractBy = (offer: string, contract: string) =>
  context.records.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at,
      recorded_at)
    values (${context.workspace.number}, ${contract}, 1, 'customer', 'u1', ${offer}, now(), 'EUR', now(), now())`);

describe('an offer', () => {
  it('is of its own kind, with 30 days of grace unless told', async () => {
    const { offer } = await ask<Shown>('offers.create', {
      name: 'Mission',
      kind: 'intentional',
      terms: { termDays: 90 },
    });
    expect(offer).toMatchObject({
      name: 'Mission',
      kind: 'intentional',
      version: 1,
      declared: true,
      terms: { termDays: 90, graceDays: 30, season: null, prices: [], entitlements: [] },
    });
    expect(await offerNamed(context.records, 'Mission')).toMatchObject({ id: offer.id, kind: 'intentional' });
  });

  it('gets a second version when it is changed, and none when the same is said again', async () => {
    const { offer } = await ask<Shown>('offers.create', { name: 'Forfait saison', kind: 'discontinuous' });
    const terms = { season: { from: '11-15', to: '03-31' } };
    const changed = await ask<Shown>('offers.change', { id: offer.id, terms });
    expect(changed.offer.version).toBe(2);
    expect((await ask<Shown>('offers.change', { id: offer.id, terms })).offer.version).toBe(2);
    expect(changed.offer.versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('met in contracts and declared by nobody is continuous by default, and said to be so', async () => {
    await contractBy('Premium', 'c1');
    await contractBy('Premium', 'c2');
    await contractBy('Mission', 'c3');
    const { offers } = await ask<{ offers: Offer[] }>('offers.list');
    expect(offers.map(({ name, declared, kind }) => [name, declared, kind])).toEqual([
      ['Forfait saison', true, 'discontinuous'],
      ['Mission', true, 'intentional'],
      ['Premium', false, 'continuous'],
    ]);
    expect(await offerNamed(context.records, 'Premium')).toMatchObject({
      id: null,
      version: 0,
      terms: { graceDays: 30 },
    });
    expect(await offerNamed(context.records, 'Nothing')).toBeUndefined();
  });

  it('is refused under a name that is taken, with a season where there is none, or by a value nobody defined', async () => {
    const refused = (input: object) => expect(ask('offers.create', { kind: 'continuous', ...input })).rejects;
    await refused({ name: 'Mission' }).toThrow(/offers.name_taken/);
    const season = { from: '11-01', to: '02-28' };
    await refused({ name: 'Autre', terms: { season } }).toThrow(/offers.terms_of_another_kind/);
    await refused({ name: 'Autre', terms: { value: 'val_none' } }).toThrow(/value.unknown/);
    await refused({ name: 'Autre', terms: { season: { from: '02-30', to: '03-01' } } }).toThrow(/MM-DD/);
    await refused({
      name: 'Autre',
      terms: { prices: [{ amount: '4900', currency: 'EURO', period: 'month' }] },
    }).toThrow(/ISO 4217/);
  });

  it('is changed no more once it is retired, and judges the contracts that run by it all the same', async () => {
    const found = await offerNamed(context.records, 'Mission');
    const { offer } = await ask<Shown>('offers.retire', { id: found?.id });
    expect(offer.retiredAt).not.toBeNull();
    await expect(ask('offers.change', { id: offer.id, kind: 'continuous' })).rejects.toThrow(
      /offers.retired/,
    );
    expect(await offerNamed(context.records, 'Mission')).toMatchObject({ kind: 'intentional' });
    expect((await ask<Shown>('offers.restore', { id: offer.id })).offer.retiredAt).toBeNull();
  });

  it('was judged at an instant by what had been declared before it, whatever is declared later', async () => {
    const { offer } = await ask<Shown>('offers.create', { name: 'Atelier', kind: 'intentional' });
    const instants = [engines.clock.now()];
    for (const kind of ['continuous', 'discontinuous']) {
      engines.clock.advance(1000);
      instants.push(engines.clock.now());
      await ask('offers.change', { id: offer.id, kind });
    }
    engines.clock.advance(1000);
    await ask('offers.retire', { id: offer.id });
    const at = async (asOf?: number) => {
      const found = (await offersOf(context.records, asOf)).find(({ name }) => name === 'Atelier');
      return found && [found.kind, found.version, found.retiredAt !== null];
    };
    const [created = 0, changed = 0, again = 0] = instants;
    expect(await at(created)).toBeUndefined(); // an instant is exclusive
    expect(await at(created + 1)).toEqual(['intentional', 1, false]);
    expect(await at(changed)).toEqual(['intentional', 1, false]);
    expect(await at(again)).toEqual(['continuous', 2, false]);
    expect(await at(again + 1)).toEqual(['discontinuous', 3, false]);
    expect(await at()).toEqual(['discontinuous', 3, true]);
  });
});
