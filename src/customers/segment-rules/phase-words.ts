import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { PhaseCondition } from './ask.ts';

const phaseNames: Readonly<Record<PhaseCondition['phases'][number], Words>> = {
  conquest: say('conquête', 'conquest'),
  conversion: say('conversion', 'conversion'),
  loyalty: say('fidélité', 'loyalty'),
  attrition: say('attrition', 'attrition'),
  retention: say('reconquête', 'win-back'),
  ended: say('fin de contrat', 'ended'),
  not_renewed: say('non-renouvellement', 'not renewed'),
  cancelled: say('résiliation', 'cancelled'),
  lost: say('perte', 'lost'),
};

const statusNames: Readonly<Record<PhaseCondition['statuses'][number], Words>> = {
  none: say('sans particularité', 'nothing particular'),
  cart_abandoned: say('panier abandonné', 'cart abandoned'),
  watch: say('à surveiller', 'to watch'),
  warning: say('alerte', 'warning'),
  reconquered: say('reconquis', 'won back'),
  paused: say('en pause', 'paused'),
  awaited: say('attendu', 'awaited'),
  out_of_season: say('hors saison', 'out of season'),
  missed_season: say('saison manquée', 'missed season'),
  renewable: say('à renouveler', 'up for renewal'),
};

const either = (names: readonly Words[]): Words =>
  say(names.map(({ fr }) => fr).join(' ou '), names.map(({ en }) => en).join(' or '));

/** A condition on phases, as several people are said to meet it: sont en phase de fidélité (à surveiller). */
export function phaseWords({ inside, phases, statuses, offer }: PhaseCondition): Words {
  const named = either(phases.map((phase) => phaseNames[phase]));
  const what =
    phases.length === 0
      ? say('dans une phase quelconque', 'in any phase')
      : say(`en phase de ${named.fr}`, `in the phase: ${named.en}`);
  const told = either(statuses.map((status) => statusNames[status]));
  const how = statuses.length === 0 ? say('', '') : say(` (${told.fr})`, ` (${told.en})`);
  const of = offer === null ? say('', '') : say(` pour « ${offer} »`, ` with “${offer}”`);
  return inside
    ? say(`sont ${what.fr}${of.fr}${how.fr}`, `are ${what.en}${of.en}${how.en}`)
    : say(`ne sont pas ${what.fr}${of.fr}${how.fr}`, `are not ${what.en}${of.en}${how.en}`);
}
