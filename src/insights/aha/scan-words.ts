import { dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  type Counted,
  count,
  deedWords,
  eventWords,
  percent,
  percentRange,
  points,
  rowName,
  say,
  sentence,
  unitNoun,
  written,
} from '#src/customers/wording/index.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';
import type { Candidate, ScanAnswer } from './scan-ask.ts';
import type { ScanPlan } from './scan-plan.ts';

/** Said beside every figure of the scan. */
export const correlationNote: Words = say(
  'C’est une corrélation, pas une cause : les plus motivés font davantage et restent. Amener les autres à ce seuil ne les fera peut-être pas rester ; seule une expérience le dira.',
  'This is a correlation, not a cause: the keen do more and stay. Bringing the others to this count may not make them stay; only an experiment will tell.',
);

interface Said {
  readonly best: Candidate | null;
  readonly why: ScanAnswer['verdict']['why'];
  readonly first: Candidate | undefined;
  readonly everyone: Proportion;
  readonly unit: Counted;
}

/** The answer in a sentence or two, with the figures of the half that took no part in choosing. */
export function verdictWords({ best, why, first, everyone, unit }: Said): Words {
  const all = unitNoun(unit, true);
  if (best !== null) return reliable(best, all);
  const people = count(everyone.total);
  if (why === 'too_few_customers') {
    return say(
      `Aucun seuil fiable : trop peu de ${all.fr} (${people.fr} dont la période d’observation est terminée). Il en faut au moins 30 de chaque côté d’un seuil, dans chacune des deux moitiés.`,
      `No reliable threshold: too few ${all.en} (${people.en} whose time of observation is over). At least 30 are needed on each side of a threshold, in each half.`,
    );
  }
  if (why === 'nothing_stands_out' || first === undefined) {
    return say(
      'Aucun seuil fiable : rien ne dépasse ce qu’autant d’essais trouvent par hasard.',
      'No reliable threshold: nothing is beyond what so many tries find by chance.',
    );
  }
  const name = thresholdWords(first);
  if (why === 'too_small_to_matter' && first.confirmation?.difference.known) {
    const gap = points(first.confirmation.difference.value.difference);
    return say(
      `Aucun seuil qui compte : ${name.fr} va avec un écart réel mais petit (${gap.fr}), moindre que le plus petit écart qui compte pour vous.`,
      `No threshold that matters: ${name.en} goes with a real but small gap (${gap.en}), less than the smallest that matters to you.`,
    );
  }
  return say(
    `Aucun seuil fiable : ${name.fr} semblait séparer ceux qui restent, mais l’autre moitié des ${all.fr} ne le confirme pas.`,
    `No reliable threshold: ${name.en} seemed to tell those who stay, but the other half of the ${all.en} does not confirm it.`,
  );
}

function reliable(best: Candidate, all: Words): Words {
  const name = thresholdWords(best);
  const figures = best.confirmation;
  if (figures === null || !figures.stayedAbove.known || !figures.stayedBelow.known) return name;
  const [above, below] = [figures.stayedAbove.value, figures.stayedBelow.value];
  const [high, low] = [percent(above.share), percent(below.share)];
  const [highRange, lowRange] = [
    percentRange(above.interval.low, above.interval.high),
    percentRange(below.interval.low, below.interval.high),
  ];
  const lift = liftWords(figures);
  return say(
    `${upper(name.fr)} : ${high.fr} de ceux qui l’atteignent restent (${highRange.fr}), contre ${low.fr} des autres (${lowRange.fr})${lift.fr}. Confirmé sur la moitié des ${all.fr} qui n’a pas servi à le trouver.`,
    `${upper(name.en)}: ${high.en} of those who reach it stay (${highRange.en}), against ${low.en} of the others (${lowRange.en})${lift.en}. Confirmed on the half of the ${all.en} that was not used to find it.`,
  );
}

function liftWords({ lift }: NonNullable<Candidate['confirmation']>): Words {
  if (!lift.known || !lift.value.ratio.known) return say('', '');
  const said = (language: 'fr' | 'en', value: number) =>
    written(language, value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const { value } = lift.value.ratio;
  return say(`, soit ${said('fr', value)} fois plus`, `, ${said('en', value)} times as many`);
}

/** A threshold as a sentence says it: « lecture » au moins 100 fois en 10 jours. */
export function thresholdWords({
  event,
  count: times,
  window,
}: Pick<Candidate, 'event' | 'count' | 'window'>): Words {
  const many = count(times);
  const one = times === 1;
  return say(
    `« ${event} » au moins ${many.fr} fois en ${window} jour${window === 1 ? '' : 's'}`,
    `“${event}” at least ${one ? 'once' : `${many.en} times`} in ${window} day${window === 1 ? '' : 's'}`,
  );
}

/** What was counted, in words. */
export function scanDefinition({ ask, back: staying, frame, newcomers }: ScanPlan): Words {
  const start = eventWords(ask.start);
  const back = deedWords(staying);
  const counted = valueSentence([staying], 'within');
  const from = rowName(dateText(newcomers.from), 'day');
  const to = rowName(ask.to, 'day');
  const { outcome } = ask;
  const all = unitNoun(frame.unit, true);
  return say(
    `${sentence(all).fr} dont le premier ${start.fr} tombe entre ${from.fr} et ${to.fr} et dont le jour ${outcome.to} est passé ; « restés » : au moins un ${back.fr} entre les jours ${outcome.from} et ${outcome.to} après ce début. Les fréquences sont comptées en jours du calendrier (${frame.zone}), le jour du début étant le premier, et avant que ne commence la période où l’on juge qui est resté. Une moitié des ${all.fr}, tirée par leur numéro, sert à chercher ; l’autre, à confirmer.${counted.fr}`,
    `${sentence(all).en} whose first ${start.en} falls between ${from.en} and ${to.en} and whose day ${outcome.to} is over; “stayed”: at least one ${back.en} between days ${outcome.from} and ${outcome.to} after that start. Counts are by days of the calendar (${frame.zone}), the day of the start being the first, and end before the time by which staying is judged. One half of the ${all.en}, drawn by their number, serves to search; the other, to confirm.${counted.en}`,
  );
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
