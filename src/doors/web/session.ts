import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Permission } from '#src/access/index.ts';
import { call } from './problem.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'fr' | 'en';
  readonly installationAdmin: boolean;
  readonly totp: boolean;
}

export type Role = 'viewer' | 'editor' | 'admin';

/** A workspace as the reader may use it. */
export interface Seat {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly timezone: string;
  readonly weekStart: 'monday' | 'sunday';
  readonly currency: string;
  readonly countingUnit: 'customer' | 'account';
  readonly voice: 'tu' | 'vous';
  /** Share in 0–1. */
  readonly smallestDifference: number;
  readonly demo: string | null;
}

export interface Session {
  readonly user: User | null;
  readonly workspaces: readonly Seat[];
  readonly setupNeeded: boolean;
  readonly mail: boolean;
  readonly language: 'fr' | 'en';
  readonly version: string;
}

/** Who reads, and which workspaces they may open. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await call('/api/session', { signal })) as Session,
  staleTime: 60_000,
});

export const useSession = (): Session | undefined => useQuery(sessionQuery).data;

/** Asks again who reads, after a sign-in, a sign-out or a change of rights. */
export const readSessionAgain = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ queryKey: sessionQuery.queryKey });

/** A step of the session's own routes, such as `sign-in`. */
export const sessionStep = (step: string, body: unknown): Promise<unknown> =>
  call(`/api/session/${step}`, { method: 'POST', body });
