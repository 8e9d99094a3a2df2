import type { customers as french } from '../fr/customers.ts';

export const customers: Record<keyof typeof french, string> = {
  'people.anonymous': 'visitor not identified',
};
