import { DomainError } from '#src/basics/errors.ts';
import { join, nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { SettledFunnel } from './ask.ts';
import { column, columns, u32, u64 } from './chain-state.ts';
import { histories, isEntry, type Order } from './histories.ts';
import { handedOn, runs } from './ordered.ts';
import { mayShare, type Plan } from './plan.ts';
import { exclusionBit, stepBit } from './rows.ts';

/** Steps that compete for the same events, and every choice of them. */
interface Rivals {
  readonly size: number;
  /** Bits of a choice of steps, and how many steps it holds. */
  readonly choices: readonly { readonly bits: number; readonly size: number }[];
}

/** Each costs a pass over all events; beyond that a funnel in any order asks too much at once. */
const mostPasses = 64;

/**
 * Steps by who competes with whom. The same step twice is one kind: a choice holds all of a kind or none.
 *
 * @throws DomainError `funnels.too_entangled` where too many steps could be served by the same events
 */
export function rivals({ steps }: Pick<SettledFunnel, 'steps'>): Rivals[] {
  const left = new Set(steps.map((_, i) => i));
  const groups: Rivals[] = [];
  for (const start of left) {
    const group = [start];
    left.delete(start);
    for (const one of group) {
      for (const other of left) {
        const [a, b] = [steps[one], steps[other]];
        if (a === undefined || b === undefined || !mayShare(a, b)) continue;
        group.push(other);
        left.delete(other);
      }
    }
    const kinds = Map.groupBy(group, (i) => JSON.stringify([steps[i]?.event, steps[i]?.where, steps[i]?.or]));
    if (kinds.size > 6) throw tooEntangled(kinds.size);
    groups.push({ size: group.length, choices: choicesOf([...kinds.values()]) });
  }
  const passes = groups.flatMap(({ choices }) => choices).reduce((sum, { size }) => sum + size, 0);
  if (passes > mostPasses) throw tooEntangled(passes);
  return groups;
}

const tooEntangled = (got: number): DomainError =>
  new DomainError('funnels.too_entangled', {
    field: 'steps',
    expected: 'at most six different steps on the same event, or fewer steps that repeat, in any order',
    got,
  });

function choicesOf(kinds: readonly (readonly number[])[]): Rivals['choices'] {
  const choices: { bits: number; size: number }[] = [];
  for (let chosen = 1; chosen < 2 ** kinds.length; chosen += 1) {
    const steps = kinds.filter((_, kind) => (chosen & (2 ** kind)) !== 0).flat();
    choices.push({ bits: steps.reduce((sum, i) => sum + stepBit(i + 1), 0), size: steps.length });
  }
  return choices;
}

/**
 * Paths in any order: how many of the steps a person did within the window from an entry, one event serving one step.
 *
 * Events and steps are matched: so many of some rival steps can be served as, for every choice of them, the events that
 * serve any of the choice and the steps outside of it together allow (Hall, König). An event is on the path when it
 * makes one more step served.
 *
 * Grain: one row per unit that entered: unit, tied, ms, vals, depth, places (positions in ms), open.
 */
export function unorderedPaths(plan: Plan, order: Order): Sql {
  const groups = rivals(plan.ask);
  const best = withBest(plan, groups, withCut(plan, histories(plan, order)));
  const window = windowed(plan, best);
  const ranks = join(
    groups.map((group) => rankAlong(group)),
    ', ',
  );
  const rank =
    groups.length === 1
      ? ranks
      : sql`arrayMap((${lambdaOf('r', groups.length)}) -> ${sumOf('r', groups.length)}, ${ranks})`;
  const places = sql`arrayFilter((i, r, before) -> r > before, arrayMap(i -> toUInt64(i + place_1 - 1), arrayEnumerate(flags)),
      ${rank}, arrayPopBack(arrayPushFront(${rank}, toUInt32(0))))`;
  return sql`(
    select ${columns(handedOn(plan))}, depth,
      if(depth > 1, ${places}, [place_1]) as places,
      depth < ${u32(plan.ask.steps.length)} and cut_1 = 0 and ${runs(plan, sql`arrayElement(ms, place_1)`)} as open
    from ${window}
  )`;
}

/** Adds idx, and cut: the position of the first excluded event after each event; 0 for none. */
function withCut(plan: Plan, told: Sql): Sql {
  const bits = plan.ask.exclusions.reduce((sum, _, j) => sum + exclusionBit(plan, j), 0);
  const at = sql`arrayMap((f, i) -> if(bitAnd(f, ${u32(bits)}) != 0, toUInt64(i), toUInt64(0)), flags, arrayEnumerate(flags))`;
  return sql`(
    select ${columns([...handedOn(plan), 'flags'])}, arrayEnumerate(ms) as idx,
      arrayPopFront(arrayPushBack(arrayReverseFill(x -> x > 0, ${at}), toUInt64(0))) as cut
    from ${told}
  )`;
}

/** Adds depth and place_1: the best that can be done from an entry, and the first entry from which it can. */
function withBest(plan: Plan, groups: readonly Rivals[], told: Sql): Sql {
  const kept = [...handedOn(plan), 'flags', 'idx', 'cut'];
  let source = sql`(
    select ${columns(kept)}, arrayMap(f -> toUInt32(0), flags) as rank_0
    from ${told}
  )`;
  groups.forEach((group, g) => {
    source = sql`(
    select ${columns(kept)}, ${rankFrom(plan, group, g)} as ${column(`rank_${g + 1}`)}
    from ${withNext(group, source, [...kept, `rank_${g}`])}
  )`;
  });
  const ranks = sql`arrayMap((f, r) -> if(${isEntry(plan, sql`f`)}, r, 0), flags, ${column(`rank_${groups.length}`)})`;
  return sql`(
    select ${columns([...handedOn(plan), 'flags', 'cut'])}, toUInt32(arrayMax(${ranks})) as depth,
      toUInt64(indexOf(${ranks}, arrayMax(${ranks}))) as place_1
    from ${source}
  )`;
}

/** Adds, for each choice of rival steps, time + 1 and position of the next, second next … event that serves one of them. */
function withNext(group: Rivals, told: Sql, kept: readonly string[]): Sql {
  let source = told;
  const added: string[] = [];
  group.choices.forEach(({ bits, size }, c) => {
    for (let nth = 1; nth <= size; nth += 1) {
      const further = nth > 1;
      const found = further ? sql`n` : sql`(t + 1, toUInt64(i))`;
      const later = sql`arrayPopFront(arrayPushBack(${column(`next_${c}_${nth - 1}`)}, (toUInt64(0), toUInt64(0))))`;
      const at = sql`arrayMap((t, f, i${further ? sql`, n` : nothing}) -> if(bitAnd(f, ${u32(bits)}) != 0, ${found}, (toUInt64(0), toUInt64(0))),
        ms, flags, idx${further ? sql`, ${later}` : nothing})`;
      source = sql`(
      select ${columns([...kept, ...added])},
        ${further ? thenFilled(at, bits) : sql`arrayReverseFill(x -> tupleElement(x, 1) > 0, ${at})`} as ${column(`next_${c}_${nth}`)}
      from ${source}
    )`;
      added.push(`next_${c}_${nth}`);
    }
  });
  return source;
}

/** An event that serves keeps what it has, also where that is nothing; the others take over from the next. */
const thenFilled = (at: Sql, bits: number): Sql =>
  sql`arrayReverseFill((x, f) -> bitAnd(f, ${u32(bits)}) != 0, ${at}, flags)`;

/** From each event on: how many of these rivals are served within its window, added to those of the groups before. */
function rankFrom({ windowMs }: Plan, { size, choices }: Rivals, g: number): Sql {
  const nexts = choices.flatMap((choice, c) =>
    Array.from({ length: choice.size }, (_, n) => ({ c, nth: n + 1 })),
  );
  const name = ({ c, nth }: { c: number; nth: number }) => `n_${c}_${nth}`;
  const served = (one: { c: number; nth: number }) => {
    const next = column(name(one));
    return sql`(tupleElement(${next}, 1) > 0 and tupleElement(${next}, 1) - 1 - t <= ${u64(windowMs)} and (x = 0 or tupleElement(${next}, 2) <= x))`;
  };
  const bounds = choices.map((choice, c) =>
    nexts
      .filter((one) => one.c === c)
      .reduce((sum, one) => sql`${sum} + ${served(one)}`, sql`toUInt32(${u32(size - choice.size)})`),
  );
  const lambda = join([sql`r`, sql`t`, sql`x`, ...nexts.map((one) => column(name(one)))], ', ');
  const arrays = join(
    [column(`rank_${g}`), sql`ms`, sql`cut`, ...nexts.map(({ c, nth }) => column(`next_${c}_${nth}`))],
    ', ',
  );
  return sql`arrayMap((${lambda}) -> toUInt32(r + arrayMin([${join(bounds, ', ')}])), ${arrays})`;
}

/** Keeps of each person's events those of the window from the path's entry. */
function windowed(plan: Plan, best: Sql): Sql {
  const began = sql`arrayElement(ms, place_1)`;
  const length = sql`arrayCount(t -> t <= ${began} + ${u64(plan.windowMs)}, ms)`;
  return sql`(
    select ${columns(handedOn(plan))}, depth, place_1, cut_1,
      if(depth > 1, arraySlice(flags, place_1, if(cut_1 = 0, last, least(last, cut_1)) - place_1 + 1), []) as flags
    from (
      select ${columns([...handedOn(plan), 'flags'])}, depth, place_1, arrayElement(cut, place_1) as cut_1, ${length} as last
      from ${best}
    )
  )`;
}

/** Along the events of a window: how many of these rivals the events so far can serve. */
function rankAlong({ size, choices }: Rivals): Sql {
  const sums = choices.map(
    ({ bits }) => sql`arrayCumSum(arrayMap(f -> bitAnd(f, ${u32(bits)}) != 0, flags))`,
  );
  const bounds = choices.map(
    (choice, c) => sql`${u32(size - choice.size)} + least(${column(`s_${c}`)}, ${u32(choice.size)})`,
  );
  return sql`arrayMap((${lambdaOf('s', choices.length)}) -> arrayMin([${join(bounds, ', ')}]), ${join(sums, ', ')})`;
}

const lambdaOf = (name: string, count: number): Sql =>
  columns(Array.from({ length: count }, (_, i) => `${name}_${i}`));

const sumOf = (name: string, count: number): Sql =>
  Array.from({ length: count }, (_, i) => column(`${name}_${i}`)).reduce((sum, one) => sql`${sum} + ${one}`);
