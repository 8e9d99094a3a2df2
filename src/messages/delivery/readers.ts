import type { Workspace } from '#src/access/index.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import type { Channel } from '#src/customers/consent/index.ts';
import { latestTraits } from '#src/customers/traits/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';

/** Whom a message is for, as they are known now. */
export interface Reader {
  /** Their number now. */
  readonly customer: number;
  readonly traits: ReadonlyMap<string, string>;
  /** IANA zone whose clock counts for them. */
  readonly zone: string;
}

interface Engines {
  readonly workspace: Workspace;
  readonly records: Transaction;
  readonly warehouse: WorkspaceWarehouse;
}

/** People by the ids under which intents name them; ids that nobody bears any more are left out. */
export async function readersOf(
  { workspace, records, warehouse }: Engines,
  ids: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Reader>> {
  const numbers = await numbersOf(records, ids);
  const customers = [...new Set(numbers.values())];
  const told = customers.length === 0 ? [] : await warehouse.rows(latestTraits(customers, new Date(now)));
  const traitsOf = Map.groupBy(told, ({ customer }) => customer);
  return new Map(
    [...numbers].map(([id, customer]) => {
      const traits = new Map((traitsOf.get(customer) ?? []).map(({ trait, value }) => [trait, value]));
      return [id, { customer, traits, zone: zoneOf(traits) ?? workspace.timezone }];
    }),
  );
}

const zoneTraits = ['timezone', 'timeZone', 'time_zone'];
const zoneOf = (traits: ReadonlyMap<string, string>): string | undefined =>
  zoneTraits.flatMap((trait) => traits.get(trait) ?? []).flatMap((zone) => zoneNamed(zone) ?? [])[0];

const named = new Map<string, string | undefined>();

/** A zone by its one name, whatever its capitals: what is kept of each zone is kept once. */
function zoneNamed(told: string): string | undefined {
  if (named.has(told)) return named.get(told);
  let zone: string | undefined;
  try {
    zone = new Intl.DateTimeFormat('en', { timeZone: told }).resolvedOptions().timeZone;
  } catch {
    zone = undefined; // no zone: the workspace's counts
  }
  if (named.size < 10_000) named.set(told, zone); // what people send is not kept without end
  return zone;
}

/** Traits that say where somebody is reached, best first. */
const addressTraits: Readonly<Record<Channel, readonly string[]>> = {
  email: ['email'],
  sms: ['phone', 'phoneNumber', 'phone_number', 'mobile'],
  whatsapp: ['phone', 'phoneNumber', 'phone_number', 'mobile'],
  phone: ['phone', 'phoneNumber', 'phone_number', 'mobile'],
  web_push: [],
  in_app: [],
  post: [],
};

/** Where a channel reaches somebody; undefined where nobody told. */
export const addressOf = ({ traits }: Reader, channel: Channel): string | undefined =>
  addressTraits[channel].flatMap((trait) => traits.get(trait)?.trim() || [])[0];
