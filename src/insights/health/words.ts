import type { Frame, Words } from '#src/customers/frame/index.ts';
import { count, percent, say, unitNoun, unitsCounted, written } from '#src/customers/wording/index.ts';
import type {
  Colour,
  Dimension,
  DimensionHealth,
  Figure,
  Health,
  Lack,
  PartFigure,
  Template,
} from '#src/insights/health-measures/index.ts';
import type { Board } from './ask.ts';

const measures: Readonly<Record<Dimension['measure']['kind'], Words>> = {
  depth: say('Profondeur', 'Depth'),
  breadth: say('Étendue', 'Breadth'),
  reach: say('Portée', 'Reach'),
  amount: say('Quantité', 'Amount'),
  since: say('Jours sans', 'Days without'),
  tickets: say('Tickets par personne active', 'Tickets per active person'),
  pulse: say('Impression', 'Impression'),
};

/** What a dimension is called. */
export const dimensionName = ({ name, measure }: Pick<Dimension, 'name' | 'measure'>): Words =>
  name === null ? measures[measure.kind] : say(name, name);

const colours: Readonly<Record<Colour, Words>> = {
  green: say('vert', 'green'),
  yellow: say('jaune', 'yellow'),
  red: say('rouge', 'red'),
};

/** A colour in words; « inconnu » where there is none. */
export const colourWords = (colour: Colour | null): Words =>
  colour === null ? say('inconnu', 'unknown') : colours[colour];

const lacks: Readonly<Record<Lack, Words>> = {
  no_events: say('aucun événement reçu', 'no event ever came'),
  never_received: say('événement jamais reçu', 'the event never came'),
  not_watched_long_enough: say('pas encore observé assez longtemps', 'not watched long enough yet'),
  not_set_up: say('à régler', 'not set up'),
  no_contract: say('aucun contrat en cours', 'no contract runs'),
  no_seats: say('aucune place indiquée au contrat', 'no seats told in the contract'),
  no_features: say('aucune fonction distinctive comprise', 'no distinguishing feature included'),
  nobody_active: say('personne d’actif', 'nobody active'),
  no_pulse: say('aucune impression récente', 'no recent impression'),
  nothing_before: say('rien avant à comparer', 'nothing before to compare with'),
  out_of_season: say('hors saison', 'out of season'),
  awaited: say('attendu cette saison', 'awaited this season'),
  not_applicable: say('sans objet', 'does not apply'),
};

const shares: ReadonlySet<Dimension['measure']['kind']> = new Set(['depth', 'breadth']);

/** A number with at most two decimals. */
const plain = (value: number): Words => ({
  fr: written('fr', value, { maximumFractionDigits: 2 }),
  en: written('en', value, { maximumFractionDigits: 2 }),
});

/** A figure by which a dimension is judged, in words: 60 %, −30 %, 4,5 – or why it is not known. */
export function figureWords(
  { measure, judges }: Pick<Dimension, 'measure' | 'judges'>,
  figure: Figure,
): Words {
  if (!figure.known) return lacks[figure.why];
  if (judges === 'change') {
    const { fr, en } = percent(Math.abs(figure.value));
    const sign = figure.value > 0 ? '+' : figure.value < 0 ? '−' : '';
    return say(`${sign}${fr}`, `${sign}${en}`);
  }
  return shares.has(measure.kind) ? percent(figure.value) : plain(figure.value);
}

const parts: Readonly<Record<PartFigure['name'], Words>> = {
  features_used: say('fonctions distinctives utilisées', 'distinguishing features used'),
  features_paid: say('comprises', 'included'),
  active_people: say('personnes actives', 'active people'),
  seats: say('places', 'seats'),
  reached: say('clients touchés', 'clients reached'),
  amount: say('quantité', 'amount'),
  days_since: say('jours écoulés', 'days gone by'),
  tickets: say('tickets', 'tickets'),
  activity: say('actions', 'actions'),
  pulse: say('impression', 'impression'),
};

/** The figure a dimension is judged by. */
export const judgedFigure = (
  { judges }: Pick<Dimension, 'judges'>,
  { now, change }: DimensionHealth,
): Figure => (judges === 'change' ? change : now);

/** Why a dimension is of another colour than before: its figure then and now, and what it is made of. */
export function changeWords(dimension: Dimension, before: DimensionHealth, now: DimensionHealth): Words {
  const [from, to] = [before, now].map((one) => figureWords(dimension, judgedFigure(dimension, one)));
  const name = dimensionName(dimension);
  const made = now.parts.flatMap((part) => {
    const then = before.parts.find((one) => one.name === part.name)?.now ?? null;
    if (then === part.now) return [];
    const [was, is] = [then, part.now].map((value) =>
      value === null ? say('inconnu', 'unknown') : plain(value),
    );
    return [
      say(`${parts[part.name].fr} ${was?.fr} → ${is?.fr}`, `${parts[part.name].en} ${was?.en} → ${is?.en}`),
    ];
  });
  const told = (language: 'fr' | 'en') => made.map((part) => part[language]).join(', ');
  const silent = now.silent
    ? say(' Plus aucun ticket alors que l’usage chute.', ' No ticket any more while use falls.')
    : say('', '');
  return say(
    `${name.fr} : ${from?.fr} → ${to?.fr}${made.length === 0 ? '' : ` (${told('fr')})`}.${silent.fr}`,
    `${name.en}: ${from?.en} → ${to?.en}${made.length === 0 ? '' : ` (${told('en')})`}.${silent.en}`,
  );
}

/** Which dimensions made the score change, in words. */
export function scoreWords(dimensions: readonly Dimension[], before: Health, now: Health): Words {
  const moved = dimensions.flatMap((dimension, i) => {
    const [was, is] = [before.dimensions[i]?.colour ?? null, now.dimensions[i]?.colour ?? null];
    return was === is ? [] : [{ name: dimensionName(dimension), was: colourWords(was), is: colourWords(is) }];
  });
  const score = (language: 'fr' | 'en', { score }: Health) =>
    score === null ? colourWords(null)[language] : written(language, score, { maximumFractionDigits: 0 });
  const told = (language: 'fr' | 'en') =>
    moved.map(({ name, was, is }) => `${name[language]} ${was[language]} → ${is[language]}`).join(', ');
  return say(
    `Score ${score('fr', before)} → ${score('fr', now)} : ${told('fr')}.`,
    `Score ${score('en', before)} → ${score('en', now)}: ${told('en')}.`,
  );
}

type Counts = Pick<
  Board,
  'anyRed' | 'hiddenRed' | 'improving' | 'unseen' | 'outOfSeason' | 'awaited' | 'atStake' | 'total' | 'among'
> & {
  /** Without a score, though something is expected of them now. */
  readonly unsaid: number;
  readonly unit: 'customer' | 'account';
};

const moneyWords = (language: 'fr' | 'en', amount: number, currency: string): string =>
  written(language, amount, { style: 'currency', currency, maximumFractionDigits: 0 });

/** How the base stands, in a sentence or two. */
export function boardVerdict({
  unit,
  total,
  anyRed,
  hiddenRed,
  improving,
  unseen,
  unsaid,
  outOfSeason,
  awaited,
  atStake,
  among,
}: Counts): Words {
  if (total === 0) {
    return among === 'holding'
      ? say('Aucun contrat ne court à cette date.', 'No contract runs at this date.')
      : say('Personne n’est encore connu.', 'Nobody is known yet.');
  }
  const [all, red] = [unitsCounted(total, unit), count(anyRed)];
  const stake = atStake.filter(({ red }) => red > 0);
  const money = (language: 'fr' | 'en') =>
    stake.map(({ red, currency }) => moneyWords(language, red, currency)).join(' + ');
  const paid =
    stake.length === 0
      ? say('', '')
      : say(`, soit ${money('fr')} par mois`, `, worth ${money('en')} a month`);
  const hidden =
    hiddenRed === 0
      ? say('', '')
      : say(
          ` Pour ${count(hiddenRed).fr}, le score seul ne le dirait pas.`,
          ` For ${count(hiddenRed).en}, the score alone would not tell.`,
        );
  const better =
    improving === 0
      ? say('', '')
      : say(
          ` ${count(improving).fr} progressent sur un point au moins.`,
          ` ${count(improving).en} get better in one at least.`,
        );
  const doubt = unsaid + unseen === 0 ? say('', '') : unknownWords(unsaid, unseen);
  const resting = restingWords({ outOfSeason, awaited });
  return say(
    `Sur ${all.fr}, ${red.fr} ${anyRed >= 2 ? 'ont' : 'a'} une dimension au rouge${paid.fr}.${hidden.fr}${better.fr}${resting.fr}${doubt.fr}`,
    `Of ${all.en}, ${red.en} ${anyRed === 1 ? 'has' : 'have'} a red dimension${paid.en}.${hidden.en}${better.en}${resting.en}${doubt.en}`,
  );
}

/** Of whom nothing is expected now, and why: they are neither well nor ill. */
function restingWords({ outOfSeason, awaited }: Pick<Board, 'outOfSeason' | 'awaited'>): Words {
  const between =
    outOfSeason === 0
      ? say('', '')
      : say(
          ` Pour ${count(outOfSeason).fr}, c’est hors saison : leur usage n’est pas jugé.`,
          ` For ${count(outOfSeason).en} it is out of season: their use is not judged.`,
        );
  const coming =
    awaited === 0
      ? say('', '')
      : say(
          ` ${count(awaited).fr} ${awaited >= 2 ? 'sont attendus' : 'est attendu'} : la saison court encore.`,
          ` ${count(awaited).en} ${awaited === 1 ? 'is' : 'are'} awaited: the season still runs.`,
        );
  return say(`${between.fr}${coming.fr}`, `${between.en}${coming.en}`);
}

function unknownWords(unknown: number, unseen: number): Words {
  const score =
    unknown === 0
      ? say('', '')
      : say(
          ` On ne sait pas encore pour ${count(unknown).fr} : trop peu est connu.`,
          ` We cannot say yet for ${count(unknown).en}: too little is known.`,
        );
  const never =
    unseen === 0
      ? say('', '')
      : say(
          ` De ${count(unseen).fr} sous contrat, aucun événement n’est jamais venu : jamais utilisé, ou nommé autrement.`,
          ` From ${count(unseen).en} under contract no event ever came: never used, or named otherwise.`,
        );
  return say(`${score.fr}${never.fr}`, `${score.en}${never.en}`);
}

/** How one stands, in a sentence or two. */
export function oneVerdict({ dimensions }: Template, health: Health): Words {
  const red = dimensions.flatMap((dimension, i) => {
    const told = health.dimensions[i];
    return told?.colour === 'red'
      ? [{ name: dimensionName(dimension), figure: figureWords(dimension, judgedFigure(dimension, told)) }]
      : [];
  });
  const list = (language: 'fr' | 'en') =>
    red.map(({ name, figure }) => `${name[language]} (${figure[language]})`).join(', ');
  const known = percent(health.coverage);
  const colour = colourWords(health.colour);
  const score =
    health.score === null
      ? unsaidWords(health)
      : say(
          `Score ${count(Math.round(health.score)).fr} sur 100, ${colour.fr} ; ${known.fr} de ce qui compte est connu.`,
          `Score ${count(Math.round(health.score)).en} of 100, ${colour.en}; ${known.en} of what counts is known.`,
        );
  const reds =
    red.length === 0
      ? say(' Aucune dimension au rouge.', ' No dimension is red.')
      : say(` Au rouge : ${list('fr')}.`, ` Red: ${list('en')}.`);
  return say(`${score.fr}${reds.fr}`, `${score.en}${reds.en}`);
}

/** Why somebody has no score. */
function unsaidWords({ expected, coverage }: Health): Words {
  const known = percent(coverage);
  if (expected.when !== 'not_now') {
    return say(
      `On ne sait pas encore : seuls ${known.fr} de ce qui compte sont connus.`,
      `We cannot say yet: only ${known.en} of what counts is known.`,
    );
  }
  return expected.why === 'awaited'
    ? say(
        'La saison court, et on l’attend encore : l’usage n’est pas jugé.',
        'The season runs, and they are still awaited: use is not judged.',
      )
    : say(
        'Hors saison : rien n’est attendu avant la prochaine, et l’usage n’est pas jugé.',
        'Out of season: nothing is expected before the next one, and use is not judged.',
      );
}

/** What changes with another template, in a sentence. */
export function previewVerdict(
  unit: 'customer' | 'account',
  { total, changed }: { total: number; changed: number },
): Words {
  if (total === 0) return say('Personne à juger à cette date.', 'Nobody to judge at this date.');
  const noun = unitNoun(unit, changed >= 2);
  return changed === 0
    ? say(
        'Avec ces réglages, aucun score ne change de couleur.',
        'With these settings no score changes colour.',
      )
    : say(
        `Avec ces réglages, ${count(changed).fr} ${noun.fr} sur ${count(total).fr} ${changed >= 2 ? 'changeraient' : 'changerait'} de couleur.`,
        `With these settings, ${count(changed).en} of ${count(total).en} ${unitNoun(unit, total !== 1).en} would change colour.`,
      );
}

/** What the numbers mean. */
export function definitionOf({ dimensions, green, yellow, leastCoverage }: Template, { zone }: Frame): Words {
  const each = (language: 'fr' | 'en') =>
    dimensions
      .map((dimension) => {
        const told = dimensionName(dimension)[language];
        const bound = (value: number) => figureWords(dimension, { known: true, value })[language];
        const [sign, days] = [dimension.better === 'higher' ? '≥' : '≤', dimension.days];
        const [g, y] = [bound(dimension.green), bound(dimension.yellow)];
        return language === 'fr'
          ? `${told} (${days} jours) : vert ${sign} ${g}, jaune ${sign} ${y}, poids ${plain(dimension.weight).fr}`
          : `${told} (${days} days): green ${sign} ${g}, yellow ${sign} ${y}, weight ${plain(dimension.weight).en}`;
      })
      .join(language === 'fr' ? ' ; ' : '; ');
  const least = percent(leastCoverage);
  return say(
    `${each('fr')}. Une borne appartient à la meilleure couleur. Score : vert 100, jaune 50, rouge 0, moyenne pondérée de ce qui est connu ; vert dès ${plain(green).fr}, jaune dès ${plain(yellow).fr}. Ce qui n’est pas connu ne compte ni en bien ni en mal ; sous ${least.fr} de couverture, pas de score. Les dimensions au rouge restent toujours affichées à côté. Jours glissants, ${zone}.`,
    `${each('en')}. A bound belongs to the better colour. Score: green 100, yellow 50, red 0, weighted mean of what is known; green from ${plain(green).en}, yellow from ${plain(yellow).en}. What is not known counts neither for good nor for bad; below ${least.en} of coverage there is no score. Red dimensions are always shown beside it. Rolling days, ${zone}.`,
  );
}
