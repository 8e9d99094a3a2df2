import { sql } from '#src/basics/sql.ts';
import { contractLedger } from '#src/customers/contracts/index.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import type { ImportParts } from '#src/events/imports/index.ts';
import { type InternalRule, type LoadPlace, RecentIds } from '#src/events/loading/index.ts';

/** What importing works with, over a test's engines. */
export function importParts(
  engines: Pick<ImportParts, 'warehouse' | 'records' | 'clock'>,
  folder: string,
): ImportParts {
  const { warehouse, records, clock } = engines;
  return {
    warehouse,
    records,
    clock,
    contracts: contractLedger,
    folder: { path: folder },
    loading: {
      warehouse,
      records,
      clock,
      recent: new RecentIds(86_400_000),
      known: new KnownNumbers(),
      placeOf: (workspace) =>
        records.row(sql<LoadPlace & { rules: InternalRule[] }>`
          select timezone, layout, internal_rules as rules
          from workspaces
          where number = ${workspace}`),
    },
  };
}
