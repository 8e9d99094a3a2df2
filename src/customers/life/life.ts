import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { dateText, dayNumber, firstDayOf, periodOf, startOfDay } from '#src/customers/calendar/index.ts';
import { contractsInForce, isRunning, monthlyAmounts } from '#src/customers/contracts/index.ts';
import { framed } from '#src/customers/frame/index.ts';
import { deedsOf, lifeRows, movesIn, numbersNamed, visitsOf } from '#src/customers/phase-keeping/index.ts';
import { type Basis, basisOf, type JudgedOffer } from '#src/customers/phase-rules/index.ts';
import { numberOf } from '#src/customers/profiles/index.ts';
import type { Life, LifeAsk } from './ask.ts';
import { boughtIn, minor, type Order, paid, sumOf } from './bought.ts';
import { oursIn } from './ours.ts';
import { activityOf, toldOf, userIdsOf } from './queries.ts';
import { rhythmOf } from './rhythm.ts';

/** A person's calendar: which week an instant lies in. */
interface Weeks {
  readonly first: number;
  readonly count: number;
  readonly today: number;
  readonly dayOf: (at: number) => number;
  /** Place among the weeks; outside of them it is none of theirs. */
  readonly placeOf: (day: number) => number;
}

/**
 * One person's life by week: what they did, their visits and purchases, phases, contracts, what we did and what came of it.
 * Two rounds of statements that each read by the customer's key.
 *
 * @throws DomainError `customers.unknown`
 */
export async function lifeOf(context: Context, ask: LifeAsk): Promise<Life> {
  const { records, warehouse, workspace, clock } = context;
  const now = clock.now();
  const customer = await numberOf(records, ask);
  const weeks = weeksOf(context, ask.weeks);
  const from = startOfDay(weeks.first, workspace.timezone);
  const [basis, ids, lives, activity, told] = await Promise.all([
    basisOf(records, workspace),
    records.rows(userIdsOf(customer)),
    warehouse.rows(lifeRows(customer)),
    warehouse.rows(activityOf(customer, { zone: workspace.timezone, from, now })),
    warehouse.rows(toldOf(customer, now)),
  ]);
  const headline = lives[0];
  const offer = offerOf(basis, headline?.offer);
  const [visits, [deeds], contracts] = await Promise.all([
    visitsAt(context, offer, customer),
    warehouse.rows(deedsOf(basis.meant, numbersNamed([customer]))),
    contractsHeld(
      context,
      ids.map(({ id }) => id),
    ),
  ]);
  const known = visits?.filter((at) => at < now) ?? null;
  const orders = (deeds?.orders ?? []).filter(([at]) => at < now);
  const refunds = (deeds?.refunds ?? []).filter(([at]) => at < now);
  const shown = shownWeeks(weeks, [
    activity[0]?.on_day,
    ...orders.map(([at]) => weeks.dayOf(at)),
    startOf(contracts, weeks),
  ]);
  return {
    customer,
    weeks: Array.from({ length: shown.count }, (_, place) => dateText(shown.first + 7 * place)),
    to: dateText(weeks.today),
    activity: inWeeks(
      shown,
      activity.map(({ on_day, events }) => [on_day, Number(events)]),
    ),
    visits:
      known === null
        ? null
        : {
            offer: offer?.name ?? '',
            weeks: inWeeks(
              shown,
              known.map((at) => [weeks.dayOf(at), 1]),
            ),
          },
    purchases: purchasesIn(shown, orders),
    bands: headline === undefined ? [] : bandsOf(movesIn(headline), now),
    ours: oursIn(told, known === null ? null : known.map(weeks.dayOf), weeks.dayOf).map(
      ({ customer: _, ...one }) => one,
    ),
    tickets: told
      .filter(({ event }) => event.startsWith('Ticket '))
      .map(({ at, event, topic }) => ({ at: iso(at), event, topic: topic || null })),
    contracts: contracts
      .map((contract) => ({ ...contract, running: isRunning(contract, now) }))
      .sort(byRunning),
    monthly: monthlyAmounts(contracts, now),
    bought: boughtIn(orders, refunds),
    rhythm: known === null ? null : rhythmIn(known, offer, weeks),
  };
}

const byRunning = (a: Life['contracts'][number], b: Life['contracts'][number]): number =>
  Number(b.running) - Number(a.running) ||
  Date.parse(b.startsAt) - Date.parse(a.startsAt) ||
  (a.contract < b.contract ? -1 : 1);

const iso = (at: number): string => new Date(at).toISOString();

function weeksOf({ workspace, clock }: Pick<Context, 'workspace' | 'clock'>, count: number): Weeks {
  const localDay = dayOf(workspace.timezone);
  const dayNumberOf = (at: number) => dayNumber(localDay(at));
  const today = dayNumberOf(clock.now());
  const thisWeek = firstDayOf(periodOf(today, 'week', workspace.weekStart), 'week', workspace.weekStart);
  const first = thisWeek - 7 * (count - 1);
  return { first, count, today, dayOf: dayNumberOf, placeOf: (day) => Math.floor((day - first) / 7) };
}

/** From the first week of which anything is told on, four at least. */
function shownWeeks(weeks: Weeks, days: readonly (number | undefined)[]): Weeks {
  const places = days.flatMap((day) => (day === undefined ? [] : [Math.max(0, weeks.placeOf(day))]));
  const skipped = Math.min(Math.min(...places, weeks.count), weeks.count - 4);
  const first = weeks.first + 7 * skipped;
  return { ...weeks, first, count: weeks.count - skipped, placeOf: (day) => Math.floor((day - first) / 7) };
}

function inWeeks({ count, placeOf }: Weeks, told: readonly (readonly [day: number, by: number])[]): number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (const [day, by] of told) {
    const place = placeOf(day);
    if (place >= 0 && place < count) sums[place] = (sums[place] ?? 0) + by;
  }
  return sums;
}

/** The offer of the headline life; of somebody without a life the one that all is about. */
const offerOf = ({ offers, sole }: Basis, name: string | undefined): JudgedOffer | undefined =>
  offers.find((one) => one.name === (name ?? sole ?? ''));

/** Instants of visits, in order; null where nobody said what a visit is. */
async function visitsAt(
  context: Context,
  offer: JudgedOffer | undefined,
  customer: number,
): Promise<readonly number[] | null> {
  const visit = offer?.visit;
  if (visit === null || visit === undefined) return null;
  const frame = await framed(context, { unit: 'customer', people: [], includeMarked: false });
  const [row] = await context.warehouse.rows(visitsOf(frame, visit, numbersNamed([customer])));
  return row?.at ?? [];
}

type Contracts = readonly Omit<Life['contracts'][number], 'running'>[];

async function contractsHeld(
  { records, workspace, clock }: Context,
  holders: readonly string[],
): Promise<Contracts> {
  if (holders.length === 0) return [];
  const asOf = new Date(clock.now());
  return records.rows(
    contractsInForce({ workspace: workspace.number, asOf, holderKind: 'customer', holders }),
  );
}

const startOf = (contracts: Contracts, { dayOf: localDay }: Weeks): number | undefined => {
  const starts = contracts.map(({ startsAt }) => Date.parse(startsAt));
  return starts.length === 0 ? undefined : localDay(Math.min(...starts));
};

function purchasesIn(weeks: Weeks, orders: readonly Order[]): Life['purchases'] {
  const byCurrency = Map.groupBy(paid(orders), ([, , , , currency]) => currency);
  return [...byCurrency].sort().map(([currency, own]) => {
    const byWeek = Map.groupBy(own, ([at]) => weeks.placeOf(weeks.dayOf(at)));
    return {
      currency,
      weeks: Array.from({ length: weeks.count }, (_, place) =>
        String(minor(sumOf(byWeek.get(place) ?? []), currency)),
      ),
    };
  });
}

/** Moves that change nothing one sees are one band. */
function bandsOf(moves: ReturnType<typeof movesIn>, now: number): Life['bands'] {
  const known = moves.filter(({ at }) => at < now);
  const begins = known.filter(
    ({ phase, status }, place) => phase !== known[place - 1]?.phase || status !== known[place - 1]?.status,
  );
  return begins.map(({ at, phase, status }, place) => {
    const next = begins[place + 1];
    return { phase, status, from: iso(at), to: next === undefined ? null : iso(next.at) };
  });
}

function rhythmIn(
  visits: readonly number[],
  offer: JudgedOffer | undefined,
  { dayOf: localDay, today }: Weeks,
) {
  const era = offer?.eras.at(-1);
  if (era === undefined) return null;
  const days = [...new Set(visits.map(localDay))];
  return rhythmOf(visits.length, days, today, { warning: era.rule.warning, law: era.law });
}
