import { createHash } from 'node:crypto';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import type { Move, MoveFacts, Phase, Reason, Status } from '#src/customers/phases/index.ts';
import type { Among } from './facts-rows.ts';
import type { OfferLife } from './told.ts';

/** Stands for the end of what lasts. */
export const stillWatched = 2_000_000_000;

/** Stands for the end of what lasts, as an instant. */
const forever = '2299-12-31 23:59:59.999';

const instant = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');

/** A life as a row of the warehouse, without its stamp: the same life makes the same text. */
export function rowOf(workspace: number, customer: number, one: OfferLife): string {
  const { life, bought, due } = one;
  const now = life.moves.at(-1);
  if (now === undefined) return aheadRow(workspace, customer, one);
  const currencies = [...bought.keys()].sort();
  return JSON.stringify({
    workspace_id: workspace,
    customer,
    offer: one.offer,
    known: true,
    headline: one.headline,
    led_from: one.led.map(({ from }) => instant(from)),
    led_to: one.led.map(({ to }) => (to === null ? forever : instant(to))),
    phase: now.phase,
    status: now.status,
    since: instant(now.at),
    due: due === null ? null : instant(due),
    last_visit: life.lastVisit === null ? null : instant(life.lastVisit),
    monthly: String(one.monthly),
    currency: one.currency,
    bought: currencies.map((currency) => String(bought.get(currency) ?? 0)),
    bought_in: currencies,
    ...movesOf(life.moves),
    warned_on: life.warnings.map(({ on }) => on),
    warned_after: life.warnings.map(({ limit }) => limit),
    warned_last: life.warnings.map(({ lastVisit }) => lastVisit),
    warned_back: life.warnings.map(({ back }) => back ?? -1),
    warned_acted: life.warnings.map(({ acted }) => acted),
    watched_from: life.watched.map(({ from }) => from),
    watched_to: life.watched.map(({ to }) => (to === Number.POSITIVE_INFINITY ? stillWatched : to)),
  });
}

const movesOf = (moves: readonly Move[]) => ({
  moves_at: moves.map(({ at }) => instant(at)),
  moves_phase: moves.map(({ phase }) => phase),
  moves_status: moves.map(({ status }) => status),
  moves_rule: moves.map(({ rule }) => rule),
  moves_reason: moves.map(({ reason }) => reason),
  moves_facts: moves.map(({ facts }) => JSON.stringify(facts)),
});

/** What takes the place of a life of which nothing is left. */
export const goneRow = (workspace: number, customer: number, offer: string): string =>
  aheadRow(workspace, customer, { offer, due: null });

/** A life that has not begun: nobody sees it, and it is looked at when it is due. */
const aheadRow = (
  workspace: number,
  customer: number,
  { offer, due }: Pick<OfferLife, 'offer' | 'due'>,
): string =>
  JSON.stringify({
    workspace_id: workspace,
    customer,
    offer,
    known: false,
    headline: false,
    phase: '',
    status: '',
    since: instant(0),
    due: due === null ? null : instant(due),
  });

/** A row as it goes in: with its fingerprint, by which a life that did not change is told, and its stamp. */
export function stamped(row: string, stamp: number): string {
  return `${row.slice(0, -1)},"said":"${fingerprint(row)}","stamp":"${stamp}"}`;
}

export const fingerprint = (row: string): string => createHash('md5').update(row).digest('hex');

/** A life as it stands, as far as the next one is held against it. */
export interface StoredLife {
  readonly customer: number;
  readonly offer: string;
  readonly said: string;
  readonly at: readonly number[];
  readonly phase: readonly Phase[];
  readonly status: readonly Status[];
}

/** Lives as they stand, those that have not begun too, read with `settings final = 1`. Grain: (customer, offer). */
export const storedLives = (among: Among): Sql<StoredLife> => sql<StoredLife>`
  select customer, offer, said, arrayMap(at -> toFloat64(toUnixTimestamp64Milli(at)), moves_at) as at,
    moves_phase as phase, moves_status as status
  from ${scoped('phase_lives')}
  where (known or due is not null) and ${among(sql`customer`)}`;

/** Where somebody stands. */
export interface Standing {
  readonly phase: Phase;
  readonly status: Status;
}

/** Headline lives as they stand, read with `settings final = 1`. Grain: a customer in any phase. */
export const standings = (among: Among): Sql<Standing & { customer: number }> => sql`
  select customer, phase, status
  from ${scoped('phase_lives')}
  where known and headline and ${among(sql`customer`)}`;

/** A history as it is stored. */
export interface StoredMoves {
  readonly moves_at: readonly string[];
  readonly moves_phase: readonly Phase[];
  readonly moves_status: readonly Status[];
  readonly moves_rule: readonly number[];
  readonly moves_reason: readonly Reason[];
  readonly moves_facts: readonly string[];
}

/** The moves of a stored history; instants are epoch milliseconds. */
export const movesIn = (row: StoredMoves): Move[] =>
  row.moves_at.map((at, place) => ({
    at: instantIn(at),
    phase: row.moves_phase[place] ?? 'conquest',
    status: row.moves_status[place] ?? 'none',
    rule: row.moves_rule[place] ?? 0,
    reason: row.moves_reason[place] ?? 'touched',
    facts: JSON.parse(row.moves_facts[place] ?? '{}') as MoveFacts, // written by rowOf
  }));

/** One life as it is stored. */
export interface StoredHistory extends StoredMoves {
  readonly offer: string;
  readonly headline: boolean;
  readonly led_from: readonly string[];
  readonly led_to: readonly string[];
  readonly due: string | null;
  readonly last_visit: string | null;
  readonly monthly: string;
  readonly currency: string;
}

/** Every life of one customer, the headline first. Grain: an offer. */
export const lifeRows = (customer: number): Sql<StoredHistory> => sql<StoredHistory>`
  select offer, headline, led_from, led_to, due, last_visit, monthly, currency, moves_at, moves_phase, moves_status, moves_rule, moves_reason, moves_facts
  from ${scoped('phase_lives')}
  where customer = ${typed('UInt32', customer)}
    and known
  order by headline desc, offer
  settings final = 1`;

/** Whether a stored life was the headline just before an instant, epoch milliseconds. */
export const ledIn = (
  { led_from, led_to }: Pick<StoredHistory, 'led_from' | 'led_to'>,
  at: number,
): boolean =>
  led_from.some((from, place) => instantIn(from) < at && instantIn(led_to[place] ?? forever) >= at);

const instantIn = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);
