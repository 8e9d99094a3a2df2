import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { DomainError } from '#src/basics/errors.ts';
import { contractsInForce, isRunning, versionsHeldBy } from '#src/customers/contracts/index.ts';
import { named } from '#src/customers/naming/index.ts';
import { offersOf } from '#src/customers/offers/index.ts';
import type { ShowAsk, Shown } from './ask.ts';
import { iso, soldTo } from './list.ts';
import {
  lastNamed,
  type MemberRow,
  memberCounts,
  membersOf,
  namedByEvents,
  ownersOf,
  traitsOf,
} from './queries.ts';

const shownPeople = 200;

type Engines = Pick<Context, 'records' | 'warehouse' | 'clock' | 'workspace'>;

/** All that is known of one account. @throws DomainError `accounts.unknown` */
export async function accountShown(context: Engines, ask: z.output<typeof ShowAsk>): Promise<Shown> {
  const { records, warehouse, clock, workspace } = context;
  const at = instantAsked(ask.asOf, { now: clock.now(), zone: workspace.timezone });
  const { account } = ask;
  const asOf = new Date(at);
  const own = { workspace: workspace.number, asOf, holderKind: 'account', holders: [account] } as const;
  const [counted, traits, members, [last], inForce, versions, [owner], offers, found] = await Promise.all([
    warehouse.rows(memberCounts({ asOf, account })),
    warehouse.rows(traitsOf(account, asOf)),
    warehouse.rows(membersOf(account, asOf, shownPeople)),
    warehouse.rows(lastNamed(account, asOf)),
    records.rows(contractsInForce(own)),
    records.rows(versionsHeldBy(own)),
    records.rows(ownersOf(workspace.number, account)),
    offersOf(records),
    warehouse.rows(namedByEvents(account, asOf)),
  ]);
  if (found.length === 0 && versions.length === 0 && owner === undefined) throw unknownAccount(account);
  const sold = soldTo(inForce, at);
  const versionsOf = Map.groupBy(versions, ({ contract }) => contract);
  return {
    account,
    name: traits.find(({ trait }) => trait === 'name')?.value ?? null,
    owner: owner === undefined ? null : { id: owner.owner, name: owner.name ?? owner.owner },
    members: Number(counted[0]?.members ?? 0),
    ...sold,
    lastSeen: latestOf(members, last?.at),
    traits: traits.map((one) => ({ ...one, at: iso(one.at) })),
    people: await peopleOf(context, members),
    agreements: inForce
      .map((current) => ({
        current,
        running: isRunning(current, at),
        versions: versionsOf.get(current.contract) ?? [],
      }))
      .sort((a, b) => Number(b.running) - Number(a.running)),
    entitled: offers.filter(({ name }) => sold.offers.includes(name)),
  };
}

async function peopleOf(context: Engines, members: readonly MemberRow[]): Promise<Shown['people']> {
  const people = await named(
    context,
    members.map(({ customer }) => customer),
  );
  return people.flatMap((person, i) => {
    const member = members[i];
    if (member === undefined) return [];
    const { since, latest, seen } = member;
    return [
      { ...person, since: iso(since), latest: Boolean(latest), lastSeen: seen === null ? null : iso(seen) },
    ];
  });
}

/** By an event that names it, or by one of a person whose latest account it is. */
function latestOf(members: readonly MemberRow[], namedAt: string | undefined): string | null {
  const seen = members.flatMap(({ latest, seen: at }) => (latest && at !== null ? [iso(at)] : []));
  if (namedAt !== undefined) seen.push(iso(namedAt));
  return seen.sort().at(-1) ?? null;
}

const unknownAccount = (got: string): DomainError =>
  new DomainError('accounts.unknown', {
    kind: 'not_found',
    field: 'account',
    expected: 'an account named by an event, a group call or a contract of this workspace',
    got,
  });
