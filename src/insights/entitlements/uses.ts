import { decimalsOf } from '#src/basics/currency.ts';
import { type Engines, type Frame, framed } from '#src/customers/frame/index.ts';
import type { Entitlement } from '#src/customers/offers/index.ts';
import {
  countsOf,
  dayAt,
  type HeldContract,
  type Holder,
  heldAt,
  holderNamed,
  type KnownFacts,
  knownFacts,
  pastGrace,
  Reading,
  type Targets,
} from '#src/insights/health-measures/index.ts';
import type { UnusedAsk, UseState } from './ask.ts';

/** A feature that somebody pays for. */
export interface PaidFeature {
  readonly key: string;
  readonly name: string;
  readonly state: UseState;
  readonly why: 'no_events' | 'never_received' | 'not_watched_long_enough' | null;
  /** A month, in whole units of the currency; null where it is not told apart, or paid once. */
  readonly price: { readonly currency: string; readonly amount: number } | null;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** Someone who pays for declared features. */
export interface Payer {
  readonly holder: Holder;
  readonly features: readonly PaidFeature[];
}

/** What a question about paid features stands on. */
interface Ground {
  readonly frame: Frame;
  readonly known: KnownFacts;
  readonly days: number;
}

/**
 * Who pays for which feature, and whether it is used: those whose contracts are neither in trial nor paused.
 *
 * @throws DomainError `health.too_many`, `health.too_many_events`, those of the frame and of the people's conditions
 */
export async function payersOf(engines: Engines, ask: UnusedAsk): Promise<{ frame: Frame; payers: Payer[] }> {
  const ground = await groundOf(engines, ask);
  const { frame, known } = ground;
  const paying = await paidBy(engines, ground, { kind: 'all', at: [frame.asOf] });
  return { frame, payers: known.holders.map(paying).filter(({ features }) => features.length > 0) };
}

/**
 * What one holder pays for, none included; only its own events are counted.
 *
 * @param name an account's id, or a customer's number as text
 * @throws DomainError `health.unknown_holder`, those of `payersOf`
 */
export async function payerNamed(
  engines: Engines,
  ask: UnusedAsk,
  name: string,
): Promise<{ frame: Frame; payer: Payer }> {
  const ground = await groundOf(engines, ask);
  const { frame, known } = ground;
  const holder = holderNamed(known.holders, frame.unit, name);
  const paying = await paidBy(engines, ground, { kind: 'one', key: holder.key, at: [frame.asOf] });
  return { frame, payer: paying(holder) };
}

async function groundOf(engines: Engines, ask: UnusedAsk): Promise<Ground> {
  const frame = await framed(engines, ask);
  return { frame, known: await knownFacts(engines, frame), days: ask.days };
}

/** Tells holders among targets with what they pay for. */
async function paidBy(
  engines: Engines,
  { frame, known, days }: Ground,
  targets: Targets,
): Promise<(holder: Holder) => Payer> {
  const reading = new Reading();
  const places = new Map(
    [...known.offers.values()].flatMap(({ entitlements }) =>
      entitlements.map((one) => [
        one,
        reading.add({ what: 'events', match: one.match, window: { days, before: false } }),
      ]),
    ),
  );
  const counts = await countsOf(engines, frame, reading, targets);
  return (holder) => {
    const counted = counts(holder.key, 0) ?? [];
    const features = boughtBy(known, heldAt(known.versions.get(holder.key), frame.asOf)).map((bought) => {
      const uses = bought.all.reduce((sum, one) => sum + (counted[places.get(one) ?? -1] ?? 0), 0);
      return featureOf({ frame, known, holder, days }, bought, uses);
    });
    return { holder, features };
  };
}

/** A feature as contracts give it: bought more than once, it is paid for more than once. */
interface Bought {
  readonly all: readonly Entitlement[];
  /** Of those, what is paid again and again. */
  readonly recurring: readonly Entitlement[];
  readonly first: Entitlement;
  readonly since: number;
}

function boughtBy({ offers }: KnownFacts, held: readonly HeldContract[]): Bought[] {
  const bought = held
    .filter(({ state }) => state === 'paying')
    .flatMap(({ offer, offerSince, once }) =>
      (offers.get(offer)?.entitlements ?? []).map((entitlement) => ({
        entitlement,
        since: offerSince,
        once,
      })),
    );
  return [...Map.groupBy(bought, ({ entitlement }) => entitlement.key).values()].flatMap((own) => {
    const first = own[0]?.entitlement;
    const since = Math.min(...own.map((one) => one.since));
    if (first === undefined) return [];
    const all = own.map(({ entitlement }) => entitlement);
    const recurring = own.flatMap(({ entitlement, once }) => (once ? [] : [entitlement]));
    return [{ all, recurring, first, since }];
  });
}

interface At extends Ground {
  readonly holder: Holder;
}

function featureOf(at: At, { recurring, first, since }: Bought, uses: number): PaidFeature {
  const why = uses > 0 ? null : untold(at, first, since);
  const inGrace = !pastGrace(since, first.graceDays, at.frame.asOf, at.frame.zone);
  const state = uses > 0 ? 'used' : inGrace ? 'in_grace' : why === null ? 'unused' : 'unknown';
  return {
    key: first.key,
    name: first.name,
    state,
    why: state === 'unknown' ? why : null,
    price: priceOf(recurring),
    since,
  };
}

/** Why no use says nothing; null where it says that it is not used. */
function untold(
  { frame, known, holder, days }: At,
  { match }: Entitlement,
  since: number,
): PaidFeature['why'] {
  if (holder.since === null) return 'no_events';
  const first = known.firstDays.get(match.event ?? '');
  if (first === undefined || first >= frame.asOf) return 'never_received';
  return first > Math.max(since, dayAt(frame.asOf, -days, frame.zone)) ? 'not_watched_long_enough' : null;
}

/** Null where there is none, where one has no price, or where they are in several currencies. */
function priceOf(all: readonly Entitlement[]): PaidFeature['price'] {
  const priced = all.flatMap(({ price, currency }) =>
    price === null || currency === null ? [] : [{ price, currency }],
  );
  const [one] = priced;
  if (
    one === undefined ||
    priced.length < all.length ||
    priced.some(({ currency }) => currency !== one.currency)
  )
    return null;
  const sum = priced.reduce((total, { price }) => total + BigInt(price), 0n);
  return { currency: one.currency, amount: Number(sum) / 10 ** decimalsOf(one.currency) };
}
