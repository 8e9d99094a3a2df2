import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { EventMatch, requireKnown } from './index.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, paperWorkspace(1));
  const at = Date.parse('2025-03-03T09:00:00Z');
  await fill(engines.warehouse, context.workspace, [
    { customer: 1, at, event: 'Order Completed', properties: { revenue: 12.5, cart: { size: 2 } } },
    { customer: 1, at, event: 'Order Completed' },
    { customer: 2, at, event: 'play' },
    { customer: 2, at, event: 'read', properties: { title: 'Emma', minutes: 'five' } },
    { customer: 2, at, event: 'read', properties: { title: 'Persuasion', minutes: '12.5' } },
    { customer: 3, at, event: 'audit', traffic: 'internal' },
    { customer: 0, account: 'acme', at, event: 'perdure.contract_started', properties: { price: 100 } },
    { customer: 0, account: 'acme', at, event: 'play', properties: { seats: 4 } },
  ]);
});
afterAll(() => engines.close());

const asked = (match: { event: string | null; where?: unknown[] }, properties: string[] = []) =>
  requireKnown(context, [{ field: 'steps[1]', match: EventMatch.parse(match), properties }]);
const added = (event: string | null, property: string) =>
  requireKnown(context, [{ field: 'value', match: { event, where: [] }, quantities: [property] }]);
const set = (property: string) => [{ property, how: 'set' }];

it('says nothing of names that arrived, be it as internal traffic', async () => {
  await asked({ event: 'Order Completed', where: set('cart.size') }, ['revenue']);
  await asked({ event: 'audit' });
  await asked({ event: null, where: set('revenue') });
});

it('knows what only accounts did, without a person', async () => {
  await asked({ event: 'perdure.contract_started', where: set('price') });
  await asked({ event: 'play' }, ['seats']);
  await expect(asked({ event: 'perdure.contract_started', where: set('prix') })).rejects.toThrow(
    'perhaps “price” is meant',
  );
  await expect(asked({ event: 'perdure.contract_starts' })).rejects.toThrow(
    'perhaps “perdure.contract_started” is meant',
  );
});

it('names the near event, and where it stands in the question', async () => {
  await expect(asked({ event: 'order_completd' })).rejects.toMatchObject({
    code: 'insights.unknown_event',
    details: {
      field: 'steps[1].event',
      expected: 'the name of an event; perhaps “Order Completed” is meant',
      got: 'order_completd',
    },
  });
});

it('lists what exists where nothing is near', async () => {
  await expect(asked({ event: 'zzz' })).rejects.toMatchObject({
    details: {
      expected:
        'the name of an event; there are “Order Completed”, “play”, “read”, “perdure.contract_started”, “audit”',
    },
  });
  await expect(
    requireKnown(asking(engines, paperWorkspace(2)), [{ field: 'active', match: { event: 'x', where: [] } }]),
  ).rejects.toThrow('there is none yet');
});

it('names the near property of that event only', async () => {
  await expect(asked({ event: 'Order Completed', where: set('revenu') })).rejects.toMatchObject({
    code: 'insights.unknown_property',
    details: {
      field: 'steps[1].where[0].property',
      expected: 'a property of Order Completed; perhaps “revenue” is meant',
    },
  });
  await expect(asked({ event: 'audit', where: [] }, ['revenue'])).rejects.toThrow('there is none yet');
});

it('adds up what is a number on one event at least, be others text', async () => {
  await added('read', 'minutes');
  await added('Order Completed', 'cart.size');
  await added('perdure.contract_started', 'price');
  await added(null, 'revenue');
});

it('adds up no text, and tells none of it', async () => {
  await expect(added('read', 'title')).rejects.toMatchObject({
    code: 'insights.not_a_number',
    details: {
      field: 'value',
      expected: 'a property of read that is a number; all that “title” holds is text',
      got: 'title',
    },
  });
  await expect(added('read', 'titel')).rejects.toThrow('perhaps “title” is meant');
});

it('holds numbers against numbers, and dates against dates', async () => {
  const test = (property: string, how: string, value: unknown) =>
    asked({ event: 'read', where: [{ property, how, values: [value] }] });
  await test('minutes', 'at_least', 3);
  await test('minutes', 'less', '3');
  await test('title', 'greater', '2025-03-30');
  await test('title', 'is', 3);
  await expect(test('title', 'greater', 3)).rejects.toMatchObject({
    code: 'insights.not_a_number',
    details: { field: 'steps[1].where[0].property' },
  });
  for (const value of ['abc', '', true, '30/03/2025'])
    await expect(test('minutes', 'at_least', value)).rejects.toMatchObject({
      code: 'filters.not_comparable',
      details: {
        field: 'steps[1].where[0].values',
        expected: 'a number, or a date written year first such as 2025-03-30, for at_least',
        got: value,
      },
    });
});
