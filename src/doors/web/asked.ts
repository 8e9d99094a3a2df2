import type { AskedOfAccess } from './asked/access.ts';
import type { AskedOfCustomers } from './asked/customers.ts';
import type { AskedOfEvents } from './asked/events.ts';
import type { AskedOfInsights } from './asked/insights.ts';

/** What the pages ask, by name, room by room: the types come from the operations' own declarations. */
export interface Asked extends AskedOfAccess, AskedOfEvents, AskedOfCustomers, AskedOfInsights {}

export type OperationName = keyof Asked;
