import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { askedName, type Deed, requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, type Frame, framed, limits } from '#src/customers/frame/index.ts';
import { deedAsked, requireWholePeriod, settledDeed, tellsPresence } from '#src/customers/value/index.ts';
import { type Newcomers, newcomersAsked } from '#src/insights/newcomers/index.ts';
import type { ScanAnswer, ScanAsk } from './scan-ask.ts';

/** A scan with its circumstances settled. */
export interface ScanPlan {
  readonly ask: ScanAsk;
  /** What counts as having stayed. */
  readonly back: Deed;
  readonly frame: Frame;
  readonly newcomers: Newcomers;
  /** Rising, each once. */
  readonly windows: readonly number[];
  readonly events: readonly string[];
  readonly leftOut: ScanAnswer['leftOut'];
  /** What puts people into halves: the same for every question of a workspace. */
  readonly salt: string;
}

/** More events than this are not tried: the least frequent are left out, and named. */
const mostEvents = 300;

/** What libraries send by themselves: nobody does it. */
const libraryCalls = new Set(['identify', 'alias', 'group']);

/**
 * Settles a scan: who is looked at, which events are tried.
 *
 * @throws DomainError `aha.outcome_inside_window`, `aha.nothing_to_try`, `insights.unknown_event`,
 * `insights.unknown_property`, `insights.empty_range`, `insights.no_such_date`, `value.window_too_short`, those of `settledDeed`
 * and of the people's conditions
 */
export async function scanPlan(context: Context, ask: ScanAsk): Promise<ScanPlan> {
  const windows = [...new Set(ask.windows)].sort((a, b) => a - b);
  requireLandmark(ask.outcome, windows.at(-1) ?? 1);
  const frame = await framed(context, ask);
  const newcomers = newcomersAsked(frame, ask);
  const back = await settledDeed(context, ask.return, 'return');
  requireWholePeriod(back, ask.outcome, 'outcome.to');
  await requireKnown(context, [
    { field: 'start', match: ask.start },
    ...deedAsked('return', back),
    ...(ask.left === null ? [] : [{ field: 'left', match: ask.left }]),
    ...(ask.events ?? []).map((event, i) => askedName(`events[${i}]`, event)),
    ...ask.exclude.map((event, i) => askedName(`exclude[${i}]`, event)),
  ]);
  const { events, leftOut } = await eventsTried(context, {
    ask,
    frame,
    newcomers,
    longest: windows.at(-1) ?? 1,
  });
  return { ask, back, frame, newcomers, windows, events, leftOut, salt: `aha:${context.workspace.id}` };
}

function requireLandmark(outcome: ScanAsk['outcome'], longest: number): void {
  if (outcome.from < longest) {
    throw new DomainError('aha.outcome_inside_window', {
      field: 'outcome.from',
      expected: `a day from ${longest} on, when the longest window is over: who has left by then cannot be told apart by what they did`,
      got: outcome.from,
    });
  }
  if (outcome.to >= outcome.from) return;
  throw new DomainError('insights.empty_range', {
    field: 'outcome.to',
    expected: `a day from ${outcome.from} on`,
    got: outcome.to,
  });
}

interface Among {
  readonly ask: ScanAsk;
  readonly frame: Frame;
  readonly newcomers: Newcomers;
  readonly longest: number;
}

async function eventsTried(engines: Engines, among: Among): Promise<Pick<ScanPlan, 'events' | 'leftOut'>> {
  const { ask } = among;
  const names = ask.events ?? (await frequentNames(engines, among));
  const leftOut: ScanAnswer['leftOut'] = [];
  const events: string[] = [];
  for (const event of new Set(names)) {
    const why = whyNot(ask, event) ?? (events.length >= mostEvents ? 'rare' : null);
    if (why === null) events.push(event);
    else leftOut.push({ event, why });
  }
  if (events.length === 0 && names.length > 0) {
    throw new DomainError('aha.nothing_to_try', {
      field: ask.events === null ? 'exclude' : 'events',
      expected: 'at least one event besides the start and those left out',
      got: names.length,
    });
  }
  return { events, leftOut };
}

function whyNot(ask: ScanAsk, event: string): Exclude<ScanAnswer['leftOut'][number]['why'], 'rare'> | null {
  if (event === ask.start.event) return 'start';
  if (ask.exclude.includes(event)) return 'asked';
  if (ask.events !== null) return null;
  if (libraryCalls.has(event)) return 'library';
  return !ask.presence && tellsPresence(event) ? 'presence' : null;
}

async function frequentNames(engines: Engines, { frame, newcomers, longest }: Among): Promise<string[]> {
  const rows = await engines.warehouse.rows(namesBetween(frame, newcomers, longest), limits(engines));
  return rows.map(({ event }) => event);
}

/** Names told while any window was open, most frequent first. ≤ 5,000 rows. */
const namesBetween = (frame: Frame, { from, to }: Newcomers, longest: number): Sql<{ event: string }> => sql`
  select event
  from ${frame.includeMarked ? everyName : countedNames(frame)}
  where day between ${typed('Date32', dateText(from - 1))} and ${typed('Date32', dateText(Math.max(from, to) + longest))}
  group by event
  order by sum(told) desc, event
  limit 5000`;

const countedNames = ({ layout }: Frame): Sql => sql`(
    select toString(event) as event, day, events as told
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', layout)}
  )`;

const everyName: Sql = sql`(
    select toString(event) as event, toDate32(time) as day, 1 as told
    from ${scoped('events')}
  )`;
