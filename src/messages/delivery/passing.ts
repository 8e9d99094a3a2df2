import { lockNumbers } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { type Channel, standingOf } from '#src/customers/consent/index.ts';
import {
  type AdoptedRules,
  type AtTheGate,
  type Contact,
  gate,
  isHeld,
  lengthOf,
  rulesInForce,
  type Verdict,
} from '#src/decisions/contact-rules/index.ts';
import {
  type ClaimedIntent,
  contactsOf,
  type Settled,
  type Settling,
  settleIntents,
} from '#src/decisions/intents/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { addressKind, suppressedAmong } from '#src/messages/suppressions/index.ts';
import { addressOf, type Reader } from './readers.ts';

/** What whoever decided a message says of it at the second of its hand-over. */
export interface Wish {
  /** Why it is not wanted any more; null: it is. */
  readonly unwanted: string | null;
  readonly paused: boolean;
}

/** Asked of those who decide: what is not in the answer is wanted. */
export type Wishes = (
  tx: Transaction,
  intents: readonly ClaimedIntent[],
) => Promise<ReadonlyMap<string, Wish>>;

/** Who gets nothing that may be held back, so that effects can be told. */
export type HeldOut = (tx: Transaction, customers: readonly number[]) => Promise<ReadonlySet<number>>;

/** A message that may go out now, and how. */
export interface Passed {
  readonly intent: ClaimedIntent;
  readonly reader: Reader;
  readonly channel: Channel;
  readonly address: string;
}

/** What is asked at the gate beside what the records say. */
export interface GateKeepers {
  readonly wishes: Wishes;
  readonly heldOut: HeldOut;
  /** Channels that a provider stands behind. */
  readonly channels: ReadonlySet<Channel>;
}

/**
 * Asks the gate about claimed intents and writes down what it says, in one transaction in which nobody else decides about the same
 * people: what passes counts against their caps from then on. Who became somebody else's since they were read is looked at again.
 *
 * @param readers by the ids under which the intents name people
 */
export async function passThrough(
  tx: Transaction,
  settling: Settling,
  intents: readonly ClaimedIntent[],
  readers: ReadonlyMap<string, Reader>,
  keepers: GateKeepers,
): Promise<Passed[]> {
  const customers = [...new Set([...readers.values()].map(({ customer }) => customer))];
  await holdPeople(tx, settling.workspace, customers);
  const numbers = await numbersOf(tx, [...readers.keys()]);
  const rules = await rulesInForce(tx);
  const facts = await factsOf(tx, settling, { intents, readers, customers, rules, keepers });
  const passed: Passed[] = [];
  const settled: Settled[] = [];
  for (const intent of intents) {
    const reader = readers.get(intent.person.id);
    if (numbers.get(intent.person.id) !== reader?.customer) {
      settled.push({ ...unsettled, id: intent.id, state: 'waiting', reason: 'moved', dueAt: settling.now });
      continue;
    }
    const { verdict, channel } = judged(rules, intent, reader, facts, settling.now);
    settled.push(settledBy(intent, verdict, channel));
    if (verdict.says !== 'go' || reader === undefined || channel === null) continue;
    passed.push({ intent, reader, channel, address: addressOf(reader, channel) ?? '' });
    if (isHeld(intent.purpose))
      facts.contacts.get(reader.customer)?.push({ at: settling.now, channel, purpose: intent.purpose });
  }
  const mine = await settleIntents(tx, settling, settled);
  return passed.filter(({ intent }) => mine.has(intent.id));
}

/** Others who decide about the same people wait; taken in one order, so that no two wait for each other. */
async function holdPeople(tx: Transaction, workspace: number, customers: readonly number[]): Promise<void> {
  await tx.run(sql`
    select pg_advisory_xact_lock(${lockNumbers.contacts}::integer, key)
    from (
      select distinct hashint8(${workspace}::bigint << 32 | customer) as key
      from unnest(${customers}::integer[]) as customer
      order by key
    ) as people`);
}

interface Facts {
  readonly contacts: Map<number, Contact[]>;
  readonly standing: Awaited<ReturnType<typeof standingOf>>;
  readonly suppressed: ReadonlyMap<string, string>;
  readonly wishes: ReadonlyMap<string, Wish>;
  readonly heldOut: ReadonlySet<number>;
  readonly channels: ReadonlySet<Channel>;
}

async function factsOf(
  tx: Transaction,
  { workspace, now }: Settling,
  {
    intents,
    readers,
    customers,
    rules,
    keepers,
  }: {
    readonly intents: readonly ClaimedIntent[];
    readonly readers: ReadonlyMap<string, Reader>;
    readonly customers: readonly number[];
    readonly rules: AdoptedRules;
    readonly keepers: GateKeepers;
  },
): Promise<Facts> {
  const without = intents.map(({ id }) => id);
  const longest = Math.max(0, ...rules.rules.caps.map(lengthOf));
  const contacts = new Map<number, Contact[]>(customers.map((customer) => [customer, []]));
  for (const { customer, ...contact } of await contactsOf(tx, customers, { since: now - longest, without }))
    contacts.get(customer)?.push(contact);
  const wanted = intents.flatMap(({ person, channels }) => {
    const reader = readers.get(person.id);
    return channels.flatMap((channel) => {
      const kind = addressKind(channel);
      const address = reader === undefined ? undefined : addressOf(reader, channel);
      return kind === null || address === undefined ? [] : [{ kind, address }];
    });
  });
  const found = await suppressedAmong(tx, workspace, wanted);
  return {
    contacts,
    standing: await standingOf(tx, customers),
    suppressed: new Map(
      wanted.flatMap(({ kind, address }, i) => (found[i] == null ? [] : [[`${kind}:${address}`, found[i]]])),
    ),
    wishes: await keepers.wishes(tx, intents),
    heldOut: await keepers.heldOut(tx, customers),
    channels: keepers.channels,
  };
}

/** The channel by which a message goes, or what the gate says of the last that was tried. */
function judged(
  { rules }: AdoptedRules,
  intent: ClaimedIntent,
  reader: Reader | undefined,
  facts: Facts,
  now: number,
): { verdict: Verdict; channel: Channel | null } {
  let refusal: { verdict: Verdict; channel: Channel | null } | undefined;
  for (const channel of intent.channels) {
    const verdict = gate(rules, atTheGate(intent, channel, reader, facts), now);
    if (verdict.says !== 'other_channel') return { verdict, channel };
    refusal ??= { verdict, channel };
  }
  if (refusal === undefined) throw new Error(`intent ${intent.id} names no channel`);
  return refusal;
}

function atTheGate(
  { id, purpose, topic, expiresAt }: ClaimedIntent,
  channel: Channel,
  reader: Reader | undefined,
  facts: Facts,
): AtTheGate {
  const wish = facts.wishes.get(id);
  const kind = addressKind(channel);
  const address = reader === undefined ? undefined : addressOf(reader, channel);
  const reachable = address !== undefined && facts.channels.has(channel);
  return {
    purpose,
    channel,
    expiresAt,
    unwanted: wish?.unwanted ?? null,
    paused: wish?.paused ?? false,
    address: reader === undefined ? 'erased' : reachable ? 'known' : 'none',
    consent:
      purpose === 'transactional' || purpose === 'contractual'
        ? 'allowed'
        : (facts.standing.get(reader?.customer ?? 0)?.of({ channel, purpose, topic }).state ?? 'unknown'),
    suppressed: (kind !== null && facts.suppressed.get(`${kind}:${address}`)) || null,
    heldOut: reader !== undefined && facts.heldOut.has(reader.customer),
    zone: reader?.zone ?? 'UTC',
    contacts: facts.contacts.get(reader?.customer ?? 0) ?? [],
  };
}

const unsettled = { channel: null, reason: null, detail: null, dueAt: null };

function settledBy({ id }: ClaimedIntent, verdict: Verdict, channel: Channel | null): Settled {
  const line = { ...unsettled, id, channel };
  if (verdict.says === 'go') return { ...line, state: 'passed' };
  const { reason, detail } = verdict;
  if (verdict.says === 'later') return { ...line, state: 'waiting', reason, detail, dueAt: verdict.until };
  return { ...line, state: 'refused', reason, detail };
}
