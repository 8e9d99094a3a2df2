import { expect, it } from 'vitest';
import { z } from 'zod';
import { sliceOperations } from '../../src/slices.ts';

const asksFor = (said: string) =>
  sliceOperations
    .filter(({ input }) =>
      JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })).includes(said),
    )
    .map(({ name }) => name);

it('takes a definition of value in every question that names events, but where the events are themselves what is defined', () => {
  const naming = asksFor('Name of the event; null for any event');
  const taking = new Set(asksFor("val_…; null: the workspace's default"));
  expect(naming.filter((name) => !taking.has(name)).sort()).toEqual([
    // Use of a feature, and who is offered it: not value.
    'adoption.grid',
    'adoption.people',
    // A definition of its own, with versions.
    'aha.adopt',
    'aha.change',
    // Steps of a map as somebody has drawn it, and staying after them.
    'journey-maps.change',
    'journey-maps.create',
    'journey-maps.figures',
    'journey-maps.people',
    'journey-maps.proposals',
    // Use of what is paid for, told of an offer.
    'offers.change',
    'offers.create',
    // Purchases, carts and contacts; their visit is the value of the offer.
    'phases.adopt',
    'phases.preview',
    // Staying after a promise, by what they do.
    'promises.retention',
    'promises.retention-people',
    // Purchases.
    'revenue.repurchase',
    'revenue.repurchase-people',
    // Conditions on what people did; the value of an offer is asked for through its phases.
    'segments.change',
    'segments.create',
    'segments.preview',
    // These define value.
    'value.change',
    'value.create',
    'value.preview',
  ]);
});
