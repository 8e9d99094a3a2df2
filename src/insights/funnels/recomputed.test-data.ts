/**
 * Funnels counted once more, one person and one way at a time, from the definitions in docs/methods/funnels.md.
 *
 * Shares nothing with the implementation but the words of the question: every chain of events is tried.
 */
import { dateIn, type ToldEvent } from '#src/insights/testing/index.ts';
import type { FunnelAsk, FunnelStep, SettledFunnel, Span } from './ask.ts';

/** Circumstances of a question. */
export interface Where {
  readonly timezone: string;
  /** Who counts: the customer, or the account an event is for. */
  readonly unitOf: (event: ToldEvent) => string | null;
  readonly passes?: (unit: string) => boolean;
  readonly traitOf?: (unit: string) => string;
}

/** Somebody's path. */
export interface CountedPath {
  readonly unit: string;
  readonly depth: number;
  readonly open: boolean;
  readonly over: boolean;
  /** Local date of the entry. */
  readonly date: string;
  readonly times: readonly number[];
  /** By which the person is told apart; null for none. */
  readonly value: string | null;
}

const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const ms = ({ amount, of }: Span): number => amount * lengths[of];

/** The path of everybody who entered. */
export function recomputed(events: readonly ToldEvent[], asked: FunnelAsk, where: Where): CountedPath[] {
  const ask = { ...asked, steps: asked.steps.map(eventStep) };
  const asOf = Date.parse(ask.asOf ?? '');
  const byUnit = new Map<string, ToldEvent[]>();
  for (const event of events) {
    const unit = where.unitOf(event);
    if (unit === null || event.at >= asOf || where.passes?.(unit) === false) continue;
    if (!ask.includeMarked && (event.traffic ?? 'customer') !== 'customer') continue;
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), event]);
  }
  return [...byUnit].flatMap(([unit, own]) => {
    const sorted = own.sort(
      (a, b) =>
        a.at - b.at || (a.position ?? 0) - (b.position ?? 0) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
    );
    const path = pathOf(sorted, ask, { ...where, asOf });
    if (path === undefined) return [];
    const value = valueOn(path.chain, sorted, ask) ?? where.traitOf?.(unit) ?? '';
    return [{ ...path, unit, value: value === '' ? null : value }];
  });
}

type Found = Omit<CountedPath, 'unit' | 'value'> & { readonly chain: readonly number[] };

function pathOf(
  own: readonly ToldEvent[],
  ask: SettledFunnel,
  { timezone, asOf }: { timezone: string; asOf: number },
): Found | undefined {
  const entries = own.flatMap((event, i) => {
    const date = dateIn(timezone, event.at);
    const first = ask.order === 'unordered' ? ask.steps : ask.steps.slice(0, 1);
    return date >= ask.from && date <= ask.to && first.some((step) => matches(event, step)) ? [i] : [];
  });
  const best = ask.order === 'unordered' ? bestInAnyOrder : bestInOrder;
  let path: readonly number[] = [];
  for (const entry of entries) {
    const chain = best(own, ask, entry);
    if (chain.length > path.length) path = chain;
  }
  const [entry] = path;
  if (entry === undefined) return undefined;
  const began = own[entry]?.at ?? 0;
  const over = began + ms(ask.window) < asOf;
  return {
    chain: path,
    depth: path.length,
    over,
    open: !over && path.length < ask.steps.length && mayGoOn(own, ask, { path, asOf }),
    date: dateIn(timezone, began),
    times: path.map((i) => own[i]?.at ?? 0),
  };
}

/** A chain's event: a real one by its position, or one imagined behind all of them. */
interface Link {
  readonly position: number;
  readonly at: number;
}

/** Whether a chain of links (each matching its step) keeps all the rules. */
function keepsRules(own: readonly ToldEvent[], ask: SettledFunnel, links: readonly Link[]): boolean {
  const [first] = links;
  if (first === undefined) return true;
  return links.every((link, i) => {
    const before = links[i - 1];
    if (before === undefined) return true;
    if (link.position <= before.position || link.at - first.at > ms(ask.window)) return false;
    if (ask.order === 'strict' && link.position !== before.position + 1) return false;
    const within = ask.steps[i]?.within;
    if (within != null && link.at - before.at > ms(within)) return false;
    return ask.exclusions.every((exclusion) => {
      const since = links[exclusion.from - 1];
      if (exclusion.to !== i + 1 || since === undefined) return true;
      return !own.some((event, at) => at > since.position && at < link.position && matches(event, exclusion));
    });
  });
}

const linksOf = (own: readonly ToldEvent[], chain: readonly number[]): Link[] =>
  chain.map((position) => ({ position, at: own[position]?.at ?? 0 }));

/** A step by its events: this recount knows no definition of value. */
function eventStep(step: FunnelAsk['steps'][number]): FunnelStep {
  if ('value' in step) throw new Error('this recount knows events alone');
  return step;
}

/** Every chain from an entry that keeps the rules, in the order of its events. */
function chainsFrom(own: readonly ToldEvent[], ask: SettledFunnel, chain: readonly number[]): number[][] {
  const step = ask.steps[chain.length];
  const further =
    step === undefined
      ? []
      : own.flatMap((event, i) => {
          const longer = [...chain, i];
          const fits = matches(event, step) && keepsRules(own, ask, linksOf(own, longer));
          return fits && i > (chain.at(-1) ?? -1) ? chainsFrom(own, ask, longer) : [];
        });
  return [[...chain], ...further];
}

/** The deepest chain; of those, the one whose second event is earliest, then whose third is … */
function bestInOrder(own: readonly ToldEvent[], ask: SettledFunnel, entry: number): number[] {
  return chainsFrom(own, ask, [entry]).reduce((best, chain) => {
    if (chain.length !== best.length) return chain.length > best.length ? chain : best;
    const at = chain.findIndex((position, i) => position !== best[i]);
    return at >= 0 && (chain[at] ?? 0) < (best[at] ?? 0) ? chain : best;
  });
}

/** Events that make one more step served, within the window from the entry and up to the first excluded event. */
function bestInAnyOrder(own: readonly ToldEvent[], ask: SettledFunnel, entry: number): number[] {
  const began = own[entry]?.at ?? 0;
  const cut = own.findIndex((event, i) => i > entry && ask.exclusions.some((one) => matches(event, one)));
  const inside = own.flatMap((event, i) =>
    i >= entry && event.at - began <= ms(ask.window) && (cut < 0 || i <= cut) ? [i] : [],
  );
  const path: number[] = [];
  for (let n = 1; n <= inside.length; n += 1) {
    const served = mostServed(
      inside.slice(0, n).map((i) => own[i] ?? { customer: 0, at: 0 }),
      ask.steps,
    );
    if (served > path.length) path.push(inside[n - 1] ?? 0);
  }
  return path;
}

/** Each event serves one of the steps left, or none: the most that can be served. */
function mostServed(events: readonly ToldEvent[], steps: readonly FunnelStep[]): number {
  const [event, ...rest] = events;
  if (event === undefined || steps.length === 0) return 0;
  const serving = steps.flatMap((step, i) =>
    matches(event, step)
      ? [
          1 +
            mostServed(
              rest,
              steps.filter((_, at) => at !== i),
            ),
        ]
      : [],
  );
  return Math.max(mostServed(rest, steps), ...serving);
}

/** Whether events still to come, at the question's instant at the earliest, could bring a further step. */
function mayGoOn(
  own: readonly ToldEvent[],
  ask: SettledFunnel,
  { path, asOf }: { path: readonly number[]; asOf: number },
): boolean {
  const [entry] = path;
  if (entry === undefined) return false;
  if (ask.order === 'unordered') {
    return !own.some((event, i) => i > entry && ask.exclusions.some((one) => matches(event, one)));
  }
  return chainsFrom(own, ask, [entry]).some((chain) => {
    const missing = Array.from({ length: path.length + 1 - chain.length }, (_, i) => ({
      position: own.length + i,
      at: asOf,
    }));
    return missing.length > 0 && keepsRules(own, ask, [...linksOf(own, chain), ...missing]);
  });
}

function valueOn(
  chain: readonly number[],
  own: readonly ToldEvent[],
  { breakdown }: FunnelAsk,
): string | undefined {
  if (breakdown?.by !== 'property') return undefined;
  const place = { first: 0, last: chain.length - 1 }[String(breakdown.of)] ?? Number(breakdown.of) - 1;
  const event = own[chain[place] ?? -1];
  return String(event?.properties?.[breakdown.name] ?? '');
}

function matches(event: ToldEvent, { or = [], ...one }: Pick<FunnelStep, 'event' | 'where' | 'or'>): boolean {
  return [one, ...or].some((way) => isOne(event, way));
}

function isOne(event: ToldEvent, { event: name, where }: Pick<FunnelStep, 'event' | 'where'>): boolean {
  if (name !== null && (event.event ?? 'visit') !== name) return false;
  return where.every(({ property, how, values }) => {
    const value = event.properties?.[property];
    const text = value === undefined ? undefined : String(value);
    if (how === 'is') return values.map(String).includes(text ?? '\0');
    if (how === 'greater') return text !== undefined && Number(text) > Number(values[0]);
    throw new Error(`this recomputation knows no test "${how}"`);
  });
}
