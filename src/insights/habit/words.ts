import { dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  count,
  deedWords,
  fewWords,
  nobodyDid,
  percent,
  percentRange,
  rowName,
  say,
  unitNoun,
  written,
} from '#src/customers/wording/index.ts';
import type { HabitGrid, Kind } from './ask.ts';
import type { Gathering } from './patterns.ts';
import type { HabitPlan } from './rows.ts';

const short = {
  fr: ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

interface Told {
  readonly kind: Kind;
  readonly weekdays: readonly number[];
  readonly hits: number;
  readonly possible: number;
  readonly perWeek: number;
  readonly hour: Gathering | null;
}

/** One person's habit in a few words: habit Tue/Thu, 24/24, around 18:30. */
export function patternWords({ kind, weekdays, hits, possible, perWeek, hour }: Told): Words {
  if (kind === 'none') return say('pas d’habitude', 'no habit');
  if (kind === 'too_early') return say('trop tôt pour le dire', 'too early to say');
  const at =
    hour === null ? say('', '') : say(`, vers ${clock(hour.around)}`, `, around ${clock(hour.around)}`);
  if (kind === 'rhythm') {
    const often = (language: 'fr' | 'en') => written(language, perWeek, { maximumFractionDigits: 1 });
    return say(
      `habitude ${often('fr')} fois par semaine${at.fr}`,
      `habit ${often('en')} times a week${at.en}`,
    );
  }
  const days = (language: 'fr' | 'en') =>
    kind === 'daily'
      ? { fr: 'de tous les jours', en: 'every day' }[language]
      : weekdays.map((weekday) => short[language][weekday - 1]).join('/');
  return say(
    `habitude ${days('fr')}, ${hits}/${possible}${at.fr}`,
    `habit ${days('en')}, ${hits}/${possible}${at.en}`,
  );
}

function clock(hour: number): string {
  const quarters = Math.round(hour * 4) % 96;
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}

/** How many have a habit, and how often the product is used by nature. */
export function habitVerdict({
  active,
  share,
  natural,
  unit,
}: Pick<HabitGrid, 'active' | 'share' | 'natural' | 'unit'>): Words {
  if (!share.known) {
    return nobodyDid(unit, say('n’a été actif pendant ces semaines.', 'was active in these weeks.'));
  }
  const [part, range, of] = [
    percent(share.value.share),
    percentRange(share.value.low, share.value.high),
    count(active),
  ];
  const few = fewWords(active, unit);
  const nature = naturalWords(natural);
  return say(
    `${part.fr} des ${unitNoun(unit, true).fr} actifs en ont pris l’habitude (${range.fr}, sur ${of.fr})${few.fr}.${nature.fr}`,
    `${part.en} of the active ${unitNoun(unit, true).en} have made it a habit (${range.en}, of ${of.en})${few.en}.${nature.en}`,
  );
}

function naturalWords({ gap }: HabitGrid['natural']): Words {
  if (!gap.known) return say('', '');
  const said = (language: 'fr' | 'en') => written(language, gap.value);
  if (gap.value === 1) {
    return say(' On y revient par nature chaque jour.', ' By nature they come back every day.');
  }
  return say(
    ` On y revient par nature tous les ${said('fr')} jours.`,
    ` By nature they come back every ${said('en')} days.`,
  );
}

/** What was counted, in words. */
export function habitDefinition({ value, frame, weeks, from, to }: HabitPlan): Words {
  const what = deedWords(value);
  const counted = valueSentence([value]);
  const [first, last] = [rowName(dateText(from), 'day'), rowName(dateText(to), 'day')];
  return say(
    `Un jour actif est un jour du calendrier (${frame.zone}) avec au moins un ${what.fr}, dans les ${weeks} dernières semaines entières (${first.fr} – ${last.fr}). Une habitude, c’est une activité dans au moins trois semaines sur quatre, avec des jours plus groupés sur certains jours de la semaine, plus également répartis de semaine en semaine, ou plus souvent au même intervalle, que ne le ferait le hasard avec autant de jours (tests exacts, tous les ${unitNoun(frame.unit, true).fr} corrigés ensemble) ; ou presque tous les jours.${counted.fr}`,
    `An active day is a day of the calendar (${frame.zone}) with at least one ${what.en}, in the last ${weeks} whole weeks (${first.en} – ${last.en}). Habit: active in at least three weeks of four, and days more gathered on certain weekdays, more evenly spread from week to week, or more often at the same interval, than chance would deal as many days (exact tests, all ${unitNoun(frame.unit, true).en} corrected together); or nearly every day.${counted.en}`,
  );
}
