import { identifier, join, type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Plan } from './plan.ts';

/**
 * What is remembered of a chain of events, as numbers under names (and `path`, a list of positions): one alone, more
 * as a tuple. The first is never 0 for a chain that exists.
 */
export interface ChainState {
  readonly parts: readonly string[];
}

/** A name of our own making, such as `level_3`. */
export const column = (name: string): Sql => identifier(name, [name]);

export const columns = (names: readonly string[]): Sql => join(names.map(column), ', ');

export const u64 = (value: number) => typed('UInt64', value);
export const u32 = (value: number) => typed('UInt32', value);

/** One number out of a state. */
export const part = ({ parts }: ChainState, from: Sql, name: string): Sql =>
  parts.length === 1 ? from : sql`tupleElement(${from}, ${typed('UInt8', parts.indexOf(name) + 1)})`;

/** A state made of its numbers. */
export function made({ parts }: ChainState, value: (name: string) => Sql): Sql {
  const numbers = parts.map((name) => (name === 'path' ? value(name) : sql`toUInt64(${value(name)})`));
  const [only] = numbers;
  return numbers.length === 1 && only !== undefined ? only : sql`tuple(${join(numbers, ', ')})`;
}

/** No chain. */
export const none = (state: ChainState): Sql =>
  made(state, (name) => (name === 'path' ? sql`emptyArrayUInt64()` : sql`0`));

/** Whether there is a chain. */
export const exists = (state: ChainState, from: Sql): Sql =>
  sql`${part(state, from, state.parts[0] ?? '')} > 0`;

/** Going forward, after a step: when it began, the step's own time, and where exclusions began to count. */
export const forwardState = ({ ask, withinMs }: Plan, step: number): ChainState => ({
  parts: [
    'start',
    ...(withinMs[step] == null ? [] : ['own']),
    ...ask.exclusions.flatMap(({ from, to }, j) => (from <= step && step < to ? [`since_${j}`] : [])),
  ],
});

/** Going backward, at a step: when the deepest step is, the positions from here to there, its own time, where exclusions end. */
export const backwardState = ({ ask, withinMs }: Plan, step: number): ChainState => ({
  parts: [
    'end',
    'path',
    ...(withinMs[step - 1] == null ? [] : ['own']),
    ...ask.exclusions.flatMap(({ from, to }, j) => (from < step && step <= to ? [`upto_${j}`] : [])),
  ],
});
