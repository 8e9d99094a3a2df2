import type { Estimate } from '#src/basics/estimate.ts';
import type { Period } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  type Counted,
  count,
  deedWords,
  eventWords,
  fewPeople,
  nobodyDid,
  peopleNoun,
  percent,
  rowName,
  say,
  sentence,
  unitNoun,
  written,
} from '#src/customers/wording/index.ts';
import { type Measuring, rangeWords } from '#src/insights/comparable/index.ts';
import { fewestForLogRank } from '#src/maths/survival/index.ts';
import type { CurveAnswer, Waits } from './ask.ts';
import type { WaitPlan } from './begin.ts';

/** A length as people say it: 5 jours, 3,5 jours, 6 heures. */
export function lengthWords(days: number): Words {
  const hours = days < 2 && !Number.isInteger(days);
  const value = hours ? Math.round(days * 24) : days;
  const said = (language: 'fr' | 'en') =>
    written(language, value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return say(
    `${said('fr')} ${hours ? 'heure' : 'jour'}${value < 2 ? '' : 's'}`,
    `${said('en')} ${hours ? 'hour' : 'day'}${value === 1 ? '' : 's'}`,
  );
}

/** How long the periods are that groups stand for, and of whom. */
interface Telling {
  readonly period: Period;
  readonly unit: Counted;
}

/** How long it takes, in a sentence or two, with those who still wait. */
export function waitVerdict(
  everyone: Waits,
  difference: CurveAnswer['difference'],
  { period = 'day', unit = 'customer' }: Partial<Telling> = {},
): Words {
  if (!everyone.ever.known) {
    return nobodyDid(unit, say('n’a commencé pendant cette période.', 'began during this period.'));
  }
  const first = halfWords(everyone, unit);
  const second = soFarWords(everyone, everyone.ever.value.share, unit);
  const third = differenceWords(difference, { period, unit });
  return say(`${first.fr} ${second.fr}${third.fr}`, `${first.en} ${second.en}${third.en}`);
}

/** How many have got it so far. Not everybody is never said to be 100 %. */
function soFarWords({ customers, reached, waiting }: Waits, ever: number, unit: Counted): Words {
  const accounts = unit === 'account';
  const of = count(customers);
  if (customers === 1) {
    const only = say(
      accounts ? 'Le seul compte retenu' : 'La seule personne comptée',
      `The only ${peopleNoun(unit, false).en} counted`,
    );
    return waiting === 0
      ? say(`${only.fr} l’a reçue.`, `${only.en} has received it.`)
      : say(`${only.fr} ne l’a pas encore reçue.`, `${only.en} has not received it yet.`);
  }
  if (waiting === 0) return say(`Les ${of.fr} l’ont reçue.`, `All ${of.en} have received it.`);
  const near = percent(0.99);
  const share = ever > 0.99 ? say(`plus de ${near.fr}`, `over ${near.en}`) : percent(ever);
  const [had, left] = [count(reached), count(waiting)];
  return say(
    `${had.fr} des ${of.fr} l’ont reçue à ce jour (${share.fr}) ; ${waiting === 1 ? `${accounts ? 'le compte restant' : 'la personne restante'} compte comme attendant encore` : `les ${left.fr} autres comptent comme attendant encore`}.`,
    `${had.en} of ${of.en} have received it so far (${share.en}); the ${waiting === 1 ? 'one left counts' : `other ${left.en} count`} as still waiting.`,
  );
}

function halfWords({ median, customers }: Waits, unit: Counted): Words {
  const all = peopleNoun(unit);
  const few =
    customers < fewPeople
      ? say(` (peu de ${all.fr} : à prendre avec prudence)`, ` (few ${all.en}: to be taken with care)`)
      : say('', '');
  if (!median.known) {
    return median.why === 'no_events'
      ? nobodyDid(unit, say('n’a encore reçu la valeur.', 'has received the value yet.'))
      : say(
          'On ne peut pas encore dire quand la moitié reçoit la valeur : moins de la moitié l’ont reçue.',
          'We cannot say yet when half receive the value: fewer than half have.',
        );
  }
  const { low, high, days } = median.value;
  const length = lengthWords(days);
  const range =
    low !== null && high !== null && low !== high
      ? say(
          ` (entre ${lengthWords(low).fr} et ${lengthWords(high).fr})`,
          ` (between ${lengthWords(low).en} and ${lengthWords(high).en})`,
        )
      : say('', '');
  return say(
    `La moitié des nouveaux ${unitNoun(unit, true).fr} reçoit la première valeur en ${length.fr}${range.fr}${few.fr}.`,
    `Half of the ${unit === 'account' ? 'new accounts' : 'newcomers'} receive their first value within ${length.en}${range.en}${few.en}.`,
  );
}

/** The test of all groups says whether they differ, as it does on the page; the pairs say which. */
function differenceWords(difference: CurveAnswer['difference'], told: Telling): Words {
  if (difference === null) return say('', '');
  const [judged, unjudged] = [judgedWords(difference, told.period), tooSmallWords(difference, told)];
  return say(`${judged.fr}${unjudged.fr}`, `${judged.en}${unjudged.en}`);
}

function judgedWords(difference: NonNullable<CurveAnswer['difference']>, period: Period): Words {
  if (!difference.p.known) {
    return difference.tooSmall.length === 0
      ? say('', '')
      : say(
          ' On ne peut pas encore conclure sur ce qui sépare les groupes.',
          ' We cannot say yet whether the groups differ.',
        );
  }
  if (!difference.differ) {
    return say(
      ' Rien ne permet de dire que les groupes diffèrent.',
      ' Nothing allows us to say that the groups differ.',
    );
  }
  const clear = difference.pairs.find(({ sooner }) => sooner !== 'cannot_say');
  if (clear === undefined) {
    return say(
      ' Les groupes diffèrent (probablement pas un hasard), sans qu’on puisse dire lesquels.',
      ' The groups differ (probably not by chance), though not to say which.',
    );
  }
  const [fast, slow] = clear.sooner === 'first' ? [clear.first, clear.second] : [clear.second, clear.first];
  const [sooner, later] = [sentence(groupWords(fast, period)), groupWords(slow, period)];
  return say(
    ` ${sooner.fr} reçoit la valeur plus tôt que ${later.fr} (probablement pas un hasard).`,
    ` ${sooner.en} receives the value sooner than ${later.en} (probably not by chance).`,
  );
}

/** Who is drawn but not judged. */
function tooSmallWords(
  { tooSmall }: NonNullable<CurveAnswer['difference']>,
  { period, unit }: Telling,
): Words {
  const [all, they] = [peopleNoun(unit), unit === 'account' ? 'qu’ils aient' : 'qu’elles aient'];
  const [first] = tooSmall;
  if (first === undefined) return say('', '');
  const [many, bound] = [count(tooSmall.length), `${fewestForLogRank}`];
  const one = sentence(groupWords(first, period));
  const who =
    tooSmall.length === 1
      ? say(
          `${one.fr} est tracé, mais trop petit pour être jugé`,
          `${one.en} is drawn, but too small to be judged`,
        )
      : say(
          `${many.fr} groupes sont tracés, mais trop petits pour être jugés`,
          `${many.en} groups are drawn, but too small to be judged`,
        );
  return say(
    ` ${who.fr} (moins de ${bound} ${all.fr}, ou moins de ${bound} dont on attendrait ${they} reçu la valeur).`,
    ` ${who.en} (fewer than ${bound} ${all.en}, or fewer than ${bound} who would be expected to have received the value).`,
  );
}

function groupWords(
  { kind, value }: { readonly kind: string; readonly value: string | null },
  period: Period,
): Words {
  if (kind === 'period') {
    const name = rowName(value ?? '', period);
    const of = period === 'day' ? name.fr.replace('le ', 'du ') : `de ${name.fr}`;
    return say(`le groupe ${of.replace(/^de (?=[aoô])/, 'd’')}`, `the group of ${name.en}`);
  }
  if (kind === 'missing') return say('le groupe sans valeur', 'the group without a value');
  if (kind === 'others') return say('le groupe des autres', 'the group of the others');
  return say(`« ${value} »`, `“${value}”`);
}

/** Beside the median of those who got it alone. */
export function naiveWords(median: Estimate<number>): Words {
  if (!median.known) return say('', '');
  const length = lengthWords(median.value);
  return say(
    `En ne comptant que ceux qui l’ont reçue, on lirait ${length.fr} : c’est trop beau, car ceux qui attendent encore n’y sont pas.`,
    `Counting only those who received it, one would read ${length.en}: too fine, as those still waiting are left out.`,
  );
}

/** What was counted, in words. @param told.dated false where groups have ranges of their own */
export function waitDefinition(
  { ask, value, frame }: WaitPlan,
  { difference = null, dated = true }: Partial<Pick<CurveAnswer, 'difference'> & Measuring> = {},
): Words {
  const begin =
    ask.begin.by === 'event'
      ? say(`leur premier ${eventWords(ask.begin.match).fr}`, `their first ${eventWords(ask.begin.match).en}`)
      : say('le début de leur premier contrat', 'the start of their first contract');
  const what = deedWords(value);
  const counted = valueSentence([value]);
  const range = rangeWords(ask, { dated });
  const merged =
    difference?.times === 'days'
      ? say(
          ' Tant de groupes et d’heures sont comparés par jour entier (log-rank).',
          ' So many groups and hours are compared by whole day (log-rank).',
        )
      : say('', '');
  return say(
    `Temps entre ${begin.fr}, ${range.fr} (${frame.zone}), et le premier ${what.fr} qui suit. Un jour vaut ici 24 heures. Ceux qui attendent encore sont comptés jusqu’à l’instant de la question (Kaplan–Meier) ; fourchettes à 95 %.${merged.fr}${counted.fr}`,
    `Time between ${begin.en}, ${range.en} (${frame.zone}), and the first ${what.en} after it. A day is 24 hours here. Those still waiting are counted up to the instant of the question (Kaplan–Meier); intervals at 95%.${merged.en}${counted.en}`,
  );
}
