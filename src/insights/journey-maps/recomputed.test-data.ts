/**
 * A map counted once more, one person and one event at a time, from the definitions in docs/methods/journey-map.md.
 *
 * Shares nothing with the implementation but the words of the question.
 */
import { dateIn, type ToldEvent } from '#src/insights/testing/index.ts';
import { boundSteps, type Drawn, type MapStep } from './drawn.ts';

/** What is asked: local dates, and the instant from which on nothing is known. */
export interface Asked {
  readonly drawn: Drawn;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly timezone: string;
}

/** Somebody at one measured step. */
export interface Stand {
  readonly who: string;
  readonly did: boolean;
  readonly wentOn: boolean;
  readonly over: boolean;
  /** From the step to the first later one. */
  readonly waitMs: number | null;
  /** Names of events between the step and the first later one they did; null where they did not go on. */
  readonly between: readonly string[] | null;
}

/** Somebody held against others at the end of their window; undefined where they cannot be watched long enough. */
export interface Life {
  readonly who: string;
  /** Ids of the steps done within the window. */
  readonly done: ReadonlySet<string>;
  /** Ids of the steps they are judged by. */
  readonly judged: ReadonlySet<string>;
  readonly stayed: boolean;
}

const dayMs = 86_400_000;
const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: dayMs };

/** What is known of everybody, in order: by time, then by place among those that arrived together, then by id. */
function histories(events: readonly ToldEvent[], { asOf }: Asked): [string, ToldEvent[]][] {
  const known = events.filter(
    ({ at, traffic = 'customer' }) => at < Date.parse(asOf) && traffic === 'customer',
  );
  const byPerson = Map.groupBy(known, ({ customer }) => String(customer));
  return [...byPerson].map(([who, own]) => [
    who,
    own.toSorted(
      (a, b) =>
        a.at - b.at || (a.position ?? 0) - (b.position ?? 0) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
    ),
  ]);
}

export const serves = (event: ToldEvent, { matches }: MapStep): boolean =>
  matches.some(
    ({ event: name, where }) =>
      (name === null || event.event === name) &&
      where.every(({ property, values }) =>
        values.map(String).includes(String(event.properties?.[property])),
      ),
  );

const windowOf = ({ drawn: { window } }: Asked): number => window.amount * lengths[window.of];

const onDays = (event: ToldEvent, { from, to, timezone }: Asked): boolean => {
  const date = dateIn(timezone, event.at);
  return date >= from && date <= to;
};

/** Everybody who entered, at each measured step by its id. */
export function stands(events: readonly ToldEvent[], asked: Asked): ReadonlyMap<string, Stand[]> {
  const bound = boundSteps(asked.drawn);
  return new Map(
    bound.map(({ step, place }) => {
      const later = bound.filter((one) => one.place > place).map((one) => one.step);
      const found = histories(events, asked).flatMap(([who, own]) => {
        const any = bestWay(own, asked, { step: place === 1 ? undefined : step, next: later });
        if (any === undefined) return [];
        const here = place === 1 ? 1 : 2;
        const over = (own[any[0] ?? 0]?.at ?? 0) + windowOf(asked) < Date.parse(asked.asOf);
        const [left, came] = any.slice(-2).map((i) => own[i]?.at ?? 0);
        return [
          {
            who,
            did: any.length >= here,
            wentOn: any.length > here,
            over,
            waitMs: any.length > here ? (came ?? 0) - (left ?? 0) : null,
            between:
              any.length > here
                ? namesBetween(
                    own,
                    any,
                    bound.map((one) => one.step),
                  )
                : null,
          },
        ];
      });
      return [step.id, found];
    }),
  );
}

/** The deepest way from any entry: the first entry that leads there, and then the earliest events. */
function bestWay(
  own: readonly ToldEvent[],
  asked: Asked,
  { step, next }: { readonly step: MapStep | undefined; readonly next: readonly MapStep[] },
): number[] | undefined {
  const door = boundSteps(asked.drawn)[0]?.step;
  const entries = own.flatMap((event, i) =>
    door !== undefined && serves(event, door) && onDays(event, asked) ? [i] : [],
  );
  const wanted = [...(step === undefined ? [] : [[step]]), next];
  let best: number[] | undefined;
  for (const entry of entries) {
    const way = [entry];
    for (const steps of wanted) {
      const last = way.at(-1) ?? 0;
      const found = own.findIndex(
        (event, i) =>
          i > last &&
          steps.some((one) => serves(event, one)) &&
          event.at - (own[entry]?.at ?? 0) <= windowOf(asked),
      );
      if (found < 0) break;
      way.push(found);
    }
    if (best === undefined || way.length > best.length) best = way;
  }
  return best;
}

/** Events strictly between two instants of a way's last stretch whose names are not on the map. */
function namesBetween(
  own: readonly ToldEvent[],
  way: readonly number[],
  steps: readonly MapStep[],
): string[] {
  const [left, came] = way.slice(-2).map((i) => own[i]?.at ?? 0);
  const onMap = new Set(steps.flatMap(({ matches }) => matches.map(({ event }) => event)));
  if (onMap.has(null)) return [];
  const names = own
    .filter(({ at }) => at > (left ?? 0) && at < (came ?? 0))
    .map(({ event = 'visit' }) => event);
  return [...new Set(names)].filter((name) => !onMap.has(name));
}

/** Everybody who entered and can be watched to the end of the days within which one stays. */
export function lives(events: readonly ToldEvent[], asked: Asked): Life[] {
  const [door, ...others] = boundSteps(asked.drawn).map(({ step }) => step);
  const { days, match } = asked.drawn.stays;
  const { timezone } = asked;
  const plus = (date: string, more: number): string =>
    new Date(Date.parse(`${date}T00:00:00Z`) + more * dayMs).toISOString().slice(0, 10);
  return histories(events, asked).flatMap(([who, own]) => {
    const entry = own.findIndex((event) => door !== undefined && serves(event, door) && onDays(event, asked));
    const began = own[entry]?.at;
    if (began === undefined) return [];
    const landmark = dateIn(timezone, began + windowOf(asked));
    const [first, last] = [plus(landmark, 1), plus(landmark, days)];
    if (last >= dateIn(timezone, Date.parse(asked.asOf))) return [];
    const within = own.filter(({ at }, i) => i > entry && at - began <= windowOf(asked));
    const done = others.filter((step) => within.some((event) => serves(event, step))).map(({ id }) => id);
    const stayed = own.some((event) => {
      const date = dateIn(timezone, event.at);
      return date >= first && date <= last && (match.event === null || event.event === match.event);
    });
    const judged = others.filter((_, i) => {
      const made = customersBy(asked.drawn, i);
      return made === undefined || done.includes(made.id);
    });
    return [{ who, done: new Set(done), judged: new Set(judged.map(({ id }) => id)), stayed }];
  });
}

/**
 * The step before the i-th after the door by which one becomes a customer: the purchase where there is one before it, else the
 * latest sign-up. None where those who come in, or do another step (of a sign-up: an earlier one), may be customers already.
 */
function customersBy(drawn: Drawn, i: number): MapStep | undefined {
  const [door, ...others] = boundSteps(drawn).map(({ step }) => step);
  const bare = (step: MapStep, name: string) =>
    step.matches.every(({ event, where }) => event === name && where.length === 0);
  const buys = (step: MapStep | undefined) =>
    step?.matches.some(({ event }) => event === 'Order Completed') === true;
  const signs = (step: MapStep | undefined) =>
    step?.matches.some(({ event }) => event === 'Signed Up') === true;
  const before = others.slice(0, i);
  const purchase = before.findLast(
    (step) =>
      bare(step, 'Order Completed') && !buys(door) && others.every((one) => one === step || !buys(one)),
  );
  if (purchase !== undefined || buys(door) || signs(door)) return purchase;
  const firstBuy = before.findIndex(buys);
  return before.slice(0, firstBuy < 0 ? undefined : firstBuy).findLast((step) => bare(step, 'Signed Up'));
}
