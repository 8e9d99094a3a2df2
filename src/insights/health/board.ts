import { addedUp } from '#src/basics/currency.ts';
import { DomainError } from '#src/basics/errors.ts';
import { badCursor, type Engines, saidOf, shown } from '#src/customers/frame/index.ts';
import { accountNames, namedAccount, namedAccounts, type Person } from '#src/customers/naming/index.ts';
import type { Colour, Template } from '#src/insights/health-measures/index.ts';
import type { Board, BoardAsk, HealthAsk, Row, Summary, Tally } from './ask.ts';
import { bandsOf, perEuroBy } from './bands.ts';
import { type Ground, type HolderHealth, healthOf, isCounted } from './judged.ts';
import { boardVerdict, definitionOf, dimensionName } from './words.ts';

/**
 * Everyone's health, one row each, sorted and by pages; with how many are of each colour.
 *
 * @throws DomainError `health.no_such_order`, `insights.bad_cursor`, those of `groundOf`
 */
export async function boardOf(engines: Engines, ask: BoardAsk): Promise<Board> {
  const found = await healthOf(engines, ask);
  const { all, adopted, among } = found;
  const tell = tellingRows(adopted.template, all);
  const call = await callNames(engines, found, ask);
  const wanted = all.filter((one) => isCounted(one, ask.show) && bearsText(call(one), ask.search));
  const sorted = wanted.toSorted(orderBy(ask, adopted.template, call));
  const from = placeOf(ask.cursor);
  const page = sorted.slice(from, from + ask.limit);
  const people = await namedIn(engines, found, page);
  return {
    template: adopted,
    among,
    shown: wanted.length,
    rows: page.map((one) => tell(one, people.get(one.holder.key))),
    next: from + ask.limit < sorted.length ? String(from + ask.limit) : null,
    ...countsOf(found, ask),
  };
}

/** How many are of each colour, by dimension too, and nobody by name. @throws DomainError those of `groundOf` */
export async function summaryOf(engines: Engines, ask: HealthAsk): Promise<Summary> {
  const found = await healthOf(engines, ask);
  const { adopted, among } = found;
  const { dimensions, ...counted } = countsOf(found, ask);
  return {
    ...counted,
    among,
    version: adopted.version,
    dimensions: adopted.template.dimensions.map((dimension, i) => ({
      key: dimension.key,
      name: dimensionName(dimension),
      tally: dimensions[i]?.tally ?? tallyOf([]),
    })),
  };
}

type Found = Awaited<ReturnType<typeof healthOf>>;

/** What the board says of all it is about. */
function countsOf({ all, adopted, frame, among }: Found, ask: HealthAsk) {
  const total = all.length;
  const said = { total, ...countsIn(all, adopted.template), atStake: atStake(all) };
  return {
    ...said,
    verdict: boardVerdict({ ...said, unsaid: unsaidIn(all), unit: frame.unit, among }),
    definition: definitionOf(adopted.template, frame),
    ...saidOf(frame, ask),
  };
}

/** By what somebody is looked for, the best first: its name where one is told, and its id. */
type Called = (one: HolderHealth) => readonly [string, ...string[]];

/** Names are only read where they decide who is shown, or where. */
async function callNames(
  { warehouse }: Engines,
  { frame }: Found,
  { search, sort }: BoardAsk,
): Promise<Called> {
  const asked = frame.unit === 'account' && (search !== '' || sort === 'name');
  const rows = asked ? await warehouse.rows(accountNames({})) : [];
  const nameOf = new Map(rows.map(({ account, name }) => [account, name]));
  return ({ holder: { name: id } }) => {
    const name = nameOf.get(id);
    return name === undefined ? [id] : [name, id];
  };
}

const bearsText = (names: readonly string[], search: string): boolean =>
  names.some((name) => name.toLowerCase().includes(search.toLowerCase()));

/** Who they are, by their keys. */
export async function namedIn(
  engines: Engines,
  { frame }: Pick<Ground, 'frame'>,
  some: readonly HolderHealth[],
): Promise<Map<string, Person>> {
  const keys = some.map(({ holder }) => holder.key);
  if (frame.unit === 'customer') {
    const people = await shown(engines, 'customer', keys.map(Number));
    return new Map(people.map((person, i) => [keys[i] ?? '', person]));
  }
  const accounts = await namedAccounts(
    engines,
    some.map(({ holder }) => holder.name),
  );
  return new Map(accounts.map((account, i) => [keys[i] ?? '', account]));
}

/** Tells rows of a board; value per euro is told among all of it. */
export function tellingRows(
  { dimensions }: Template,
  all: readonly HolderHealth[],
): (one: HolderHealth, person: Person | undefined) => Row {
  const perEuro = perEuroBy(
    bandsOf(all.map(({ health }) => health)),
    dimensions.map(({ better }) => better),
  );
  return ({ holder, health }, person) => ({
    holder: person ?? namedAccount(holder.name),
    key: holder.key,
    score: health.score,
    colour: health.colour,
    coverage: health.coverage,
    red: [...health.red],
    improving: health.improving,
    price: health.price,
    contracts: health.held.length,
    dimensions: health.dimensions.map(({ features: _, parts, ...dimension }, i) => ({
      ...dimension,
      parts: [...parts],
      perEuro: perEuro(health, i),
    })),
  });
}

const placeOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor(cursor);
  return Number(cursor);
};

type Order = (a: HolderHealth, b: HolderHealth) => number;

/** Worst, dearest or first in the alphabet first; what is not known stands last, both ways. */
function orderBy(
  { sort, reverse }: Pick<BoardAsk, 'sort' | 'reverse'>,
  template: Template,
  call: Called,
): Order {
  const figure = figureBy(sort, template);
  const way = reverse ? -1 : 1;
  const byName: Order = (a, b) => compared(a.holder.name, b.holder.name);
  if (figure === 'name') return (a, b) => way * alphabet.compare(call(a)[0], call(b)[0]) || byName(a, b);
  return (a, b) => {
    const [left, right] = [figure(a), figure(b)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || byName(a, b);
    return way * (left - right) || byName(a, b);
  };
}

/** In French as in English: É stands with E. */
const alphabet = new Intl.Collator('fr');

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function figureBy(sort: string, { dimensions }: Template): 'name' | ((one: HolderHealth) => number | null) {
  if (sort === 'name') return 'name';
  if (sort === 'score') return ({ health }) => health.score;
  if (sort === 'coverage') return ({ health }) => health.coverage;
  if (sort === 'stake') return ({ health: { price } }) => (price.known ? -price.amount : null);
  const at = dimensions.findIndex(({ key }) => key === sort);
  const dimension = dimensions[at];
  if (dimension === undefined) {
    throw new DomainError('health.no_such_order', {
      field: 'sort',
      expected: `stake, score, coverage, name, or a dimension: ${dimensions.map(({ key }) => key).join(', ')}`,
      got: sort,
    });
  }
  const sign = dimension.better === 'higher' ? 1 : -1;
  return ({ health }) => {
    const told = health.dimensions[at];
    const figure = dimension.judges === 'change' ? told?.change : told?.now;
    return figure?.known ? sign * figure.value : null;
  };
}

/** How many are of each colour. */
export function tallyOf(colours: readonly (Colour | null)[]): Tally {
  const tally = { green: 0, yellow: 0, red: 0, unknown: 0 };
  for (const colour of colours) tally[colour ?? 'unknown'] += 1;
  return tally;
}

/** How many are of each colour, by dimension too. */
export const dimensionTallies = (all: readonly HolderHealth[], { dimensions }: Template) =>
  dimensions.map(({ key }, i) => ({
    key,
    tally: tallyOf(all.map(({ health }) => health.dimensions[i]?.colour ?? null)),
  }));

const countsIn = (all: readonly HolderHealth[], template: Template) => ({
  overall: tallyOf(all.map(({ health }) => health.colour)),
  dimensions: dimensionTallies(all, template),
  anyRed: all.filter((one) => isCounted(one, { kind: 'any_red' })).length,
  hiddenRed: all.filter((one) => isCounted(one, { kind: 'hidden_red' })).length,
  improving: all.filter((one) => isCounted(one, { kind: 'improving' })).length,
  unseen: all.filter((one) => isCounted(one, { kind: 'unseen' })).length,
  outOfSeason: all.filter((one) => isCounted(one, { kind: 'out_of_season' })).length,
  awaited: all.filter((one) => isCounted(one, { kind: 'awaited' })).length,
});

/** How many have no score though something is expected of them now. */
const unsaidIn = (all: readonly HolderHealth[]): number =>
  all.filter(({ health }) => health.colour === null && health.expected.when !== 'not_now').length;

/** What is paid a month, by currency: by all, and by those with a red dimension. */
function atStake(all: readonly HolderHealth[]): Board['atStake'] {
  const paying = all.flatMap(({ health }) =>
    health.price.known ? [{ ...health.price, red: health.red.length > 0 }] : [],
  );
  return [...Map.groupBy(paying, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    all: addedUp(
      own.map(({ amount }) => amount),
      currency,
    ),
    red: addedUp(
      own.flatMap(({ amount, red }) => (red ? [amount] : [])),
      currency,
    ),
  }));
}
