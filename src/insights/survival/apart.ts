import type { Context } from '#src/access/index.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Frame, framed, limits, unitNamed } from '#src/customers/frame/index.ts';
import { requireTraits, traitValues } from '#src/customers/traits/index.ts';
import { curvesHeld, everyTwo } from '#src/insights/comparison/index.ts';
import { judgedLogRank, type LogRank, logRankAmong } from '#src/maths/survival/index.ts';
import type { ApartAnswer, ApartAsk } from './apart-ask.ts';
import { apartDefinition, apartVerdict, groupName } from './apart-words.ts';
import { curveOf, rowsOf } from './curves.ts';
import { heldTerms } from './held.ts';
import { firstOfEach, type Spell, spellsOf, type Term } from './spells.ts';
import { instantOf, ofOffers, termsAsked, termsOfWanted, within } from './terms.ts';

/** A group of holders with their first stretch there. */
interface Group extends Pick<ApartAnswer['groups'][number], 'kind' | 'value'> {
  readonly spells: readonly Spell[];
}

/** Differences less likely than this by chance are said. */
const alpha = 0.05;

/**
 * Whether holders of some groups stay longer under contract: a curve of each, and a log-rank test of all of them and of every
 * two. The groups are made in one pass over contracts and values, whatever their number.
 *
 * @throws DomainError those of the people's conditions, `traits.unknown`, `insights.no_such_date`, `time.as_of_ahead`
 */
export async function toldApart(context: Context, ask: ApartAsk): Promise<ApartAnswer> {
  const asOf = instantOf(context, ask.asOf);
  const groups = await groupsOf(context, ask, asOf);
  const rows = groups.map(({ spells }) => rowsOf(spells, asOf));
  const found = tested(rows.length, rows.length < 2 ? nothingToTest : logRankAmong(rows));
  const expected = new Map(found.every?.groups.map((one, at) => [found.judged[at], one.expected]));
  const told = groups.map(({ spells, ...group }, at) => ({
    ...group,
    name: groupName(ask.by, group),
    ...curveOf(spells, { asOf, readings: ask.readings }),
    expected: expected.get(at) ?? null,
  }));
  const { difference, pairs } = found;
  return {
    groups: told,
    difference,
    pairs,
    several: severalOf(groups),
    verdict: apartVerdict(ask.by, told, difference),
    definition: apartDefinition,
    asOf: new Date(asOf).toISOString(),
  };
}

const nothingToTest = () => unknown('too_few_customers');

function severalOf(groups: readonly Group[]): number {
  const holders = groups.flatMap(({ spells }) => spells.map(({ holder }) => holder));
  const seen = new Map<string, number>();
  for (const holder of holders) seen.set(holder, (seen.get(holder) ?? 0) + 1);
  return [...seen.values()].filter((times) => times > 1).length;
}

type Test = Parameters<typeof judgedLogRank>[1];

/** All groups that are large enough at once, then every two of them. */
function tested(groups: number, test: Test) {
  const { tested: whole, judged, tooSmall } = judgedLogRank([...Array(groups).keys()], test);
  const places = everyTwo(groups).filter((pair) => pair.every((place) => judged.includes(place)));
  const curves = curvesHeld(groups, whole.known ? places : [], test);
  const every: LogRank | undefined = whole.known ? whole.value : undefined;
  const difference: ApartAnswer['difference'] = {
    chiSquare: whole.known ? known(whole.value.chiSquare) : whole,
    degreesOfFreedom: every?.degreesOfFreedom ?? null,
    p: whole.known ? known(whole.value.p) : whole,
    verdict: every === undefined ? 'cannot_say' : every.p < alpha ? 'different' : 'no_difference_found',
    tooSmall: [...tooSmall],
  };
  const pairs = curves.pairs.map((pair, at) => {
    const [first, second] = places[at] ?? [0, 0];
    return {
      first,
      second,
      p: pair === null ? unknown('too_few_customers') : known(pair.p),
      correctedP: pair === null ? unknown('too_few_customers') : known(pair.correctedP),
    };
  });
  return { difference, pairs, judged, every };
}

async function groupsOf(context: Context, ask: ApartAsk, asOf: number): Promise<Group[]> {
  const began = within(context.workspace.timezone, ask);
  const groupOf = ({ kind, value }: Pick<Group, 'kind' | 'value'>, terms: readonly Term[]): Group => ({
    kind,
    value,
    spells: firstOfEach(spellsOf(terms, asOf).filter(began)),
  });
  const marked =
    typeof ask.by === 'string'
      ? byMark(await termsAsked(context, ask, asOf, ask.by), ask)
      : await byTrait(context, ask, asOf, ask.by.trait);
  const values = [...marked.told]
    .map(([value, terms]) => groupOf({ kind: 'value', value }, terms))
    .filter(({ spells }) => spells.length > 0)
    .sort((a, b) => b.spells.length - a.spells.length || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
  const rest = new Set(values.slice(ask.top).map(({ value }) => value));
  const others = [...marked.told].flatMap(([value, terms]) => (rest.has(value) ? terms : []));
  return [
    ...values.slice(0, ask.top),
    groupOf({ kind: 'others', value: null }, others),
    groupOf({ kind: 'missing', value: null }, marked.missing),
  ].filter(({ spells }) => spells.length > 0);
}

/** Contracts by the value of what they are told apart by, and those of whom none is told. */
interface Marked {
  readonly told: ReadonlyMap<string, readonly Term[]>;
  readonly missing: readonly Term[];
}

const byMark = (terms: readonly Term[], { by, offers }: ApartAsk): Marked => ({
  told: Map.groupBy(by === 'offer' ? ofOffers(terms, offers) : terms, ({ offer }) => offer),
  missing: [],
});

/** Over all offers together, or those asked: a change between them is no end. */
async function byTrait(context: Context, ask: ApartAsk, asOf: number, trait: string): Promise<Marked> {
  const frame = await framed(context, { ...ask, includeMarked: false });
  await requireTraits(context, [{ field: 'by.trait', trait, unit: frame.unit }]);
  const all =
    ask.people.length === 0
      ? await heldTerms(context, asOf, frame.unit)
      : await termsOfWanted(context, frame, asOf);
  const terms = ofOffers(all, ask.offers);
  const holders = [...new Set(terms.map(({ holder }) => holder))];
  const rows = await context.warehouse.rows(valuesOf(frame, trait, holders), limits(context));
  const values = new Map(rows.map(({ holder, value }) => [holder, value]));
  const told = Map.groupBy(
    terms.filter(({ holder }) => values.has(holder)),
    ({ holder }) => values.get(holder) ?? '',
  );
  return { told, missing: terms.filter(({ holder }) => !values.has(holder)) };
}

/** The value of a trait of each holder that has one. Grain: a holder; customers are all told, as their numbers are their keys. */
const valuesOf = (
  { unit, asOf }: Frame,
  trait: string,
  holders: readonly string[],
): Sql<{ holder: string; value: string }> =>
  unit === 'customer'
    ? sql<{ holder: string; value: string }>`
      select toString(who) as holder, value
      from ${traitValues({ trait, asOf, unit })}`
    : sql<{ holder: string; value: string }>`
      select named.account as holder, borne.value as value
      from (select arrayJoin(${typed('Array(String)', holders)}) as account) as named
      inner join ${traitValues({ trait, asOf, unit })} as borne
      on ${unitNamed(unit, sql`named.account`)} = borne.who`;
