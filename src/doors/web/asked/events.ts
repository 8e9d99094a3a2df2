import type { operations as importsDeclared } from '#src/events/imports/index.ts';
import type { operations as planDeclared } from '#src/events/plan/index.ts';
import type {
  Accounting,
  AsideState,
  Erasure,
  InternalRule,
  KeptAside,
  Merge,
  Overview,
  Source,
  WhichAside,
} from '../shapes.ts';
import type { Ask, ByName, Nothing } from './of.ts';

/** Of what arrives: the plan, sources, imports, what was set aside, identity, erasure. */
export interface AskedOfEvents extends ByName<typeof planDeclared>, ByName<typeof importsDeclared> {
  'identity.merges': Ask<{ user?: string; limit?: number }, { merges: Merge[] }>;
  'identity.merge': Ask<{ fromUser: string; intoUser: string }, { asked: string }>;
  'identity.undo': Ask<{ merge: string }, { undoing: string }>;

  'erasure.ask': Ask<
    { userId: string; dryRun?: boolean },
    { erasure: string | null; userIds: string[]; anonymousIds: string[] }
  >;
  'erasure.list': Ask<{ limit?: number }, { erasures: Erasure[] }>;

  'traffic.rules': Ask<Nothing, { rules: InternalRule[] }>;
  'traffic.change': Ask<{ rules: InternalRule[] }, { rules: InternalRule[] }>;

  'events.overview': Ask<{ days?: number }, Overview>;
  'events.property-values': Ask<
    { event?: string | null; property: string; search?: string; limit?: number },
    { values: { value: string; events: number }[] }
  >;
  'events.accounting': Ask<Nothing, Accounting & { bySource: (Accounting & { source: number })[] }>;
  'events.catalogue': Ask<
    Nothing,
    {
      first: string | null;
      last: string | null;
      events: { event: string; count: number; properties: string[] }[];
      traits: string[];
    }
  >;

  'sources.list': Ask<Nothing, { sources: Source[] }>;
  'sources.create': Ask<{ name: string }, { source: Source }>;
  'sources.rename': Ask<{ number: number; name: string }, { source: Source }>;
  'sources.revoke': Ask<{ number: number }, { source: Source }>;

  'rejects.list': Ask<
    { state?: AsideState; reason?: string; before?: string; limit?: number },
    { events: KeptAside[]; reasons: { reason: string; events: number }[]; next: string | null }
  >;
  'rejects.fix': Ask<{ id: string; event: string }, { id: string; event: string }>;
  'rejects.replay': Ask<WhichAside, { replaying: number }>;
  'rejects.discard': Ask<WhichAside, { discarded: number }>;
}
