import type { z } from 'zod';
import type { operations as accountsDeclared } from '#src/customers/accounts/index.ts';
import type { operations as consentDeclared } from '#src/customers/consent/index.ts';
import type { operations as goalsDeclared } from '#src/customers/goals/index.ts';
import type { operations as lifeDeclared } from '#src/customers/life/index.ts';
import type { List } from '#src/customers/lists/index.ts';
import type { operations as milestonesDeclared } from '#src/customers/milestones/index.ts';
import type { Person } from '#src/customers/naming/index.ts';
import type { operations as offersDeclared } from '#src/customers/offers/index.ts';
import type {
  AccountTimeline,
  AccountTimelineAsk,
  SearchAsk,
  TimelineAsk,
} from '#src/customers/profiles/index.ts';
import type { operations as promisesDeclared } from '#src/customers/promises/index.ts';
import type { operations as ratesDeclared } from '#src/customers/rates/index.ts';
import type { operations as remarksDeclared } from '#src/customers/remarks/index.ts';
import type { operations as scoresDeclared } from '#src/customers/scores/index.ts';
import type { operations as segmentsDeclared } from '#src/customers/segments/index.ts';
import type { operations as tasksDeclared } from '#src/customers/tasks/index.ts';
import type { operations as keepingDeclared } from '#src/insights/keeping/index.ts';
import type { operations as phasesDeclared } from '#src/insights/phase-board/index.ts';
import type { operations as worklistDeclared } from '#src/insights/worklist/index.ts';
import type { Contract, Profile, TimelineEvent } from '../shapes.ts';
import type { Ask, ByName, Nothing, Page } from './of.ts';

type Who = { customer: number } | { id: string };

/** Of people, lists and contracts. */
export interface AskedOfCustomers
  extends ByName<typeof keepingDeclared>,
    ByName<typeof phasesDeclared>,
    ByName<typeof accountsDeclared>,
    ByName<typeof lifeDeclared>,
    ByName<typeof worklistDeclared>,
    ByName<typeof offersDeclared>,
    ByName<typeof goalsDeclared>,
    ByName<typeof promisesDeclared>,
    ByName<typeof milestonesDeclared>,
    ByName<typeof segmentsDeclared>,
    ByName<typeof scoresDeclared>,
    ByName<typeof tasksDeclared>,
    ByName<typeof remarksDeclared>,
    ByName<typeof ratesDeclared>,
    ByName<typeof consentDeclared> {
  'lists.rename': Ask<{ id: string; name: string }, { list: List }>;
  'lists.delete': Ask<{ id: string }, { deleted: true }>;
  'lists.people': Ask<{ id: string; limit?: number; cursor?: string }, Page<Person>>;
  'lists.list': Ask<Nothing, { lists: List[] }>;

  'customers.search': Ask<z.input<typeof SearchAsk>, Page<Person>>;
  'customers.profile': Ask<Who, Profile>;
  'customers.timeline': Ask<
    z.input<typeof TimelineAsk>,
    { customer: number; events: TimelineEvent[]; next: string | null }
  >;

  'accounts.timeline': Ask<z.input<typeof AccountTimelineAsk>, z.output<typeof AccountTimeline>>;

  'contracts.list': Ask<
    { holder?: string; holderKind?: 'customer' | 'account'; limit?: number },
    { contracts: Contract[] }
  >;

  'traits.values': Ask<
    { trait: string; unit?: 'customer' | 'account'; search?: string; limit?: number },
    { values: { value: string; people: number }[] }
  >;
}
