import type { Frame, Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  eventWords,
  fewWords,
  percent,
  percentRange,
  say,
  unitsCounted,
} from '#src/customers/wording/index.ts';
import type { Repurchase, RepurchaseAsk } from './ask.ts';

type Told = Pick<Repurchase, 'eligible' | 'tooRecent' | 'again' | 'rate' | 'low' | 'high'>;

/** What the figures say. */
export function verdictOf({ within }: RepurchaseAsk, told: Told, unit: Counted): Words {
  const { eligible, tooRecent, rate, low, high } = told;
  const recent = unitsCounted(tooRecent, unit);
  if (!rate.known || low === null || high === null)
    return say(
      `On ne peut pas encore conclure : aucun acheteur n’a été suivi ${within} jours (${recent.fr} trop récents).`,
      `We cannot say yet: no buyer was watched for ${within} days (${recent.en} too recent).`,
    );
  const [share, range] = [percent(rate.value), percentRange(low, high)];
  const few = fewWords(eligible, unit);
  const base = unitsCounted(eligible, unit);
  const left =
    tooRecent === 0
      ? say('', '')
      : say(` ; ${recent.fr} trop récents, laissés de côté`, `; ${recent.en} too recent, left out`);
  return say(
    `${share.fr} (${range.fr}) rachètent dans les ${within} jours, sur ${base.fr}${left.fr}${few.fr}.`,
    `${share.en} (${range.en}) buy again within ${within} days, of ${base.en}${left.en}${few.en}.`,
  );
}

/** How buyers are counted. */
export function definitionOf({ match, within }: RepurchaseAsk, { zone }: Frame): Words {
  const event = eventWords(match);
  return say(
    `Un achat : ${event.fr}. Acheteurs : ceux dont le premier achat de toute l’histoire tombe dans la période (jours de ${zone}). Éligibles : ceux suivis ${within} jours de 24 heures entiers depuis ce premier achat. Rachat : un deuxième achat dans ces ${within} jours, bornes comprises. Taux : rachats ÷ éligibles ; les trop récents n’y entrent pas. Intervalle de Wilson à 95 %.`,
    `A purchase: ${event.en}. Buyers: those whose first purchase of all history lies in the range (days of ${zone}). Eligible: those watched for ${within} whole days of 24 hours since. Bought again: a second purchase within these ${within} days, bounds included. Rate: bought again ÷ eligible; the too recent are in neither. Wilson interval, 95%.`,
  );
}
