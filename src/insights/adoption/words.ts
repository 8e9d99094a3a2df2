import type { Frame, Period, Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  fewWords,
  nobodyDid,
  percent,
  percentRange,
  periodNoun,
  rowName,
  say,
} from '#src/customers/wording/index.ts';
import type { AdoptionAsk, AdoptionGrid } from './ask.ts';

/** How much a feature is used, as of the last period that is over. */
export function verdictOf(
  name: string,
  { period, unit }: { readonly period: Period; readonly unit: Counted },
  rows: AdoptionGrid['features'][number]['rows'],
): Words {
  const last = rows.findLast(({ state }) => state === 'complete');
  if (last === undefined) {
    return say(
      'On ne peut pas encore conclure : aucune période de cet intervalle n’est terminée.',
      'We cannot say yet: no period of this range is over.',
    );
  }
  const { inPeriod, toDate } = last;
  if (!toDate.share.known || !inPeriod.share.known) {
    return nobodyDid(unit, say(`ne pouvait encore utiliser « ${name} ».`, `could use “${name}” yet.`));
  }
  const [ever, range] = [percent(toDate.share.value), percentRange(toDate.low ?? 0, toDate.high ?? 1)];
  const [used, of, now] = [count(toDate.used), count(toDate.eligible), percent(inPeriod.share.value)];
  const when = rowName(last.period, period);
  const few = fewWords(toDate.eligible, unit);
  const during = period === 'day' ? when.fr : period === 'week' ? `pendant ${when.fr}` : `en ${when.fr}`;
  return say(
    `${ever.fr} de ceux qui le peuvent ont déjà utilisé « ${name} » (${used.fr} sur ${of.fr}, ${range.fr})${few.fr} ; ${now.fr} ${during}.`,
    `${ever.en} of those who may have used “${name}” at least once (${used.en} of ${of.en}, ${range.en})${few.en}; ${now.en} in ${when.en}.`,
  );
}

/** What the numbers mean. */
export function definitionOf({ period }: AdoptionAsk, frame: Frame): Words {
  const who = frame.unit === 'account' ? say('comptes', 'accounts') : say('clients', 'customers');
  const noun = periodNoun(period);
  const week = frame.weekStart === 'monday' ? say('lundi', 'Monday') : say('dimanche', 'Sunday');
  const marked = frame.includeMarked
    ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
    : say(
        'Le trafic interne et celui des robots est laissé de côté.',
        'Internal and bot traffic is left out.',
      );
  return say(
    `L’adoption divise les ${who.fr} qui ont utilisé la fonction par ceux qui pouvaient l’utiliser, jamais par tous. Peuvent l’utiliser : ceux qui l’ont vue avant la fin de la période (${noun.fr} du calendrier, ${frame.zone}, semaines à partir du ${week.fr}), sur tout l’historique ; sans événement de vue, tous les ${who.fr} connus qui remplissent les conditions. « Dans la période » compte un usage dans la période, « à ce jour » un usage à n’importe quel moment jusqu’à sa fin. Fourchettes de Wilson à 95 %. ${marked.fr}`,
    `Adoption divides the ${who.en} who used the feature by those who could use it, never by all. Those who could: who had seen it by the end of the period (calendar ${noun.en}, ${frame.zone}, weeks from ${week.en}), over all history; without an event of seeing it, all known ${who.en} who pass the conditions. “In the period” counts a use within it, “to date” a use at any time until its end. Wilson intervals at 95%. ${marked.en}`,
  );
}
