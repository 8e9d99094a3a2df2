import { type Sql, sql } from '#src/basics/sql.ts';
import {
  inOrder,
  inOrderOfMessages,
  sortedCodes,
  type Telling,
  tiedByMessage,
} from '#src/customers/frame/index.ts';
import { u32 } from './chain-state.ts';
import type { Plan } from './plan.ts';
import { flagBits, inRange, rows, stepBit } from './rows.ts';

/**
 * How events are put in order. `arrival`: by time, then arrival; people with events of different meaning that share
 * both are marked `tied`. `whole`: those people by message id besides, which takes three times as long as all the rest.
 */
export type Order = 'arrival' | 'whole';

/**
 * Each person's events in order: unit, ms (Array(UInt64), since the plan's base), flags (Array(UInt32)), tied, and
 * vals (Array(String)) where a property of the path is asked for.
 *
 * Grain: one row per unit with an entry.
 *
 * @param goesOn bits of the steps by which somebody gets further than their entry
 */
export function histories(plan: Plan, order: Order, goesOn: number = stepBit(2)): Sql {
  const withValues = plan.ask.breakdown?.by === 'property';
  const telling: Telling = {
    rows: ({ messageId }) => rows(plan, { messageId, value: messageId && withValues }),
    flagBits: flagBits(plan),
    told: sql`max(${isEntry(plan, sql`flags`)})`,
    codes: (code) => shortest(plan, code, goesOn),
  };
  if (withValues || !fitsOneNumber(plan)) return inOrderOfMessages(telling, undefined, withValues);
  return order === 'arrival' ? inOrder(telling) : tiedByMessage(telling);
}

/** Whether time, arrival and flags go into 128 bits: eight years of range with 20 steps and 5 exclusions do. */
function fitsOneNumber(plan: Plan): boolean {
  const span = (plan.to + 3) * 86_400_000 + plan.windowMs - plan.base;
  return span < 2 ** (64 - flagBits(plan));
}

/**
 * Whoever never got further has their first entry for a path: nothing else of them needs to be looked at. Not
 * where events that are no steps matter too: whether an attempt can still go on hangs on them. Nor where only those are
 * read who may have got further: to look costs more than it saves.
 */
function shortest(plan: Plan, code: Sql, goesOn: number): Sql {
  const { ask } = plan;
  const all = sortedCodes(code);
  if (ask.order !== 'ordered' || ask.exclusions.length > 0 || plan.furtherOnly) return all;
  const noFurther = sql`bitAnd(groupBitOr(flags), ${u32(goesOn)}) = 0`;
  return sql`if(${noFurther}, [minIf(${code}, ${isEntry(plan, sql`flags`)})], ${all})`;
}

/** Whether flags are those of an event one may enter by. */
export function isEntry({ ask }: Plan, flags: Sql): Sql {
  const first = inRange + stepBit(1);
  if (ask.order !== 'unordered') return sql`bitAnd(${flags}, ${u32(first)}) = ${u32(first)}`;
  return sql`(bitAnd(${flags}, ${u32(inRange)}) != 0 and bitAnd(${flags}, ${u32(allSteps(ask.steps.length))}) != 0)`;
}

/** The bits of every step. */
export const allSteps = (count: number): number => 2 ** (count + 1) - 2;
