import type { Frame, Words } from '#src/customers/frame/index.ts';
import { count, say, unitsCounted, written } from '#src/customers/wording/index.ts';
import type { UnusedAnswer } from './ask.ts';
import type { PaidFeature } from './uses.ts';

/** How much is paid for what is not used, in a sentence. */
export function verdictOf(
  unit: 'customer' | 'account',
  { holders, withUnused, atRisk }: Pick<UnusedAnswer, 'holders' | 'withUnused' | 'atRisk'>,
): Words {
  if (holders === 0) {
    return say(
      'On ne peut rien dire : aucun contrat payant ne comprend de fonction déclarée dans son offre.',
      'Nothing can be said: no paid contract includes a feature declared in its offer.',
    );
  }
  if (withUnused === 0) {
    return say(
      'Personne ne paie pour une fonction inutilisée, pour autant qu’on le sache.',
      'Nobody pays for a feature left unused, as far as is known.',
    );
  }
  const money = moneyWords(atRisk);
  const all = unitsCounted(holders, unit);
  const paid =
    atRisk.length === 0
      ? say(' ; leurs prix ne sont pas indiqués', '; their prices are not told')
      : say(`, pour ${money.fr} par mois`, `, for ${money.en} a month`);
  return say(
    `${count(withUnused).fr} sur ${all.fr} ${withUnused >= 2 ? 'paient' : 'paie'} pour des fonctions inutilisées${paid.fr}.`,
    `${count(withUnused).en} of ${all.en} ${withUnused === 1 ? 'pays' : 'pay'} for features left unused${paid.en}.`,
  );
}

const moneyWords = (amounts: UnusedAnswer['atRisk']): Words => {
  const told = (language: 'fr' | 'en') =>
    amounts
      .map(({ amount, currency }) =>
        written(language, amount, { style: 'currency', currency, maximumFractionDigits: 0 }),
      )
      .join(' + ');
  return say(told('fr'), told('en'));
};

/** What one holder leaves unused, in a sentence. */
export function paidVerdict(features: readonly PaidFeature[], unused: UnusedAnswer['atRisk']): Words {
  if (features.length === 0) {
    return say(
      'On ne peut rien dire : aucun contrat payant en cours ne comprend de fonction déclarée dans son offre.',
      'Nothing can be said: no paid contract that runs includes a feature declared in its offer.',
    );
  }
  const names = features.flatMap(({ state, name }) => (state === 'unused' ? [name] : []));
  const doubt = features.filter(({ state }) => state === 'unknown').length;
  const unsaid =
    doubt === 0
      ? say('', '')
      : say(
          ` De ${count(doubt).fr} fonction${doubt >= 2 ? 's' : ''}, on ne sait pas encore.`,
          ` Of ${count(doubt).en} feature${doubt === 1 ? '' : 's'} we cannot say yet.`,
        );
  if (names.length === 0) {
    return say(
      `Rien de payé ne reste inutilisé au-delà du délai laissé.${unsaid.fr}`,
      `Nothing paid for is left unused past its grace.${unsaid.en}`,
    );
  }
  const [list, money] = [names.join(', '), moneyWords(unused)];
  const paid =
    unused.length === 0
      ? say(', à un prix qui n’est pas indiqué', ', at a price that is not told')
      : say(`, ${money.fr} par mois`, `, ${money.en} a month`);
  return say(
    `Payé et non utilisé : ${list}${paid.fr}.${unsaid.fr}`,
    `Paid for and not used: ${list}${paid.en}.${unsaid.en}`,
  );
}

/** What the numbers mean. */
export const definitionOf = (days: number, { zone }: Frame): Words =>
  say(
    `Inutilisée : comprise dans un contrat payant en cours, sans aucun usage ces ${days} derniers jours ni depuis l’achat, délai de grâce passé. En grâce : achetée depuis moins de jours que son délai. Inconnue : aucun événement du compte n’est jamais venu, ou l’usage n’est pas encore mesuré depuis assez longtemps ; elle ne compte ni comme utilisée ni comme inutilisée. Les montants sont les prix mensuels des fonctions, tels que l’offre les indique ; la part inutilisée n’est prise que parmi les fonctions dont le prix est indiqué : le reste de l’abonnement n’y compte pas. Jours glissants, ${zone}.`,
    `Unused: included in a paid contract that runs, without any use in the last ${days} days nor since it was bought, its days of grace being over. In grace: bought fewer days ago than its grace. Unknown: no event of the account ever came, or its use has not been measured for long enough; it counts neither as used nor as unused. Amounts are the monthly prices of features as the offer tells them; the unused share is taken among features whose price is told alone: the rest of the subscription does not count in it. Rolling days, ${zone}.`,
  );
