import { setImmediate as others } from 'node:timers/promises';
import type { Workspace } from '#src/access/index.ts';
import { knownDays } from '#src/customers/calendar/index.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import type { Basis } from '#src/customers/phase-rules/index.ts';
import { localDays } from '#src/customers/phases/index.ts';
import type { AskOptions, WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import {
  type Among,
  type ContractsRow,
  contractsOf,
  type DeedsRow,
  deedsOf,
  visitsOf,
} from './facts-rows.ts';
import { type Standing, standings } from './rows.ts';
import { livesOf, type OfferLife } from './told.ts';

/** What lives are told from. */
export interface Reading {
  readonly workspace: Workspace;
  readonly warehouse: WorkspaceWarehouse;
  readonly basis: Basis;
  /** Epoch milliseconds, exclusive. */
  readonly asOf: number;
  readonly signal?: AbortSignal | undefined;
}

/** So many lives, then others have their turn: some ten milliseconds. */
const inOneGo = 200;

export const readingLimits = (signal?: AbortSignal): AskOptions => ({
  seconds: 120,
  memory: 3 * 2 ** 30,
  settings: { final: 1 },
  ...(signal === undefined ? {} : { signal }),
});

/**
 * The lives of some customers: of whoever is among them and did anything, or has a contract.
 *
 * Three statements, whatever their number: deeds, visits by each definition of value, and contracts. A history of contracts is
 * told as it comes and let go: kept until all were read, a million versions took 238 MB.
 *
 * @returns by customer, those with contracts first; those without a life, or one to come, are not there
 */
export async function livesAmong(reading: Reading, among: Among): Promise<Map<number, OfferLife[]>> {
  const { workspace, basis, asOf, warehouse, signal } = reading;
  const [deeds, visits] = await Promise.all([deedsByCustomer(reading, among), visitsByOffer(reading, among)]);
  const circumstances = { days: localDays(workspace.timezone), asOf, currency: workspace.currency };
  const found = new Map<number, OfferLife[]>();
  let done = 0;
  const tell = async (customer: number, versions: ContractsRow['versions']): Promise<void> => {
    const read = {
      customer,
      deeds: deeds.get(customer),
      versions,
      visits: (offer: string) => {
        const own = visits.get(offer);
        return own === undefined || own === null ? null : (own.get(customer) ?? []);
      },
    };
    const lives = livesOf(read, basis, circumstances);
    if (lives.length > 0) found.set(customer, lives);
    deeds.delete(customer);
    done += 1;
    if (done % inOneGo !== 0) return;
    signal?.throwIfAborted();
    await others();
  };
  for await (const row of warehouse.stream(contractsOf(among, asOf), readingLimits(signal)))
    await tell(row.customer, row.versions);
  for (const customer of [...deeds.keys()]) await tell(customer, []);
  return found;
}

async function deedsByCustomer({ warehouse, basis, signal }: Reading, among: Among) {
  const found = new Map<number, DeedsRow>();
  for await (const row of warehouse.stream(deedsOf(basis.meant, among), readingLimits(signal)))
    found.set(row.customer, row);
  return found;
}

type ByCustomer = ReadonlyMap<number, readonly number[]>;

/** Visits by offer; null where nobody said what a visit is. Offers of the same value are read once. */
async function visitsByOffer(reading: Reading, among: Among): Promise<Map<string, ByCustomer | null>> {
  const { warehouse, basis, signal } = reading;
  const frame = frameOf(reading);
  const read = new Map<string, ByCustomer>();
  const found = new Map<string, ByCustomer | null>();
  for (const { name, visit } of basis.offers) {
    if (visit === null) {
      found.set(name, null);
      continue;
    }
    const key = JSON.stringify(visit);
    const known = read.get(key);
    const own = known ?? new Map<number, readonly number[]>();
    if (known === undefined) {
      const rows = warehouse.stream(visitsOf(frame, visit, among), readingLimits(signal));
      for await (const row of rows) (own as Map<number, readonly number[]>).set(row.customer, row.at);
      read.set(key, own);
    }
    found.set(name, own);
  }
  return found;
}

/** Where customers stand as it is kept, by their number. */
export async function standingAmong(
  warehouse: WorkspaceWarehouse,
  among: Among,
  signal?: AbortSignal,
): Promise<Map<number, Standing>> {
  const found = new Map<number, Standing>();
  for await (const { customer, ...standing } of warehouse.stream(standings(among), readingLimits(signal)))
    found.set(customer, standing);
  return found;
}

/** The circumstances of a question about everyone. */
export const frameOf = ({ workspace, asOf }: Pick<Reading, 'workspace' | 'asOf'>): Frame => ({
  unit: 'customer',
  zone: workspace.timezone,
  weekStart: workspace.weekStart,
  layout: workspace.layout,
  asOf,
  known: knownDays(asOf, workspace.timezone),
  wanted: { keep: [], drop: [] },
  includeMarked: false,
});
