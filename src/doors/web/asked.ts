import type { AskedOfAccess } from './asked/access.ts';
import type { AskedOfCustomers } from './asked/customers.ts';
import type { AskedOfEvents } from './asked/events.ts';
import type { AskedOfInsights } from './asked/insights.ts';
import type { AskedOfMessages } from './asked/messages.ts';

/** What the pages ask, by name, room by room: the types come from the operations' own declarations. */
export interface Asked
  extends AskedOfAccess,
    AskedOfEvents,
    AskedOfCustomers,
    AskedOfInsights,
    AskedOfMessages {}

export type OperationName = keyof Asked;
