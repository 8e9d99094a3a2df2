import { DomainError } from '#src/basics/errors.ts';
import type { EventMatch } from '#src/customers/event-match/index.ts';
import type { Engines, Frame } from '#src/customers/frame/index.ts';
import { declaredOffers, type Entitlement, type Kind, type Terms } from '#src/customers/offers/index.ts';
import { type DeedAsk, type Definition, definitionsOf } from '#src/customers/value/index.ts';

/** An offer as it was declared at an instant. */
export interface OfferThen {
  readonly name: string;
  readonly version: number;
  readonly kind: Kind;
  /** False where it was retired by then: contracts may still run by it. */
  readonly inUse: boolean;
  readonly season: Terms['season'];
  /** The definition of value whose event is a visit; null: none of its own. */
  readonly value: string | null;
  readonly graceDays: number;
  readonly entitlements: readonly Entitlement[];
}

/** Offers by their names, without those declared only later. */
export type Offers = ReadonlyMap<string, OfferThen>;

/** The offers as they were declared before the question's instant. */
export async function offersThen({ records }: Engines, { asOf }: Frame): Promise<Offers> {
  const declared = await declaredOffers(records);
  return new Map(
    declared.flatMap(({ name, versions, retiredAt }) => {
      const then = versions.find(({ createdAt }) => Date.parse(createdAt) < asOf);
      if (then === undefined) return [];
      const { version, kind, terms } = then;
      const inUse = retiredAt === null || Date.parse(retiredAt) >= asOf;
      return [[name, { name, version, kind, inUse, ...terms }]];
    }),
  );
}

/** What counts, settled: an event, and the number that is added up. */
export interface Deed {
  readonly match: EventMatch;
  readonly property: string | null;
}

/** Definitions of value that dimensions may name. */
export type Definitions = readonly Definition[];

/** The definitions kept before the question's instant, by their versions of then; which is the default is that of now. */
export async function definitionsThen({ records }: Engines, { asOf }: Frame): Promise<Definitions> {
  const all = await definitionsOf(records);
  return all.flatMap((definition) => {
    const versions = definition.versions.filter(({ createdAt }) => Date.parse(createdAt) < asOf);
    const [current] = versions;
    return current === undefined ? [] : [{ ...definition, current, versions }];
  });
}

/**
 * What a dimension counts; null where it asks for the workspace's definition of value and there is none yet.
 *
 * @throws DomainError `value.unknown`, `value.unknown_version`
 */
export function deedIn(definitions: Definitions, asked: DeedAsk, field: string): Deed | null {
  if (!('value' in asked)) return { match: asked, property: null };
  const { definition, version } = asked.value;
  const found = definitions.find(({ id, isDefault }) =>
    definition === null ? isDefault : id === definition,
  );
  if (found === undefined) {
    if (definition === null) return null;
    throw new DomainError('value.unknown', {
      kind: 'not_found',
      field: `${field}.value.definition`,
      expected: 'the id of a definition of value of this workspace',
      got: definition,
    });
  }
  const then = version === undefined ? found.current : found.versions.find((one) => one.version === version);
  if (then === undefined) {
    throw new DomainError('value.unknown_version', {
      kind: 'not_found',
      field: `${field}.value.version`,
      expected: `a version from 1 to ${found.current.version}`,
      got: version,
    });
  }
  return { match: then.match, property: then.rule.kind === 'quantity' ? then.rule.property : null };
}
