import type { Permission } from '#src/access/index.ts';
import type { Doubt } from '#src/basics/estimate.ts';
import type { Role } from './session.ts';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly installationAdmin: boolean;
  readonly totp: boolean;
  readonly lastSeenAt: string | null;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Source {
  readonly number: number;
  readonly name: string;
  readonly writeKey: string;
  readonly createdAt: string;
  readonly lastEventAt: string | null;
  readonly revokedAt: string | null;
}

export interface KeptAside {
  readonly id: string;
  readonly kind: 'rejected' | 'quarantined';
  readonly reason: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string | null;
  /** JSON text. */
  readonly event: string;
  readonly mended: boolean;
  readonly source: number;
  readonly receivedAt: string;
  readonly state: AsideState;
}

export type AsideState = 'open' | 'replaying' | 'replayed' | 'discarded';
export type WhichAside = { ids: string[] } | { reason: string };

export interface Accounting {
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicate: number;
}

type Known =
  | { readonly known: true; readonly value: number }
  | { readonly known: false; readonly why: Doubt };

export interface Profile {
  readonly customer: number | null;
  readonly id: string;
  readonly known: boolean;
  readonly name: string | null;
  readonly email: string | null;
  readonly ids: readonly { readonly kind: 'user' | 'anonymous'; readonly id: string }[];
  readonly traits: readonly { readonly trait: string; readonly value: string; readonly at: string }[];
  readonly accounts: readonly {
    readonly account: string;
    readonly since: string;
    readonly current: boolean;
  }[];
  /** Most frequent first. */
  readonly events: readonly {
    readonly event: string;
    readonly count: number;
    readonly first: string;
    readonly last: string;
  }[];
  readonly total: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

export interface TimelineEvent {
  readonly event: string;
  readonly type: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
  readonly time: string;
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly account: string | null;
  readonly source: number;
  readonly traffic: 'customer' | 'internal' | 'bot';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly timeFlag: '' | 'corrected' | 'future' | 'ancient' | 'made';
}

export interface Contract {
  readonly contract: string;
  readonly version: number;
  readonly offer: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
}

export interface Merge {
  readonly merge: string;
  readonly fromUser: string;
  readonly intoUser: string;
  readonly at: string;
  readonly actor: string;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
}

export interface Erasure {
  readonly id: string;
  readonly askedAt: string;
  /** `user:…`, `key:…` or `cli:…`. */
  readonly askedBy: string;
  /** Set once every holder has counted nothing left. */
  readonly doneAt: string | null;
  /** Rows removed, by holder. */
  readonly found: Readonly<Record<string, number>> | null;
}

/** What marks traffic as the team's own. */
export interface InternalRule {
  readonly kind: 'user_id' | 'email_domain';
  readonly value: string;
}

interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  readonly newCustomers: number;
  readonly events: number;
}

export interface Overview {
  readonly customers: number;
  readonly lastEventAt: string | null;
  readonly current: Stretch;
  readonly previous: Stretch;
  readonly byDay: readonly { readonly day: string; readonly customers: number; readonly events: number }[];
}

interface Share {
  readonly share: Known;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SurvivalCurve {
  /** null: any offer. */
  readonly offer: string | null;
  readonly contracts: number;
  readonly ended: number;
  readonly steps: readonly {
    readonly days: number;
    readonly atRisk: number;
    readonly share: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
  readonly at: readonly (Share & { readonly days: number; readonly atRisk: number })[];
  /** Days until half have ended. */
  readonly median: Known;
}

export interface ChurnMonth {
  readonly month: string;
  readonly state: 'complete' | 'running';
  readonly atStart: number;
  readonly ended: number;
  readonly returned: number;
  readonly joined: number;
  readonly gross: Known;
  readonly grossLow: number | null;
  readonly grossHigh: number | null;
  readonly net: Known;
}
