import type { Unit } from '#src/customers/traits/index.ts';
import { Template } from '#src/insights/health-measures/index.ts';

const value = { value: { definition: null } };

/**
 * The templates that come with the product, version 0. Accounts: the three usages – depth on what sets the offer apart,
 * breadth of active people, reach to the client's own clients. Customers: what they use, how much value, how long ago.
 */
export const standardTemplates: Readonly<Record<Unit, Template>> = {
  account: Template.parse({
    dimensions: [
      { key: 'depth', measure: { kind: 'depth' }, days: 30, green: 0.6, yellow: 0.3 },
      { key: 'breadth', measure: { kind: 'breadth' }, days: 30, green: 0.6, yellow: 0.3 },
      { key: 'reach', measure: { kind: 'reach' }, days: 30, judges: 'change', green: -0.1, yellow: -0.3 },
    ],
  }),
  customer: Template.parse({
    dimensions: [
      {
        key: 'value',
        measure: { kind: 'amount', of: value },
        days: 30,
        judges: 'change',
        green: -0.2,
        yellow: -0.5,
      },
      { key: 'recency', measure: { kind: 'since', of: value }, better: 'lower', green: 14, yellow: 30 },
      { key: 'depth', measure: { kind: 'depth' }, days: 30, green: 0.6, yellow: 0.3 },
    ],
  }),
};
