import { sql } from '#src/basics/sql.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { say, written } from '#src/customers/wording/index.ts';
import { type PaidFeature, payersOf } from '#src/insights/entitlements/index.ts';
import { dimensionName, figureWords, type HolderHealth, healthOf } from '#src/insights/health/index.ts';
import type { Dimension, DimensionHealth } from '#src/insights/health-measures/index.ts';
import type { Finding, Looking } from './finding.ts';
import { unusedDays } from './reasons.ts';

/** What the use of accounts under contract says: red or falling health, features paid for and left unused. */
export async function fromAccounts(looking: Looking): Promise<Finding[]> {
  const { records, workspace } = looking.context;
  const held = await records.row(sql`
    select 1 as one from contracts where workspace_id = ${workspace.number} and holder_kind = 'account' limit 1`);
  if (held === undefined) return [];
  const found = await Promise.all([fromHealth(looking), fromUnused(looking)]);
  return found.flat();
}

const everyAccount = { unit: 'account' as const, people: [], includeMarked: false };

async function fromHealth({ context }: Looking): Promise<Finding[]> {
  const { all, adopted } = await healthOf(context, { ...everyAccount, among: 'holding' });
  const { dimensions } = adopted.template;
  return all.flatMap((one) => [...redIn(dimensions, one), ...fallingIn(dimensions, one)]);
}

/** A red dimension counts whatever the score: no average hides it. */
function redIn(dimensions: readonly Dimension[], { holder, health }: HolderHealth): Finding[] {
  const red = health.dimensions.filter(({ colour }) => colour === 'red');
  if (red.length === 0) return [];
  const told = dimensionsTold(dimensions, red);
  return [
    {
      kind: 'account',
      key: holder.name,
      reason: 'health_red',
      occurrence: red.map(({ key }) => key).join(' '),
      since: null,
      due: null,
      words: say(`Santé en rouge : ${told.fr}`, `Red health: ${told.en}`),
    },
  ];
}

function fallingIn(dimensions: readonly Dimension[], { holder, health }: HolderHealth): Finding[] {
  const falling = health.dimensions.filter(
    ({ colour, trend, change }) => trend === 'worse' && colour === 'yellow' && change.known,
  );
  if (falling.length === 0) return [];
  const told = listed(
    falling.map((own) => {
      const share = own.change.known ? own.change.value : 0;
      const fall = (language: 'fr' | 'en') =>
        written(language, share, { style: 'percent', signDisplay: 'exceptZero' }).replace('-', '−');
      const name = nameOf(dimensions, own);
      return say(`${name.fr} ${fall('fr')}`, `${name.en} ${fall('en')}`);
    }),
  );
  return [
    {
      kind: 'account',
      key: holder.name,
      reason: 'health_falling',
      occurrence: falling.map(({ key }) => key).join(' '),
      since: null,
      due: null,
      words: say(`Santé en baisse : ${told.fr}`, `Falling health: ${told.en}`),
    },
  ];
}

const dimensionsTold = (dimensions: readonly Dimension[], own: readonly DimensionHealth[]): Words =>
  listed(
    own.map((one) => {
      const dimension = dimensions.find(({ key }) => key === one.key);
      const name = nameOf(dimensions, one);
      if (dimension === undefined) return name;
      const figure = figureWords(dimension, dimension.judges === 'change' ? one.change : one.now);
      return say(`${name.fr} (${figure.fr})`, `${name.en} (${figure.en})`);
    }),
  );

function nameOf(dimensions: readonly Dimension[], { key }: Pick<DimensionHealth, 'key'>): Words {
  const dimension = dimensions.find((one) => one.key === key);
  return dimension === undefined ? say(key, key) : dimensionName(dimension);
}

const listed = (all: readonly Words[]): Words =>
  say(
    new Intl.ListFormat('fr').format(all.map(({ fr }) => fr)),
    new Intl.ListFormat('en').format(all.map(({ en }) => en)),
  );

async function fromUnused({ context }: Looking): Promise<Finding[]> {
  const { payers } = await payersOf(context, { ...everyAccount, days: unusedDays });
  return payers.flatMap(({ holder, features }): Finding[] => {
    const unused = features.filter(({ state }) => state === 'unused');
    if (unused.length === 0) return [];
    const names = unused.map(({ name }) => say(name, name));
    const paid = amountTold(unused);
    return [
      {
        kind: 'account',
        key: holder.name,
        reason: 'unused',
        occurrence: unused.map(({ key }) => key).join(' '),
        since: null,
        due: null,
        words: say(
          `Payé et non utilisé depuis ${unusedDays} jours : ${listed(names).fr}${paid.fr}`,
          `Paid for and not used in ${unusedDays} days: ${listed(names).en}${paid.en}`,
        ),
      },
    ];
  });
}

/** What is paid a month for features, by currency; nothing where no price is told apart. */
function amountTold(features: readonly PaidFeature[]): Words {
  const prices = features.flatMap(({ price }) => price ?? []);
  if (prices.length === 0) return say('', '');
  const sums = [...Map.groupBy(prices, ({ currency }) => currency)].map(([currency, own]) => {
    const sum = own.reduce((all, { amount }) => all + amount, 0);
    const money = (language: 'fr' | 'en') => written(language, sum, { style: 'currency', currency });
    return say(money('fr'), money('en'));
  });
  const told = listed(sums);
  return say(`, ${told.fr} par mois`, `, ${told.en} a month`);
}
