import type { z } from 'zod';
import type { Permission } from '#src/access/index.ts';
import type { operations as importsDeclared } from '#src/events/imports/index.ts';
import type { CompareAsk, Compared } from '#src/insights/comparison/index.ts';
import type {
  RetentionAsk,
  RetentionGrid,
  RetentionPeople,
  RetentionPeopleAsk,
  RetentionTrend,
  RetentionTrendAsk,
} from '#src/insights/retention/index.ts';
import type { Role, Seat } from './session.ts';

export interface List {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly unit: 'customer' | 'account';
}

export interface Question {
  readonly id: string;
  readonly name: string;
  readonly operation: string;
  readonly ask: unknown;
}

type Of<Declared extends { readonly input: z.ZodType; readonly output: z.ZodType }> = Ask<
  z.input<Declared['input']>,
  z.output<Declared['output']>
>;
type Imports = typeof importsDeclared;
type Nothing = Record<string, never>;
type Ask<Input, Output> = { input: Input; output: Output };

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly installationAdmin: boolean;
  readonly totp: boolean;
  readonly lastSeenAt: string | null;
}

interface Invitation {
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
type WhichAside = { ids: string[] } | { reason: string };

export interface Accounting {
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicate: number;
}

/** What the pages ask, by name: the types come from the operations' own declarations. */
export interface Asked {
  'imports.inspect': Of<Imports[0]>;
  'imports.start': Of<Imports[1]>;
  'imports.list': Of<Imports[2]>;
  'imports.status': Of<Imports[3]>;
  'imports.cancel': Of<Imports[4]>;
  'imports.rejects': Of<Imports[5]>;
  'workspaces.update': Ask<
    Partial<{
      name: string;
      timezone: string;
      weekStart: 'monday' | 'sunday';
      currency: string;
      countingUnit: 'customer' | 'account';
      voice: 'tu' | 'vous';
      smallestDifference: number;
    }>,
    { workspace: Seat; rebuilding: boolean }
  >;
  'users.list': Ask<Nothing, { users: Member[]; invitations: Invitation[] }>;
  'users.invite': Ask<
    { email: string; role: Role },
    { invitation: Invitation; link: string; sent: boolean; expiresAt: string }
  >;
  'users.withdraw-invitation': Ask<{ id: string }, { withdrawn: true }>;
  'users.change-role': Ask<{ id: string; role: Role }, { user: Member }>;
  'users.remove': Ask<{ id: string }, { removed: true }>;
  'users.reset-link': Ask<{ id: string }, { link: string; sent: boolean; expiresAt: string }>;
  'keys.list': Ask<Nothing, { keys: ApiKey[] }>;
  'keys.create': Ask<
    { name: string; scopes: Permission[]; expiresAt?: string },
    { key: ApiKey; secret: string }
  >;
  'keys.revoke': Ask<{ id: string }, { key: ApiKey }>;
  'audit.list': Ask<{ before?: number; limit?: number }, { entries: AuditEntry[]; next: number | null }>;
  'audit.verify': Ask<Nothing, { whole: true; entries: number } | { whole: false; brokenAt: number }>;
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
  'events.accounting': Ask<Nothing, Accounting & { bySource: (Accounting & { source: number })[] }>;
  'retention.grid': { input: z.input<typeof RetentionAsk>; output: RetentionGrid };
  'retention.people': { input: z.input<typeof RetentionPeopleAsk>; output: RetentionPeople };
  'retention.trend': { input: z.input<typeof RetentionTrendAsk>; output: RetentionTrend };
  'retention.compare': { input: z.input<typeof CompareAsk>; output: Compared };
  'lists.list': { input: Record<string, never>; output: { lists: List[] } };
  'lists.save': {
    input: { name: string; unit: 'customer' | 'account'; from: z.input<typeof RetentionPeopleAsk> };
    output: { list: List };
  };
  'questions.list': { input: Record<string, never>; output: { questions: Question[] } };
  'questions.save': {
    input: { name: string; operation: string; ask: unknown };
    output: { question: Question };
  };
  'questions.delete': { input: { id: string }; output: unknown };
  'events.catalogue': {
    input: Record<string, never>;
    output: {
      first: string | null;
      last: string | null;
      events: { event: string; count: number; properties: string[] }[];
      traits: string[];
    };
  };
}

export type OperationName = keyof Asked;
