import type { Frame, Words } from '#src/customers/frame/index.ts';
import { count, say, unitsCounted, written } from '#src/customers/wording/index.ts';
import type { UnusedAnswer } from './ask.ts';

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
  const money = (language: 'fr' | 'en') =>
    atRisk
      .map(({ amount, currency }) =>
        written(language, amount, { style: 'currency', currency, maximumFractionDigits: 0 }),
      )
      .join(' + ');
  const all = unitsCounted(holders, unit);
  const paid =
    atRisk.length === 0
      ? say(' ; leurs prix ne sont pas indiqués', '; their prices are not told')
      : say(`, pour ${money('fr')} par mois`, `, for ${money('en')} a month`);
  return say(
    `${count(withUnused).fr} sur ${all.fr} ${withUnused >= 2 ? 'paient' : 'paie'} pour des fonctions inutilisées${paid.fr}.`,
    `${count(withUnused).en} of ${all.en} ${withUnused === 1 ? 'pays' : 'pay'} for features left unused${paid.en}.`,
  );
}

/** What the numbers mean. */
export const definitionOf = (days: number, { zone }: Frame): Words =>
  say(
    `Inutilisée : comprise dans un contrat payant en cours, sans aucun usage ces ${days} derniers jours ni depuis l’achat, délai de grâce passé. En grâce : achetée depuis moins de jours que son délai. Inconnue : aucun événement du compte n’est jamais venu, ou l’usage n’est pas encore mesuré depuis assez longtemps ; elle ne compte ni comme utilisée ni comme inutilisée. Les montants sont les prix mensuels des fonctions, tels que l’offre les indique. Jours glissants, ${zone}.`,
    `Unused: included in a paid contract that runs, without any use in the last ${days} days nor since it was bought, its days of grace being over. In grace: bought fewer days ago than its grace. Unknown: no event of the account ever came, or its use has not been measured for long enough; it counts neither as used nor as unused. Amounts are the monthly prices of features as the offer tells them. Rolling days, ${zone}.`,
  );
