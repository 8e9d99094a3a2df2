import type { Permission } from '#src/access/index.ts';
import type { Role, Seat } from '../session.ts';
import type { ApiKey, AuditEntry, Invitation, Member } from '../shapes.ts';
import type { Ask, Nothing } from './of.ts';

/** Of the workspace, its people, its keys and its log. */
export interface AskedOfAccess {
  'demo.list': Ask<Nothing, { kind: string | null; planted: string[] }>;
  'demo.remove': Ask<Nothing, { removing: boolean }>;

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
  'users.turn-off-totp': Ask<{ id: string }, { totp: false }>;
  'users.reset-link': Ask<{ id: string }, { link: string; sent: boolean; expiresAt: string }>;

  'keys.list': Ask<Nothing, { keys: ApiKey[] }>;
  'keys.create': Ask<
    { name: string; scopes: Permission[]; expiresAt?: string },
    { key: ApiKey; secret: string }
  >;
  'keys.revoke': Ask<{ id: string }, { key: ApiKey }>;

  'audit.list': Ask<{ before?: number; limit?: number }, { entries: AuditEntry[]; next: number | null }>;
  'audit.verify': Ask<Nothing, { whole: true; entries: number } | { whole: false; brokenAt: number }>;
}
