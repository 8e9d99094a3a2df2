import type { Words } from '#src/customers/frame/index.ts';
import { count, percent, percentRange, say, unitNoun, unitsCounted } from '#src/customers/wording/index.ts';
import type { BacktestAnswer, BacktestAsk } from './ask.ts';

/** Fewer leavers than this say nothing. */
export const fewestLeavers = 10;

type Said = Pick<BacktestAnswer, 'left' | 'any' | 'recency'>;

/** Whether health would have told, in a few sentences. */
export function verdictOf(unit: 'customer' | 'account', days: number, { left, any, recency }: Said): Words {
  const { leavers, stayers, difference, right } = any;
  if (left === 0)
    return say(
      'Personne n’est parti sur cette période : rien à vérifier.',
      'Nobody left in this time: nothing to check.',
    );
  if (leavers.judged < fewestLeavers || !leavers.share.known || !stayers.share.known || difference === null) {
    const judged = unitsCounted(leavers.judged, unit);
    return say(
      `On ne peut pas encore conclure : ${judged.fr} parti${leavers.judged >= 2 ? 's' : ''} et jugeable${leavers.judged >= 2 ? 's' : ''} ${days} jours avant ; il en faut ${fewestLeavers} au moins, et d’autres restés.`,
      `We cannot say yet: ${judged.en} left and could be judged ${days} days before; it takes ${fewestLeavers} at least, and others who stayed.`,
    );
  }
  const [caught, range] = [percent(leavers.share.value), percentRange(leavers.low ?? 0, leavers.high ?? 1)];
  const [red, of] = [count(leavers.red), count(leavers.judged)];
  const [wrong, false_] = [percent(stayers.share.value), count(stayers.red)];
  const rightShare = right.share.known ? percent(right.share.value) : null;
  const first = say(
    `Au rouge ${days} jours avant leur départ : ${red.fr} ${unitNoun(unit, leavers.red >= 2).fr} sur ${of.fr} (${caught.fr}, ${range.fr}). Fausses alertes : ${false_.fr} parmi ceux qui sont restés (${wrong.fr})${rightShare === null ? '' : ` ; une alerte sur le rouge tombe juste dans ${rightShare.fr} des cas`}.`,
    `${days} days before they left, ${red.en} of ${of.en} ${unitNoun(unit, leavers.judged !== 1).en} were red (${caught.en}, ${range.en}). False alarms: ${false_.en} of those who stayed (${wrong.en})${rightShare === null ? '' : `; an alarm is right in ${rightShare.en} of cases`}.`,
  );
  const worth =
    difference.low > 0
      ? say('', '')
      : say(
          ' Ceux qui sont restés l’étaient aussi souvent, ou presque : ces réglages n’annoncent pas les départs.',
          ' Those who stayed were red as often, or nearly: these settings do not tell who leaves.',
        );
  const beside =
    recency === null ? say('', '') : recencyWords(recency, difference.low > 0 ? leavers.red : null);
  return say(`${first.fr}${worth.fr}${beside.fr}`, `${first.en}${worth.en}${beside.en}`);
}

/** @param caught how many leavers the alarm found; null where it tells nothing, so that nothing can be better */
function recencyWords({ days, alarm }: NonNullable<BacktestAnswer['recency']>, caught: number | null): Words {
  const [red, wrong, silent] = [count(alarm.leavers.red), count(alarm.stayers.red), count(Math.floor(days))];
  const better = caught !== null && alarm.leavers.red >= caught;
  return say(
    ` Le silence seul (${silent.fr} jours ou plus) en aurait trouvé ${red.fr}, avec ${wrong.fr} fausse${alarm.stayers.red >= 2 ? 's alertes' : ' alerte'}${better ? ' : il suffit' : ''}.`,
    ` Silence alone (${silent.en} days or longer) would have found ${red.en}, with ${wrong.en} false alarm${alarm.stayers.red === 1 ? '' : 's'}${better ? ': it is enough' : ''}.`,
  );
}

/** What the numbers mean. */
export const definitionOf = ({ days, over }: BacktestAsk): Words =>
  say(
    `Partis : dont le temps payé d’une offre continue s’est terminé ces ${over} derniers jours, sans suite dans la journée ; une mission ou une saison terminée n’est pas un départ. Chacun est jugé au matin du ${days}ᵉ jour avant sa fin, par les événements d’avant cet instant, les termes de contrat en vigueur alors et les réglages actuels. Restés : sous contrat aujourd’hui, jugés chacun une fois, sur les mêmes matins distribués à tour de rôle. Ce qu’on ne pouvait pas savoir alors est compté à part. Fourchettes de Wilson à 95 %. Le taux de départ parmi tous les jugés est ce que vaut une alerte au hasard ; le silence seul, avec autant d’alertes, ce que vaut la règle la plus simple. Attention : les réglages ont pu être choisis en connaissant ces départs.`,
    `Left: whose paid time of a continuous offer ended in the last ${over} days, without a sequel within a day; a mission or season that ended is no leaving. Each is judged on the morning ${days} days before its end, by the events before that instant, the terms of contracts then in effect and the settings of now. Stayed: under contract today, each judged once, on the same mornings dealt round. What could not be known then is counted apart. Wilson intervals at 95%. The share of leavers among all judged is what an alarm at random is worth; silence alone, with as many alarms, what the simplest rule is worth. Mind: the settings may have been chosen knowing who left.`,
  );
