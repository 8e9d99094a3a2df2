/** Step failure counted once more, one person at a time, from the definitions in docs/methods/step-failure.md. */
import { dateIn, eventAsked, type ToldEvent } from '#src/insights/testing/index.ts';
import type { RankingAsk } from './ask.ts';

/** What became of one person. */
export interface CountedLife {
  readonly unit: string;
  readonly observable: boolean;
  readonly early: boolean;
  readonly gone: boolean;
  /** Per step. */
  readonly outcomes: readonly ('done' | 'failed' | 'skipped')[];
  /** Per step: whether they are judged by it. */
  readonly judged: readonly boolean[];
  readonly worth: number;
}

type Match = { readonly event: string | null; readonly where: readonly unknown[] };

const dayOf = (timezone: string, at: number): number =>
  Date.parse(`${dateIn(timezone, at)}T00:00:00Z`) / 86_400_000;

/** Everybody who started in the range. Knows matches by name only. */
export function recomputed(events: readonly ToldEvent[], ask: RankingAsk, timezone: string): CountedLife[] {
  if (!('declared' in ask.of)) throw new Error('only declarations are recomputed');
  const { start, steps, windowDays, departure } = ask.of.declared;
  const asOf = Date.parse(ask.asOf ?? '');
  const today = dayOf(timezone, asOf);
  const known = events.filter(
    ({ at, traffic = 'customer' }) => at < asOf && (ask.includeMarked || traffic === 'customer'),
  );
  const people = Map.groupBy(known, ({ customer }) => customer);
  return [...people].flatMap(([customer, own]) => {
    const first = Math.min(...own.filter(does(start)).map(({ at }) => at));
    if (!Number.isFinite(first)) return [];
    const date = dateIn(timezone, first);
    if (date < ask.from || date > ask.to) return [];
    const after = (event: ToldEvent) => dayOf(timezone, event.at) - dayOf(timezone, first);
    const since = own.filter(({ at }) => at >= first);
    const inTime = since.filter((event) => after(event) < windowDays);
    const outcomes = steps.map(({ done, failed }) => {
      if (inTime.some(does(done))) return 'done' as const;
      return failed !== null && inTime.some(does(failed)) ? ('failed' as const) : ('skipped' as const);
    });
    const judged = steps.map((_, i) => {
      const made =
        departure.kind === 'silence' ? customerBy(steps.map(({ done }) => done.event).slice(0, i)) : -1;
      return (
        (made < 0 || outcomes[made] === 'done') &&
        (ask.among === 'everyone' || i === 0 || outcomes[i - 1] === 'done')
      );
    });
    const left = { early: false, gone: false };
    if (departure.kind === 'silence') {
      left.gone = !own
        .filter(does(eventAsked(departure.match)))
        .some((event) => after(event) >= departure.from && after(event) <= departure.to);
    } else if (departure.kind === 'event') {
      const on = Math.min(...since.filter(does(departure.match)).map(after));
      left.early = on < windowDays;
      left.gone = on >= windowDays && on <= departure.to;
    }
    const worth = ask.worth?.by === 'property' ? ask.worth : undefined;
    const bearing = since.filter(
      (event) => worth !== undefined && does(worth.match)(event) && after(event) <= departure.to,
    );
    return [
      {
        unit: String(customer),
        observable: dayOf(timezone, first) + departure.to < today,
        ...left,
        outcomes,
        judged,
        worth: bearing.reduce(
          (sum, event) => sum + Number(event.properties?.[worth?.property ?? ''] ?? 0),
          0,
        ),
      },
    ];
  });
}

/** The last of the steps before one that makes the customer: the purchase; a sign-up where nobody bought before it; -1: none. */
function customerBy(before: readonly (string | null)[]): number {
  const purchase = before.lastIndexOf('Order Completed');
  return purchase >= 0 ? purchase : before.lastIndexOf('Signed Up');
}

const does =
  ({ event }: Match) =>
  (told: ToldEvent): boolean =>
    event === null || (told.event ?? 'visit') === event;
