import type { Condition, SegmentRule } from '#src/customers/segment-rules/index.ts';

/** Whom a condition is about. */
export type Unit = 'customer' | 'account';
export type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
/** A condition that holds others. */
export type Nest = Of<'group' | 'account' | 'people'>;
/** Where a condition stands: `[2, 0]` is the first within the third. */
export type Path = readonly number[];

export const isNest = (condition: Condition): condition is Nest => 'conditions' in condition;

/** Conditions with another in the place of one; with none there, and an outer one that is empty then, gone. */
function edited(
  conditions: readonly Condition[],
  [at, ...rest]: Path,
  change: (one: Condition) => readonly Condition[],
): Condition[] {
  return conditions.flatMap((one, place) => {
    if (place !== at) return [one];
    if (rest.length === 0) return change(one);
    if (!isNest(one)) return [one];
    const inner = edited(one.conditions, rest, change);
    return inner.length === 0 ? [] : [holding(one, inner)];
  });
}

/** The editor offers in each place only what may stand there; the server refuses the rest. */
const holding = (nest: Nest, conditions: readonly Condition[]): Condition =>
  ({ ...nest, conditions }) as Condition; // which kinds stand within which is beyond what a spread tells

type Conditions = Pick<SegmentRule, 'conditions'>;

/** The rule with another condition in that place. */
export const replaced = <Rule extends Conditions>(rule: Rule, path: Path, next: Condition): Rule => ({
  ...rule,
  conditions: edited(rule.conditions, path, () => [next]),
});

/** The rule without a condition; undefined where it was the last one. */
export function removed<Rule extends Conditions>(rule: Rule, path: Path): Rule | undefined {
  const conditions = edited(rule.conditions, path, () => []);
  return conditions.length === 0 ? undefined : { ...rule, conditions };
}

/** The rule with a condition twice, one below the other. */
export const doubled = <Rule extends Conditions>(rule: Rule, path: Path): Rule => ({
  ...rule,
  conditions: edited(rule.conditions, path, (one) => [one, one]),
});

/** The rule with a condition in a group of its own, where others can join it. */
export const grouped = <Rule extends Conditions>(rule: Rule, path: Path): Rule => ({
  ...rule,
  conditions: edited(rule.conditions, path, (one) => [
    holding({ kind: 'group', inside: true, match: 'any', conditions: [] }, [one]),
  ]),
});

/** The rule with one more condition, last in the one at that place; last of all for no place. */
export const joined = <Rule extends Conditions>(rule: Rule, path: Path, next: Condition): Rule => ({
  ...rule,
  conditions:
    path.length === 0
      ? [...rule.conditions, next]
      : edited(rule.conditions, path, (one) => [isNest(one) ? holding(one, [...one.conditions, next]) : one]),
});

/** Whom the conditions within a condition are about. */
export const unitWithin = ({ kind }: Pick<Condition, 'kind'>, unit: Unit): Unit =>
  kind === 'account' ? 'account' : kind === 'people' ? 'customer' : unit;

/** How many conditions may stand in that place. */
export const mostWithin = (path: Path): number => (path.length === 0 ? 20 : 10);

/** The condition that a refusal is about: `rule.conditions[2].conditions[0].match.event` is `[2, 0]`. */
export function placeOf(field: string | undefined): Path | undefined {
  if (field === undefined || !field.startsWith('rule')) return undefined;
  const places = [...field.matchAll(/conditions[.[](\d+)/g)].map(([, at]) => Number(at));
  return places.length === 0 ? undefined : places;
}

/** The rule where the other unit is counted: without what cannot be asked of it. Undefined where nothing is left. */
export function countingOther(rule: SegmentRule, unit: Unit): SegmentRule | undefined {
  const conditions = fitting(rule.conditions, unit);
  return conditions.length === 0 ? undefined : { ...rule, conditions };
}

const fitting = (conditions: readonly Condition[], unit: Unit): Condition[] =>
  conditions.flatMap((one) => {
    if (one.kind === unit || (one.kind === 'people' && unit === 'customer')) return [];
    if (one.kind === 'list' || one.kind === 'segment') return []; // of the unit counted before
    if (one.kind !== 'group') return [one];
    const inner = fitting(one.conditions, unit);
    return inner.length === 0 ? [] : [holding(one, inner)];
  });
