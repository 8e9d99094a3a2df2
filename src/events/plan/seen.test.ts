import { describe, expect, it } from 'vitest';
import { testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type Answer, click, planBed, said } from './plan.test-data.ts';

const bed = planBed();
const { ask, approved } = bed;

const dayMs = 86_400_000;

describe('what arrives', () => {
  const at = (daysAgo: number) => testNow - daysAgo * dayMs;
  const told = (event: string, daysAgo: number, properties: object = {}, customer = 1): ToldEvent => ({
    customer,
    at: at(daysAgo) - 1000,
    event,
    properties: properties as Record<string, unknown>,
    id: `${event}-${daysAgo}-${JSON.stringify(properties)}-${customer}`,
  });

  it('is implemented, silent after 7 days, or seen without being planned', async () => {
    await fill(bed.engines.warehouse, bed.context.workspace, [
      told('fresh', 1),
      told('quiet', 8),
      told('stray', 2),
      told('stray', 3),
      { ...told('Identify', 1), type: 'identify' },
      { ...told('never', 1), traffic: 'bot' },
    ]);
    await approved({ events: ['fresh', 'quiet', 'never'].map((name) => ({ ...click, name })) });
    const { events } = await ask<{ events: { event: string; state: string; toDo: { en: string } | null }[] }>(
      'plan.status',
    );
    expect(events.map(({ event, state }) => [event, state])).toEqual([
      ['fresh', 'implemented'],
      ['never', 'silent'],
      ['quiet', 'silent'],
      ['stray', 'seen'],
    ]);
    expect(events[1]?.toDo?.en).toBe('Add the call “never” with plan_id.');
    expect(events[2]?.toDo?.en).toBe('Check the call “quiet”: nothing since 2026-01-07.');
  });

  it('is silent since a day of the workspace, not of UTC', async () => {
    const night = { ...told('quiet', 9), at: Date.parse('2026-01-04T23:30:00Z') }; // 00:30 on the 5th in Paris
    await fill(bed.engines.warehouse, bed.context.workspace, [night]);
    await approved({ events: [{ ...click, name: 'quiet' }] });
    const { events } = await ask<{ events: { toDo: { fr: string } }[] }>('plan.status');
    expect(events[0]?.toDo.fr).toBe('Vérifier l’appel « quiet » : plus rien depuis le 2026-01-05.');
  });

  it('is proposed as a plan, whose purposes are then asked for', async () => {
    await fill(bed.engines.warehouse, bed.context.workspace, [
      ...Array.from({ length: 60 }, (_, i) =>
        told(
          'Order Completed',
          1,
          {
            total: i + 0.5,
            items: i,
            day: `2026-01-0${(i % 9) + 1}`,
            ...(i === 0 ? {} : { coupon: `c${i}`, first: i % 2 === 0 }),
            tags: ['a'],
          },
          i + 1,
        ),
      ),
      told('ping', 2),
      told('old', 90),
      { ...told('Identify', 1), type: 'identify' },
    ]);
    await ask('plan.set-event', { event: { ...click, name: 'ping', properties: [] } });
    const { plan, missing, added } = await ask<
      Answer & { added: { event: string; events: number; examples: object[] }[] }
    >('plan.infer');
    expect(added.map(({ event, events }) => [event, events])).toEqual([['Order Completed', 60]]);
    const [order, ping] = plan.events;
    expect(order).toMatchObject({
      name: 'Order Completed',
      active: false,
      purpose: null,
      granularity: 'context',
    });
    expect(order?.properties.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['coupon', 'text', false],
      ['day', 'date', true],
      ['first', 'boolean', false],
      ['items', 'integer', true],
      ['tags', 'list', true],
      ['total', 'number', true],
    ]);
    expect(ping).toMatchObject({ name: 'ping', active: true, owner: 'Léa' });
    expect(missing.filter(({ event }) => event === 'Order Completed')).toHaveLength(7 * 3);
    expect(await ask('plan.get', { which: 'approved' })).toMatchObject({
      approved: null,
      plan: { events: [] },
    });
  });

  it('is told as proposed only where the plan has room for it', async () => {
    await fill(bed.engines.warehouse, bed.context.workspace, [
      told('visit', 1),
      told('visit', 1, {}, 2),
      told('order', 1),
    ]);
    const full = Array.from({ length: 999 }, (_, i) => ({ name: `e${i}` }));
    await ask('plan.save-draft', { revision: null, plan: { events: full } });
    const { plan, added, left } = await ask<Answer & { added: { event: string }[]; left: string[] }>(
      'plan.infer',
    );
    expect([plan.events.length, added.map(({ event }) => event), left]).toEqual([1000, ['visit'], ['order']]);
    await ask('plan.remove', { event: 'e0' });
    expect(await ask('plan.infer')).toMatchObject({ added: [{ event: 'order' }], left: [] });
  });

  it('is no 1,001st event of a plan: what is kept can be read again', async () => {
    const full = Array.from({ length: 1000 }, (_, i) => ({ name: `e${i}` }));
    await ask('plan.save-draft', { revision: null, plan: { events: full } });
    const one = { click: { event: '$autocapture', property: '$el_text', value: 'Buy' }, name: 'buy' };
    await expect(ask('plan.set-event', { event: { name: 'more' } })).rejects.toMatchObject({
      code: 'plan.too_many_events',
    });
    await expect(ask('plan.name-click', { ...one, ...said })).rejects.toMatchObject({
      code: 'plan.too_many_events',
    });
    expect((await ask('plan.get')).plan.events).toHaveLength(1000);
    await ask('plan.set-event', { event: { name: 'e0', description: 'still changed' } });
  });

  it('is proposed by its name alone where it was asked for and nothing of it is stored', async () => {
    await fill(bed.engines.warehouse, bed.context.workspace, [
      told('visit', 1, {}, 1),
      told('order', 1, {}, 1),
    ]);
    const { plan } = await ask('plan.infer', { only: ['visit', 'quarantined'] });
    expect(plan.events.map(({ name }) => name)).toEqual(['quarantined', 'visit']);
    expect(await ask('plan.infer', { only: ['visit'] })).toMatchObject({ added: [] });
  });

  it('as clicks without a name is suggested, and none has a name before it is confirmed with a purpose', async () => {
    const clicked = (properties: object, customer: number) =>
      told('$autocapture', 1, { $event_type: 'click', ...properties }, customer);
    await fill(bed.engines.warehouse, bed.context.workspace, [
      clicked({ $el_text: 'Acheter' }, 1),
      clicked({ $el_text: 'Acheter' }, 2),
      clicked({ $el_text: 'Créer un compte' }, 1),
      clicked({ element_id: 'help', $el_text: 'Aide' }, 1),
      clicked({}, 1),
    ]);
    const { suggestions } = await ask<{ suggestions: { name: string; clicks: number }[] }>(
      'plan.suggestions',
    );
    expect(suggestions).toMatchObject([
      { name: 'acheter_click', property: '$el_text', value: 'Acheter', clicks: 2, customers: 2 },
      { name: 'creer_un_compte_click', value: 'Créer un compte', clicks: 1 },
      { name: 'help_click', property: 'element_id', value: 'help', clicks: 1 },
    ]);
    expect((await ask('plan.get')).plan.events).toEqual([]);
    const buy = {
      click: { event: '$autocapture', property: '$el_text', value: 'Acheter' },
      name: 'acheter_click',
    };
    await expect(ask('plan.name-click', { ...buy, owner: 'Léa', metric: 'Orders' })).rejects.toMatchObject({
      code: 'plan.incomplete',
      details: { field: 'event.purpose' },
    });
    await ask('plan.name-click', { ...buy, ...said });
    expect((await ask<{ suggestions: object[] }>('plan.suggestions')).suggestions).toHaveLength(2);
  });
});
