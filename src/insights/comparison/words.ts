import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import type { Period } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  datesIn,
  nobody,
  peopleCounted,
  peopleNoun,
  percent,
  points,
  rowName,
  say,
  unitNoun,
  written,
} from '#src/customers/wording/index.ts';
import { roundedUp } from '#src/insights/retention/index.ts';
import type { Comparison, Pair } from '#src/maths/significance/index.ts';
import { fewestForLogRank } from '#src/maths/survival/index.ts';
import type { Arm } from './ask.ts';
import type { CurvesHeld } from './curve.ts';

/** What of a question the names of its arms depend on. */
export interface NamedBy {
  /** Length of the rows that cohorts are. */
  readonly rows: Period;
  readonly breakdown: { readonly name: string } | null;
}

/** What an arm is called in sentences and legends. */
export async function nameOf(records: Context['records'], arm: Arm, ask: NamedBy): Promise<Words> {
  if (arm.kind === 'cohort') return rowName(arm.period, ask.rows);
  if (arm.kind === 'people') return say(arm.name, arm.name);
  if (arm.kind === 'range') return say(rangeName('fr', arm), rangeName('en', arm));
  if (arm.kind === 'value') {
    return arm.value === null
      ? say(`sans « ${ask.breakdown?.name} »`, `without “${ask.breakdown?.name}”`)
      : say(`« ${arm.value} »`, `“${arm.value}”`);
  }
  const list = await records.row(sql<{ name: string }>`select name from lists where id = ${arm.list}`);
  return say(`liste « ${list?.name} »`, `list “${list?.name}”`);
}

/** Dates as one says them, beside other dates: « novembre 2025 – avril 2026 », « 3 – 16 mars 2025 ». */
function rangeName(language: 'fr' | 'en', { from, to }: { from: string; to: string }): string {
  const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
  const wholeMonths = from.endsWith('-01') && new Date(at(to) + 86_400_000).getUTCDate() === 1;
  return datesIn(language, {
    year: 'numeric',
    month: 'long',
    ...(wholeMonths ? {} : { day: 'numeric' }),
  })
    .formatRange(at(from), at(to))
    .replaceAll('\u2009', ' ');
}

/** Of whom two arms are, when they are compared, and what the better one does better, as the sentence says it. */
export interface Compared {
  readonly unit: Counted;
  readonly when: Words;
  readonly better?: Words;
}

/** What may be said of two arms at one interval, or one step. */
export function pairWords(
  names: readonly [Words, Words],
  pair: Pair,
  found: Comparison,
  { unit, when, better: verb = say('retient mieux que', 'retains better than') }: Compared,
): Words {
  const { difference, interval, decidingP: p } = found;
  if (!difference.known || !interval.known || !p.known) {
    return say(
      `On ne peut pas encore conclure ${when.fr} : ${nobody(unit).fr} n’a été suivi assez longtemps.`,
      `We cannot say yet ${when.en}: ${nobody(unit).en} has been watched long enough.`,
    );
  }
  const gap = { difference: difference.value, ...interval.value, p: p.value };
  const facts = factsOf(pair, gap, when);
  if (found.verdict === 'different') {
    const turned = difference.value < 0;
    const [better, worse] = turned ? [names[1], names[0]] : names;
    const facts = turned ? factsOf(theOtherWay(pair), theOtherWayRound(gap), when) : factsOf(pair, gap, when);
    return say(
      `Différence significative : ${better.fr} ${verb.fr} ${worse.fr} (${facts.fr}). Ce n’est probablement pas un hasard.`,
      `Significant difference: ${better.en} ${verb.en} ${worse.en} (${facts.en}). It is probably not by chance.`,
    );
  }
  if (found.verdict === 'no_difference_found') {
    return say(
      `Pas de différence nette entre ${names[0].fr} et ${names[1].fr} (${facts.fr}). Les groupes étaient assez grands pour montrer un écart qui compte.`,
      `No clear difference between ${names[0].en} and ${names[1].en} (${facts.en}). The groups were large enough to show a gap that matters.`,
    );
  }
  const more = found.neededPerGroup - found.smallestGroup;
  const need =
    more > 0
      ? say(
          ` Il faut environ ${count(roundedUp(more)).fr} ${unitNoun(unit, true).fr} de plus par groupe.`,
          ` About ${count(roundedUp(more)).en} more ${unitNoun(unit, true).en} per group are needed.`,
        )
      : say('', '');
  return say(
    `On ne peut pas encore conclure entre ${names[0].fr} et ${names[1].fr} : ${facts.fr}.${need.fr}`,
    `We cannot say yet between ${names[0].en} and ${names[1].en}: ${facts.en}.${need.en}`,
  );
}

/** A difference of shares with its interval. */
interface Gap {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** The figures in the order in which the sentence names the groups: the first, the second, first minus second. */
function factsOf({ first, second }: Pair, { difference, low, high, p }: Gap, when: Words): Words {
  const [gap, from, to] = [points(difference), points(low), points(high)];
  return say(
    `${shareOf(first).fr} contre ${shareOf(second).fr} ${when.fr}, écart de ${gap.fr}, de ${from.fr} à ${to.fr} ; p ${probability('fr', p)}`,
    `${shareOf(first).en} against ${shareOf(second).en} ${when.en}, a gap of ${gap.en}, from ${from.en} to ${to.en}; p ${probability('en', p)}`,
  );
}

const theOtherWay = ({ first, second }: Pair): Pair => ({ first: second, second: first });

const theOtherWayRound = ({ difference, low, high, p }: Gap): Gap => ({
  difference: -difference,
  low: -high,
  high: -low,
  p,
});

const shareOf = ({ hits, total }: Pair['first']): Words => percent(total === 0 ? 0 : hits / total);

/** p as people read it, with its sign: "= 0.012", or "< 0.001". */
export function probability(language: 'fr' | 'en', p: number): string {
  const way = { maximumFractionDigits: 3, minimumFractionDigits: p < 0.0995 ? 3 : 2 };
  return p < 0.001 ? `< ${written(language, 0.001, way)}` : `= ${written(language, p, way)}`;
}

/** Two groups with what may be said of them. */
interface Found {
  readonly verdict: Comparison['verdict'];
  readonly words: Words;
}

/** What may be said of several pairs: of the only one; else of those that differ, or that none does. */
export function togetherWords(pairs: readonly Found[]): Words {
  const different = pairs.filter(({ verdict }) => verdict === 'different');
  const spoken = pairs.length === 1 ? pairs : different.slice(0, 3);
  if (spoken.length === 0) return nothingFound(pairs);
  return say(spoken.map(({ words }) => words.fr).join(' '), spoken.map(({ words }) => words.en).join(' '));
}

function nothingFound(pairs: readonly Found[]): Words {
  return pairs.every(({ verdict }) => verdict === 'no_difference_found')
    ? say(
        `Aucune des ${pairs.length} comparaisons ne montre de différence nette, et les groupes étaient assez grands pour en montrer une qui compte.`,
        `None of the ${pairs.length} comparisons shows a clear difference, and the groups were large enough to show one that matters.`,
      )
    : say(
        `On ne peut pas encore conclure : aucune des ${pairs.length} comparaisons n’est significative après correction.`,
        `We cannot say yet: none of the ${pairs.length} comparisons is significant after correction.`,
      );
}

/** Whose curves they are, and over what they go. */
interface CurvesNamed {
  readonly unit: Counted;
  readonly names: readonly Words[];
  readonly over: Words;
}

/** The sentence on whole curves: how it goes with what was said of the pairs, and who is too small to be judged. */
export function curveWords(
  pairs: readonly Found[],
  curves: CurvesHeld | null,
  { unit, names, over }: CurvesNamed,
): Words {
  if (curves === null) return say('', '');
  const judged = curves.every === null ? say('', '') : judgedWords(pairs, curves.every.p, over);
  const unjudged = tooSmallWords(
    curves.tooSmall.flatMap((place) => names[place] ?? []),
    over,
    unit,
  );
  return say(`${judged.fr}${unjudged.fr}`, `${judged.en}${unjudged.en}`);
}

function judgedWords(pairs: readonly Found[], p: number, over: Words): Words {
  const found = pairs.some(({ verdict }) => verdict === 'different');
  const said = say(`log-rank, p ${probability('fr', p)}`, `log-rank, p ${probability('en', p)}`);
  if (p < 0.05) {
    return found
      ? say(
          ` Sur toute la courbe (${over.fr}), les groupes diffèrent aussi (${said.fr}).`,
          ` Over the whole curve (${over.en}) the groups differ as well (${said.en}).`,
        )
      : say(
          ` Sur toute la courbe (${over.fr}), en revanche, les groupes diffèrent (${said.fr}) : l’écart se voit sur la durée, pas encore à ce seul chiffre.`,
          ` Over the whole curve (${over.en}), however, the groups differ (${said.en}): the gap shows over time, not yet in this figure alone.`,
        );
  }
  return found
    ? say(
        ` Sur toute la courbe (${over.fr}), en revanche, rien ne permet de les distinguer (${said.fr}) : l’écart ne tient qu’à ce chiffre.`,
        ` Over the whole curve (${over.en}), however, nothing sets them apart (${said.en}): the gap rests on this figure alone.`,
      )
    : say(
        ` Sur toute la courbe (${over.fr}) non plus, rien ne permet de les distinguer (${said.fr}).`,
        ` Nor does anything set them apart over the whole curve (${over.en}; ${said.en}).`,
      );
}

function tooSmallWords(small: readonly Words[], over: Words, unit: Counted): Words {
  const [first] = small;
  if (first === undefined) return say('', '');
  const many = count(small.length);
  const who =
    small.length === 1
      ? say(`le groupe ${first.fr} est trop petit`, `the group ${first.en} is too small`)
      : say(`${many.fr} groupes sont trop petits`, `${many.en} groups are too small`);
  return say(
    ` Sur la courbe (${over.fr}), ${who.fr} pour être jugé${small.length === 1 ? '' : 's'} : il faut ${fewestForLogRank} ${peopleNoun(unit).fr} et ${fewestForLogRank} cas attendus.`,
    ` On the curve (${over.en}) ${who.en} to be judged: ${fewestForLogRank} ${peopleNoun(unit).en} and ${fewestForLogRank} expected cases are needed.`,
  );
}

/** Of whom the groups are, how many are in two, and whether the same may enter several. */
interface Cautioned {
  readonly overlap: number;
  readonly repeated: boolean;
  readonly unit: Counted;
}

/** What the tests take for granted and this comparison does not give. */
export function cautions({ overlap, repeated, unit }: Cautioned): Words {
  const both = peopleCounted(overlap, unit);
  const [one, is] = [peopleNoun(unit, false), overlap >= 2 ? 'sont' : 'est'];
  const shared =
    overlap === 0
      ? say('', '')
      : say(
          ` Attention : ${both.fr} ${is} dans les deux groupes, alors que le calcul les suppose séparés.`,
          ` Caution: ${both.en} ${overlap === 1 ? 'is' : 'are'} in both groups, while the tests take them as separate.`,
        );
  const twice = repeated
    ? say(
        ` ${unit === 'account' ? 'Un' : 'Une'} même ${one.fr} peut entrer dans plusieurs cohortes et compter plusieurs fois : l’incertitude est un peu sous-estimée.`,
        ` One ${one.en} may enter several cohorts and count several times: the doubt is somewhat understated.`,
      )
    : say('', '');
  return say(`${shared.fr}${twice.fr}`, `${shared.en}${twice.en}`);
}
