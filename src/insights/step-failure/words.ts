import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  type Counted,
  count,
  deedWords,
  eventWords,
  firstDays,
  nobodyDid,
  peopleCounted,
  percent,
  say,
  unitNoun,
  written,
} from '#src/customers/wording/index.ts';
import { type Measuring, rangeWords } from '#src/insights/comparable/index.ts';
import type { RankedStep, Ranking } from './ask.ts';
import type { Plan } from './plan.ts';
import { judgedAfter } from './self-evident.ts';

/** A ratio as people say it: 4,0. */
const times = (value: number): Words => {
  const said = (language: 'fr' | 'en') =>
    written(language, value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return say(said('fr'), said('en'));
};

/** What may be said of one step. */
export function stepWords(step: Omit<RankedStep, 'words'>, unit: Counted): Words {
  const { missed, done, riskRatio } = step;
  if (!missed.share.known || !done.share.known) return oneSided(step, unit);
  if (step.selfEvident !== null) return selfEvidentWords(unit)[step.selfEvident];
  const of = judgedWords(step);
  const facts = say(
    `${percent(missed.share.value).fr} partent de ceux qui n’y arrivent pas, contre ${percent(done.share.value).fr} des autres${of.fr === '' ? '' : ` (parmi ${of.fr})`}`,
    `${percent(missed.share.value).en} of those who do not get through it leave, against ${percent(done.share.value).en} of the others${of.en === '' ? '' : ` (among ${of.en})`}`,
  );
  if (step.found === 'different') {
    const ratio = riskRatio.known ? riskRatio.value : undefined;
    const often =
      ratio?.ratio.known && ratio.high.known
        ? say(
            `, ${times(ratio.ratio.value).fr} fois autant (de ${times(ratio.low).fr} à ${times(ratio.high.value).fr})`,
            `, ${times(ratio.ratio.value).en} times as many (${times(ratio.low).en} to ${times(ratio.high.value).en})`,
          )
        : say('', '');
    return say(
      `${facts.fr}${often.fr}. Ce n’est probablement pas un hasard.`,
      `${facts.en}${often.en}. It is probably not by chance.`,
    );
  }
  if (step.found === 'no_difference_found') {
    return say(
      `Pas de différence nette : ${facts.fr}. Les groupes étaient assez grands pour montrer un écart qui compte.`,
      `No clear difference: ${facts.en}. The groups were large enough to show a gap that matters.`,
    );
  }
  const more = count(step.stillNeeded);
  const need =
    step.stillNeeded > 0
      ? say(
          ` Il faut environ ${more.fr} ${unitNoun(unit, true).fr} de plus par groupe.`,
          ` About ${more.en} more ${unitNoun(unit, true).en} per group are needed.`,
        )
      : say('', '');
  return say(
    `On ne peut pas encore conclure : ${facts.fr}.${need.fr}`,
    `We cannot say yet: ${facts.en}.${need.en}`,
  );
}

/** Of whom what is said of a step is, where it is not everybody who is counted. */
const judgedWords = ({ judgedAfter }: Pick<RankedStep, 'judgedAfter'>): Words =>
  judgedAfter === null
    ? say('', '')
    : say(`ceux qui ont fait « ${judgedAfter.name} »`, `those who did “${judgedAfter.name}”`);

/** What a step that cannot explain leaving does tell. */
const selfEvidentWords = (
  unit: Counted,
): Readonly<Record<NonNullable<RankedStep['selfEvident']>, Words>> => ({
  purchase: say(
    `C’est l’achat lui-même : qui ne l’a pas fait n’est pas un ${unitNoun(unit).fr} qui part, mais une vente qui ne s’est pas faite. L’entonnoir montre où elle s’est perdue.`,
    `This is the purchase itself: who did not make it is no ${unitNoun(unit).en} who leaves, but a sale that was not made. The funnel shows where it was lost.`,
  ),
  joining: say(
    `C’est l’inscription elle-même : qui ne s’est pas inscrit n’est pas un ${unitNoun(unit).fr} qui part, mais quelqu’un qui n’est pas venu. L’entonnoir montre où il s’est perdu.`,
    `This is the signing up itself: who did not sign up is no ${unitNoun(unit).en} who leaves, but somebody who did not come. The funnel shows where they were lost.`,
  ),
  departure: say(
    'Partir, ici, c’est justement ne plus faire cela : l’avoir manqué n’explique pas le départ. Choisissez un autre signe de départ, ou retirez l’étape.',
    'Leaving, here, is the lack of this very event: having missed it does not explain leaving. Choose another sign of leaving, or take the step out.',
  ),
});

function oneSided({ missed, done }: Omit<RankedStep, 'words'>, unit: Counted): Words {
  if (missed.people === 0 && done.people > 0) {
    return say(
      'Cette étape est toujours réussie : rien à comparer.',
      'This step is always got through: nothing to compare.',
    );
  }
  if (done.people === 0 && missed.people > 0) {
    return nobodyDid(
      unit,
      say('ne réussit cette étape : rien à comparer.', 'gets through this step: nothing to compare.'),
    );
  }
  return nobodyDid(unit, say('n’est jugé à cette étape.', 'is judged at this step.'));
}

/** What the ranking says in two sentences. */
export function verdictOf(ranked: readonly RankedStep[], counted: Counts): Words {
  const { people, started, unit } = counted;
  if (started === 0)
    return nobodyDid(unit, say('n’a commencé pendant cette période.', 'started during this period.'));
  if (people === 0) return nobodyCounted(counted);
  const steps = ranked.filter(({ selfEvident }) => selfEvident === null);
  const [apart] = ranked.filter(({ selfEvident }) => selfEvident !== null);
  if (steps.length === 0 && apart !== undefined) return nothingToExplain(apart);
  const telling = steps.find(
    ({ found, difference }) => found === 'different' && difference.known && difference.value > 0,
  );
  if (telling === undefined) return nothingFound(steps);
  const missed = peopleCounted(telling.missed.people, unit);
  const one = telling.missed.people === 1;
  const share = massWords(telling);
  return say(
    `« ${telling.name} » : ${missed.fr} ${one ? 'n’y arrive pas' : 'n’y arrivent pas'} (${share.fr}). ${telling.words.fr} Ce lien ne prouve pas que l’étape en est la cause : une expérience le dirait.`,
    `“${telling.name}”: ${missed.en} ${one ? 'does' : 'do'} not get through it (${share.en}). ${telling.words.en} This does not prove that the step is the cause: an experiment would tell.`,
  );
}

/** The share that missed a step, and of whom. */
function massWords(step: RankedStep): Words {
  if (!step.massShare.known) return say('', '');
  const [share, of] = [percent(step.massShare.value), judgedWords(step)];
  return of.fr === '' ? share : say(`${share.fr} de ${of.fr}`, `${share.en} of ${of.en}`);
}

/** How many began, how many of them count, and why the others do not. */
export interface Counts
  extends Pick<Ranking, 'people' | 'started' | 'notObservable' | 'withoutContract' | 'leftEarly'> {
  readonly unit: Counted;
}

/** Why nobody of those who began counts, each with how many there are. */
function nobodyCounted({ started, notObservable, withoutContract, leftEarly, unit }: Counts): Words {
  if (withoutContract === started) {
    const who = peopleCounted(started, unit);
    return say(
      `On ne peut rien conclure : partir, ici, est la fin d’un contrat, et ${who.fr} ${started === 1 ? 'n’en a' : 'n’en ont'} eu aucun qui commence d’ici là.`,
      `Nothing can be said: leaving, here, is the end of a contract, and ${who.en} held none that begins by then.`,
    );
  }
  const why = [
    ...(notObservable > 0 ? [notObservableWords(notObservable, unit)] : []),
    ...(withoutContract > 0 ? [noContractWords(withoutContract, unit)] : []),
    ...(leftEarly > 0 ? [leftEarlyWords(leftEarly, unit)] : []),
  ];
  const [fr, en] = [why.map((one) => one.fr).join(', '), why.map((one) => one.en).join(', ')];
  return say(
    `${notObservable > 0 ? 'On ne peut pas encore conclure' : 'On ne peut rien conclure'} : ${fr}.`,
    `${notObservable > 0 ? 'We cannot say yet' : 'Nothing can be said'}: ${en}.`,
  );
}

function notObservableWords(those: number, unit: Counted): Words {
  const who = peopleCounted(those, unit);
  return say(
    `le temps d’observation de ${who.fr} n’est pas écoulé`,
    `the time of observation is not over for ${who.en}`,
  );
}

function noContractWords(those: number, unit: Counted): Words {
  const who = peopleCounted(those, unit);
  return say(
    `${who.fr} ${those === 1 ? 'n’a' : 'n’ont'} eu aucun contrat qui commence d’ici là`,
    `${who.en} held no contract that begins by then`,
  );
}

function leftEarlyWords(those: number, unit: Counted): Words {
  const who = peopleCounted(those, unit);
  const left = unit === 'account' ? say('parti', 'left') : say('partie', 'left');
  return say(
    `${who.fr} ${those === 1 ? `est ${left.fr}` : `sont ${left.fr}s`} avant la fin des jours des étapes`,
    `${who.en} left before the days of the steps were over`,
  );
}

/** Where no step can explain leaving, the first of them says why. */
const nothingToExplain = ({ name, words }: RankedStep): Words =>
  say(`Rien à expliquer ici. « ${name} » : ${words.fr}`, `Nothing to explain here. “${name}”: ${words.en}`);

/** No missed step goes with more departures: is that what was found, or can it not be said yet? */
function nothingFound(steps: readonly RankedStep[]): Words {
  const less = leavesLess(steps);
  if (steps.some(({ found }) => found === 'cannot_say')) {
    return say(
      `On ne peut pas encore conclure : aucune étape manquée ne va clairement avec plus de départs.${less.fr}`,
      `We cannot say yet: no missed step clearly goes with more departures.${less.en}`,
    );
  }
  if (steps.some(({ found }) => found === 'different')) {
    return say(
      `Aucune étape manquée ne va avec plus de départs.${less.fr}`,
      `No missed step goes with more departures.${less.en}`,
    );
  }
  return say(
    'Aucune étape manquée ne va avec plus de départs, et les groupes étaient assez grands pour le montrer.',
    'No missed step goes with more departures, and the groups were large enough to show it.',
  );
}

/** Of the steps whose missed leave less often, the one with the largest gap. */
function leavesLess(steps: readonly RankedStep[]): Words {
  const [first] = steps
    .flatMap(({ name, found, difference }) =>
      found === 'different' && difference.known ? [{ name, gap: difference.value }] : [],
    )
    .sort((a, b) => a.gap - b.gap);
  if (first === undefined) return say('', '');
  return say(
    ` Au contraire, ceux qui n’arrivent pas à « ${first.name} » partent moins souvent que les autres ; ce n’est probablement pas un hasard.`,
    ` On the contrary, those who do not get through “${first.name}” leave less often than the others; it is probably not by chance.`,
  );
}

/** What the numbers mean, in full sentences. */
export function definitionOf(plan: Plan, how: Measuring): Words {
  const { declared, ask, unit } = plan;
  const who = unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const start = eventWords(declared.start);
  const [days, range] = [firstDays(declared.windowDays), rangeWords(ask, how)];
  const departure = departureWords(plan);
  const among =
    ask.among === 'reached'
      ? say(
          ' Une étape n’est jugée que parmi ceux qui ont fait la précédente.',
          ' A step is judged only among those who did the one before.',
        )
      : say('', '');
  const customers = judgedAfter(plan).some((at) => at !== null)
    ? say(
        ' Une étape qui vient après l’achat ou l’inscription n’est jugée que parmi ceux qui ont acheté ou se sont inscrits.',
        ' A step after the purchase or sign-up is judged only among those who got through it.',
      )
    : say('', '');
  return say(
    `${who.fr} commencent par leur premier ${start.fr}, ${range.fr}. Une étape est faite si elle l’est dans ${days.fr} ; sinon elle est échouée (un événement dit l’échec) ou sautée.${among.fr}${customers.fr} ${departure.fr} Ne comptent que ceux que l’on a pu observer jusqu’au dernier jour, et qui n’étaient pas partis avant la fin des jours des étapes. Fourchettes à 95 % ; seuil de 5 % après correction de Benjamini–Hochberg sur les étapes qui peuvent expliquer un départ.`,
    `${who.en} start with their first ${start.en}, ${range.en}. A step is done when it is within ${days.en}; else it is failed (an event tells so) or skipped.${among.en}${customers.en} ${departure.en} Only those count who could be observed to the last day and had not left before the days of the steps were over. Intervals at 95%; 5% after Benjamini–Hochberg over the steps that may explain leaving.`,
  );
}

function departureWords({ declared: { departure, windowDays }, missing }: Plan): Words {
  if (departure.kind === 'contract') {
    return say(
      `Sont partis ceux dont le dernier contrat finit du jour ${windowDays} au jour ${departure.to}. Qui n’a eu aucun contrat commencé d’ici là n’est ni resté ni parti : il n’est pas compté.`,
      `Those left whose last contract ends from day ${windowDays} to day ${departure.to}. Those who held no contract begun by then neither stayed nor left, and are not counted.`,
    );
  }
  if (departure.kind === 'event') {
    const event = eventWords(departure.match);
    return say(
      `Sont partis ceux qui ont fait ${event.fr} du jour ${windowDays} au jour ${departure.to}.`,
      `Those left who did ${event.en} from day ${windowDays} to day ${departure.to}.`,
    );
  }
  if (missing === null) throw new Error('silence of what was not settled');
  const [lack, value] = [deedWords(missing), valueSentence([missing], 'within')];
  return say(
    `Sont partis ceux qui n’ont aucun ${lack.fr} du jour ${departure.from} au jour ${departure.to}.${value.fr}`,
    `Those left who have no ${lack.en} from day ${departure.from} to day ${departure.to}.${value.en}`,
  );
}
