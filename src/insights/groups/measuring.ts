import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Words } from '#src/customers/frame/index.ts';
import type { ComparableShare, Measured } from '#src/insights/comparable/index.ts';
import { nameOf } from '#src/insights/comparison/index.ts';
import type { GroupArm, GroupsAsk } from './ask.ts';
import { comparables } from './comparables.ts';
import { readOnce } from './read-once.ts';

type Question = GroupsAsk['question'];
type Comparable = (typeof comparables)[number];

/** One of the groups with what the insight says of it. */
export interface MeasuredArm {
  readonly arm: GroupArm;
  readonly name: Words;
  readonly measured: Measured;
}

/** A figure that every group has: one share per group, in their order. */
export interface AlignedFigure {
  readonly key: string;
  readonly name: Words;
  readonly shares: readonly ComparableShare[];
}

/** How a question is compared. */
export function comparableOf({ of }: Question): Comparable {
  const found = comparables.find((one) => one.of === of);
  if (found === undefined) throw new Error(`no comparable insight "${of}"`);
  return found;
}

/**
 * The question asked of each group, one after the other: side by side they would only wait for one another. By which version
 * of a definition, an onboarding or a map they are counted is read once: another that comes meanwhile counts none of them.
 *
 * @throws DomainError `compare.no_range`, those of the question, `lists.unknown`
 */
export async function measuredArms(
  context: Context,
  { question, arms }: Pick<GroupsAsk, 'question' | 'arms'>,
  asOf: string,
): Promise<MeasuredArm[]> {
  const comparable = comparableOf(question);
  const dated = !arms.some(({ kind }) => kind === 'range');
  // The union of questions has paired the name with its own ask.
  const measure = comparable.measure as (
    context: Context,
    ask: unknown,
    how: { readonly dated: boolean },
  ) => Promise<Measured>;
  const reading = { ...context, records: readOnce(context.records) };
  const told: MeasuredArm[] = [];
  for (const arm of arms) {
    const measured = await measure(reading, { ...askOf(question, arm), asOf }, { dated });
    const name = await nameOf(context.records, arm, { rows: 'day', breakdown: null });
    told.push({ arm, measured, name });
  }
  return told;
}

function askOf(question: Question, arm: GroupArm): Question['ask'] {
  const { ask } = question;
  if (arm.kind === 'range') {
    if (comparableOf(question).ranged) return { ...ask, from: arm.from, to: arm.to };
    throw new DomainError('compare.no_range', {
      field: 'arms',
      expected: 'lists or people of conditions: this question has no range of dates',
      got: arm,
    });
  }
  const own = arm.kind === 'list' ? [{ kind: 'list' as const, list: arm.list, inside: true }] : arm.people;
  return { ...ask, people: [...ask.people, ...own] };
}

/**
 * The figures that every group has. A group of whose range nothing is over has nobody in each of them.
 *
 * @throws DomainError `compare.nothing_over` where no group has any, `compare.nothing_alike` where they have none in common
 */
export function figuresOf(question: Question, arms: readonly MeasuredArm[]): AlignedFigure[] {
  const told = arms.map(({ measured }) => ({
    measured,
    byKey: new Map(measured.shares.map((share) => [share.key, share])),
  }));
  const names = new Map(told.flatMap(({ measured }) => measured.shares.map(({ key, name }) => [key, name])));
  if (names.size === 0) {
    throw new DomainError('compare.nothing_over', {
      field: 'question.ask',
      expected: 'a range of which something is over, long enough to be compared',
    });
  }
  const figures = [...names].flatMap(([key, name]): AlignedFigure[] => {
    const shares = told.flatMap(({ measured, byKey }) => {
      const own = byKey.get(key) ?? measured.absent?.(key);
      return own ?? (measured.shares.length === 0 ? nobodyIn(key, name) : []);
    });
    return shares.length === arms.length ? [{ key, name, shares }] : [];
  });
  if (figures.length === 0) {
    throw new DomainError('compare.nothing_alike', {
      field: 'arms',
      expected: 'groups with a figure in common, such as ranges of the same length',
    });
  }
  return mostPeopled(telling(figures), comparableOf(question).most);
}

/**
 * Without those that hold of nobody, or of everybody: they can tell no group from another, and each would make the
 * correction of the others harder.
 */
function telling(figures: readonly AlignedFigure[]): AlignedFigure[] {
  const some = figures.filter(({ shares }) => {
    const [hits, total] = [sumOf(shares, 'hits'), sumOf(shares, 'total')];
    return hits > 0 && hits < total;
  });
  return some.length > 0 ? some : figures.slice(0, 1);
}

const sumOf = (shares: readonly ComparableShare[], number: 'hits' | 'total'): number =>
  shares.reduce((sum, share) => sum + share[number], 0);

const nobodyIn = (key: string, name: Words): ComparableShare => ({
  key,
  name,
  hits: 0,
  total: 0,
  behind: null,
  counted: async () => sql`select bitmapBuild(emptyArrayUInt32()) as people`,
});

/** Those with the most people of all groups together; which group they are of does not matter to the choice. */
function mostPeopled(figures: AlignedFigure[], most: number | undefined): AlignedFigure[] {
  if (most === undefined) return figures;
  return figures
    .map((figure) => ({ figure, hits: sumOf(figure.shares, 'hits') }))
    .sort((a, b) => b.hits - a.hits || (a.figure.key < b.figure.key ? -1 : 1))
    .slice(0, most)
    .map(({ figure }) => figure);
}

/**
 * The figure that is spoken of first: the one asked for, else as the insight has it.
 *
 * @throws DomainError `compare.no_such_figure`
 */
export function headlineOf(
  { question, figure: asked }: GroupsAsk,
  figures: readonly AlignedFigure[],
): AlignedFigure {
  const [first] = figures;
  if (first === undefined) throw new Error('a comparison without figures');
  if (asked !== undefined) {
    const found = figures.find(({ key }) => key === asked);
    if (found !== undefined) return found;
    throw new DomainError('compare.no_such_figure', {
      kind: 'not_found',
      field: 'figure',
      expected: `one of ${figures.map(({ key }) => `"${key}"`).join(', ')}`,
      got: asked,
    });
  }
  if (comparableOf(question).headline === 'first') return first;
  const whole = figures.filter(({ shares }) => shares.every(({ total }) => total > 0));
  return whole.toSorted((a, b) => fromHalf(a) - fromHalf(b))[0] ?? first;
}

/** How far the share of all groups together is from one half: a choice that does not look at their difference. */
const fromHalf = ({ shares }: AlignedFigure): number =>
  Math.abs(sumOf(shares, 'hits') / sumOf(shares, 'total') - 0.5);
