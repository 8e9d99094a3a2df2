/**
 * Paths made once more, one person at a time, from the definitions in docs/methods/paths.md. Shares nothing with the
 * implementation but the words of the question.
 */
import { dateIn, eventAsked, type ToldEvent } from '#src/insights/testing/index.ts';
import type { PathAsk } from './ask.ts';

export interface CountedPath {
  readonly unit: string;
  readonly names: readonly string[];
  readonly tail: 'full' | 'ended' | 'open';
}

export interface Where {
  readonly timezone: string;
  readonly unitOf: (event: ToldEvent) => string | null;
}

const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const nameOf = (event: ToldEvent): string => event.event ?? 'visit';

/** Everybody's path. */
export function recomputed(events: readonly ToldEvent[], ask: PathAsk, where: Where): CountedPath[] {
  const asOf = Date.parse(ask.asOf ?? '');
  const counted = events
    .filter((event) => event.at < asOf && (ask.includeMarked || (event.traffic ?? 'customer') === 'customer'))
    .toSorted(
      (a, b) =>
        a.at - b.at || (a.position ?? 0) - (b.position ?? 0) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
    );
  const units = [...new Set(counted.map(where.unitOf))].filter((unit) => unit !== null);
  return units.flatMap((unit) => {
    const own = counted.filter((event) => where.unitOf(event) === unit);
    return pathOf(unit, own, { ask, asOf, timezone: where.timezone }) ?? [];
  });
}

interface Circumstances {
  readonly ask: PathAsk;
  readonly asOf: number;
  readonly timezone: string;
}

function pathOf(unit: string, own: readonly ToldEvent[], about: Circumstances): CountedPath | undefined {
  const { ask, timezone } = about;
  const day = (event: ToldEvent) => dateIn(timezone, event.at);
  const named = eventAsked(ask.anchor);
  const isAnchor = (event: ToldEvent) =>
    (named.event === null || nameOf(event) === named.event) &&
    named.where.every(({ property, values }) => String(event.properties?.[property]) === String(values[0])) &&
    day(event) >= ask.from &&
    day(event) <= ask.to;
  const forward = ask.direction === 'from';
  const lined = forward ? own : own.toReversed();
  const at = lined.findIndex(isAnchor);
  const anchor = lined[at];
  if (anchor === undefined) return undefined;
  const { within, open } = follow(anchor, lined.slice(at + 1), about);
  const label = (event: ToldEvent) =>
    ask.groups.find(({ events }) => events.includes(nameOf(event)))?.name ?? nameOf(event);
  const kept = [anchor, ...within.filter((event) => !ask.leaveOut.includes(nameOf(event)))].map(label);
  const names: string[] = [];
  for (const name of kept) if (!ask.collapse || names.at(-1) !== name) names.push(name);
  if (names.length > ask.steps) return { unit, names: names.slice(0, ask.steps + 1), tail: 'full' };
  return { unit, names, tail: forward && open ? 'open' : 'ended' };
}

/** The events of a path after its anchor, and whether a further one may still come. */
function follow(anchor: ToldEvent, next: readonly ToldEvent[], { ask, asOf, timezone }: Circumstances) {
  const { limit } = ask;
  if (limit.kind === 'window') {
    const window = limit.amount * lengths[limit.of];
    return {
      within: next.filter(({ at }) => Math.abs(at - anchor.at) <= window),
      open: anchor.at + window >= asOf,
    };
  }
  if (limit.kind === 'day') {
    const date = dateIn(timezone, anchor.at);
    return {
      within: next.filter(({ at }) => dateIn(timezone, at) === date),
      open: dateIn(timezone, asOf) <= date,
    };
  }
  const within: ToldEvent[] = [];
  let last = anchor.at;
  for (const event of next) {
    if (Math.abs(event.at - last) >= limit.gapMinutes * 60_000) break;
    if (Math.abs(event.at - anchor.at) >= lengths.day) break;
    within.push(event);
    last = event.at;
  }
  return { within, open: last + limit.gapMinutes * 60_000 > asOf && anchor.at + lengths.day > asOf };
}
