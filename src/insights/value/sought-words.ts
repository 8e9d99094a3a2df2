import type { Deed, EventMatch } from '#src/customers/event-match/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  eventWords,
  nobodyDid,
  peopleCounted,
  peopleNoun,
  percent,
  percentRange,
  say,
} from '#src/customers/wording/index.ts';
import type { SoughtFigures } from './sought-ask.ts';
import type { SoughtPlan } from './stretches.ts';

/** What the rows say, in two sentences. */
export function soughtVerdict(
  { sought, notFound, share, peopleEnded, peopleNotFound, low, high }: SoughtFigures,
  unit: Counted,
): Words {
  if (sought === 0) {
    return nobodyDid(unit, say('n’a cherché pendant cette période.', 'sought during this period.'));
  }
  if (!share.known) {
    return say(
      'On ne peut pas encore conclure : aucune recherche n’est terminée.',
      'We cannot say yet: no search has ended.',
    );
  }
  const [rate, failed, range] = [percent(share.value), count(notFound), percentRange(low ?? 0, high ?? 1)];
  const [who, of] = [peopleCounted(peopleNotFound, unit), count(peopleEnded)];
  return say(
    `${rate.fr} des recherches n’aboutissent pas (${failed.fr}). ${who.fr} sur ${of.fr} en ${peopleNotFound >= 2 ? 'ont' : 'a'} connu au moins une (${range.fr}).`,
    `${rate.en} of searches lead to nothing (${failed.en}). ${who.en} of ${of.en} had at least one (${range.en}).`,
  );
}

/** What the numbers mean. */
export function soughtDefinition({ seeking, deeds, frame, span }: SoughtPlan): Words {
  const [search, value] = [anyOf(seeking.search), anyOf(seeking.value)];
  const counted = definitionsSaid(deeds);
  const gap = count(seeking.gapMinutes);
  const week = frame.weekStart === 'monday' ? say('lundi', 'Monday') : say('dimanche', 'Sunday');
  const period = { day: say('jour', 'day'), week: say('semaine', 'week'), month: say('mois', 'month') }[
    span.period
  ];
  return say(
    `Une visite est une suite d’événements d’${frame.unit === 'account' ? 'un même compte' : 'une même personne'}, interrompue par ${gap.fr} minutes de silence ; elle compte dans la période (${period.fr}, ${frame.zone}, semaines à partir du ${week.fr}) de son premier événement. Elle cherche si elle contient ${search.fr}, et n’aboutit pas si elle se termine sans ${value.fr}. Une visite qui peut encore continuer est comptée à part.${counted.fr}`,
    `A stretch is a run of one ${peopleNoun(frame.unit, false).en}’s events, ended by ${gap.en} minutes of silence; it counts in the period (${period.en}, ${frame.zone}, weeks from ${week.en}) of its first event. It seeks if it holds ${search.en}, and fails if it ends without ${value.en}. A stretch that may still go on is counted apart.${counted.en}`,
  );
}

/** Of definitions, what counts here is the event, whatever their rule. */
function definitionsSaid(deeds: readonly Deed[]): Words {
  const said = deeds.flatMap((deed) => ('reached' in deed ? [deed.reached.definition] : []));
  return say(
    said
      .map(({ name, version }) => ` L’événement de valeur est celui de « ${name} » (version ${version}).`)
      .join(''),
    said
      .map(({ name, version }) => ` The event of value is that of “${name}” (version ${version}).`)
      .join(''),
  );
}

const anyOf = (matches: readonly EventMatch[]): Words => {
  const words = matches.map(eventWords);
  return say(words.map(({ fr }) => fr).join(' ou '), words.map(({ en }) => en).join(' or '));
};
