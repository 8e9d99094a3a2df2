import { type Sql, sql } from './sql.ts';

/**
 * The first numbers of our advisory locks in PostgreSQL; the second is that of the workspace, or 0 for the whole
 * installation. One table, so that no two kinds of work wait for each other unawares.
 */
export const lockNumbers = {
  /** One writer per chain of the audit log. */
  audit: 7420,
  /** One import of events; held for as long as it lasts. */
  imports: 7421,
  /** Who is who; held while events that carry its numbers are stored. */
  identity: 7422,
  journeyMaps: 7423,
  dashboards: 7424,
  notes: 7425,
  /** One import of figures of campaigns: what a row replaces is then what stands in the log. */
  campaignFigures: 7426,
  /** Names of definitions in use. */
  definitionNames: 7427,
  /** Of two administrators who would remove each other, one stays. */
  administrators: 7428,
  /** Loading and removing demos; held for as long as it lasts. */
  demos: 7429,
  /** Which addresses workspaces have. */
  slugs: 7430,
  /** What is kept up to date as events arrive; held for a turn. */
  upkeep: 7431,
  /** Who records contracts: of two versions of one contract one is the later. */
  contracts: 7432,
  /** Who decides what goes out to a person: caps are counted one decision after the other. The second number is made of the person. */
  contacts: 7433,
  remarks: 7440,
  tasks: 7441,
  /** Promises that events tell are taken up one reading at a time. */
  promises: 7442,
  /** Who records consents: of two the later is told apart by the order in which they were recorded. */
  consent: 7443,
  /** Held while a store is looked at and changed: two starts at once follow one another. It has no second number. */
  schema: 7_420_001,
  /** Workers that live. The second number is made of their name. */
  workers: 7_420_002,
} as const;

/** Kinds of work that are done one at a time, in a workspace or in the whole installation. */
export type Lock = Exclude<keyof typeof lockNumbers, 'schema' | 'workers'>;

/** Waits until nobody else holds the lock, and holds it until the transaction ends. */
export const locked = (of: Lock, workspace: number): Sql =>
  sql`select pg_advisory_xact_lock(${lockNumbers[of]}::integer, ${workspace}::integer)`;
