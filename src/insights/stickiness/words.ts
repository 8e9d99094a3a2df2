import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  nobodyDid,
  percent,
  percentRange,
  periodNoun,
  rowName,
  say,
  unitNoun,
  unitsCounted,
  written,
} from '#src/customers/wording/index.ts';
import type { Ratios, Sessions, SessionsAsk, Share, ShareAsk, StickinessGrid } from './ask.ts';
import type { BucketPlan } from './buckets.ts';
import type { Planned } from './planned.ts';

const nobodyYet = (unit: Counted): Words => {
  return nobodyDid(unit, say('n’a été actif pendant cette période.', 'was active during this period.'));
};
const notYet: Words = say(
  'On ne peut pas encore conclure : aucune période de cet intervalle n’est terminée.',
  'We cannot say yet: no period of this range is over.',
);

/**
 * In how many buckets half of the customers were active.
 *
 * @param bars of the buckets that are over
 * @param begun how many buckets have begun: one more where the last still runs
 */
export function gridVerdict(
  { ask, reading }: BucketPlan,
  bars: StickinessGrid['bars'],
  begun: number,
): Words {
  if (bars.length === 0) return notYet;
  const customers = bars[0]?.atLeast ?? 0;
  const { unit } = reading.frame;
  if (customers === 0) return nobodyYet(unit);
  const all = unitNoun(unit, true);
  const half = bars.findLast(({ atLeast }) => atLeast * 2 >= customers)?.buckets ?? 1;
  const [most, of] = [count(half), count(bars.length)];
  const noun = begun > bars.length ? thatAreOver(ask, bars.length) : plural(ask, bars.length);
  const one = bars[0]?.exactlyShare;
  const once = percent(one?.known === true ? one.value : 0);
  return say(
    `La moitié des ${count(customers).fr} ${all.fr} actifs le sont sur au moins ${most.fr} des ${of.fr} ${noun.fr} ; ${once.fr} ne le sont qu’une fois.`,
    `Half of the ${count(customers).en} active ${all.en} are so in at least ${most.en} of ${of.en} ${noun.en}; ${once.en} only once.`,
  );
}

function thatAreOver(ask: BucketPlan['ask'], buckets: number): Words {
  const nouns = plural(ask, buckets);
  const e = ask.width > 1 || ask.period === 'week' ? 'e' : '';
  return say(
    `${nouns.fr} terminé${e}${buckets > 1 ? 's' : ''}`,
    `${nouns.en} that ${buckets > 1 ? 'are' : 'is'} over`,
  );
}

function plural({ width, period }: BucketPlan['ask'], buckets: number): Words {
  const many = buckets > 1;
  const noun = periodNoun(period);
  const s = many && period !== 'month' ? 's' : '';
  if (width === 1) return say(`${noun.fr}${s}`, `${noun.en}${many ? 's' : ''}`);
  const nouns = say(period === 'month' ? noun.fr : `${noun.fr}s`, `${noun.en}s`);
  return say(
    `tranche${many ? 's' : ''} de ${width} ${nouns.fr}`,
    `stretch${many ? 'es' : ''} of ${width} ${nouns.en}`,
  );
}

/** What part of a month's people come on an ordinary day. */
export function ratiosVerdict({
  mean: { dailyOfMonthly, dailyOfWeekly },
  rows,
  unit,
}: Pick<Ratios, 'mean' | 'rows' | 'unit'>): Words {
  if (rows.every(({ state }) => state === 'running')) return notYet;
  if (!dailyOfMonthly.known || !dailyOfWeekly.known) return nobodyYet(unit);
  const [month, week] = [percent(dailyOfMonthly.value), percent(dailyOfWeekly.value)];
  const days = oneDecimal(dailyOfMonthly.value * 30);
  return say(
    `Un jour ordinaire réunit ${month.fr} des actifs de 30 jours et ${week.fr} de ceux de 7 jours : un ${unitNoun(unit).fr} actif l’est en moyenne ${days.fr} jours sur 30.`,
    `An ordinary day brings ${month.en} of those active within 30 days and ${week.en} of those within 7: an active ${unitNoun(unit).en} is so on ${days.en} of 30 days on average.`,
  );
}

/** The share of the last period that is over. */
export function shareVerdict({ period }: ShareAsk, { rows, unit }: Pick<Share, 'rows' | 'unit'>): Words {
  const last = rows.findLast(({ state }) => state === 'complete');
  if (last === undefined) return notYet;
  if (!last.share.known) return nobodyYet(unit);
  const [share, range, of] = [
    percent(last.share.value),
    percentRange(last.low ?? 0, last.high ?? 1),
    count(last.known),
  ];
  const when = rowName(last.period, period);
  return say(
    `${upper(when.fr)} : ${share.fr} des ${unitNoun(unit, true).fr} connus sont actifs (${range.fr}, sur ${of.fr}).`,
    `${upper(when.en)}: ${share.en} of known ${unitNoun(unit, true).en} are active (${range.en}, of ${of.en}).`,
  );
}

/** The sessions of the last period that is over. */
export function sessionsVerdict(
  { period }: SessionsAsk,
  { rows, unit }: Pick<Sessions, 'rows' | 'unit'>,
): Words {
  const last = rows.findLast(({ state }) => state === 'complete');
  if (last === undefined) return notYet;
  if (!last.perCustomer.known) return nobodyYet(unit);
  const [each, of] = [oneDecimal(last.perCustomer.value), unitsCounted(last.customers, unit)];
  const one = unitNoun(unit);
  const when = rowName(last.period, period);
  return say(
    `${upper(when.fr)} : ${each.fr} sessions par ${one.fr} actif (${of.fr}).`,
    `${upper(when.en)}: ${each.en} sessions per active ${one.en} (${of.en}).`,
  );
}

/** What the bars mean. */
export function gridDefinition(plan: BucketPlan): Words {
  const { ask, reading } = plan;
  const noun = plural(ask, 2);
  const times = count(ask.rule.times);
  const one = unitNoun(reading.frame.unit);
  const once = ask.rule.how === 'at_least' && ask.rule.times === 1;
  const how = {
    at_least: say(`au moins ${times.fr} fois`, `at least ${times.en} times`),
    at_most: say(`de 1 à ${times.fr} fois`, `1 to ${times.en} times`),
    exactly: say(`exactement ${times.fr} fois`, `exactly ${times.en} times`),
  }[ask.rule.how];
  const rule = once ? say('', '') : say(` (${how.fr})`, ` (${how.en})`);
  return joined(
    say(
      `Chaque ${one.fr} est compté selon le nombre de ${noun.fr} où il a été actif${rule.fr} : ${reading.activity.words.fr}. Le compte part du début de l’intervalle ; ce qui n’a pas commencé ne compte pas.`,
      `Each ${one.en} is counted by the number of ${noun.en} in which they were active${rule.en}: ${reading.activity.words.en}. They are counted from the start of the range; those that have not begun do not count.`,
    ),
    calendar(plan),
  );
}

/** What the ratios mean. */
export const ratiosDefinition = (plan: Planned): Words =>
  joined(
    say(
      `Actif un jour : ${plan.reading.activity.words.fr}. Actifs de 7 et de 30 jours : actifs au moins un de ces jours, le jour même compris. La moyenne divise la somme des uns par la somme des autres, sur les jours terminés. Dans les 30 premiers jours d’un historique, les actifs de 30 jours sont trop peu nombreux.`,
      `Active on a day: ${plan.reading.activity.words.en}. Active within 7 and 30 days: on at least one of them, the day itself included. The mean divides the sum of the one by the sum of the other, over days that are over. In the first 30 days of a history, those active within 30 days are too few.`,
    ),
    calendar(plan),
  );

/** What the share means. */
export const shareDefinition = (plan: Planned): Words =>
  joined(
    say(
      `Actif : ${plan.reading.activity.words.fr}, dans la période. Connus : ceux qui avaient déjà fait quoi que ce soit à la fin de la période (ou à présent, si elle est en cours). Fourchette de Wilson à 95 %.`,
      `Active: ${plan.reading.activity.words.en}, in the period. Known: those who had done anything by the end of the period (or by now, while it runs). Wilson interval at 95%.`,
    ),
    calendar(plan),
  );

/** What sessions mean. */
export function sessionsDefinition(plan: Planned, gapMinutes: number): Words {
  const gap = count(gapMinutes);
  const all = unitNoun(plan.reading.frame.unit, true);
  return joined(
    say(
      `Une session est une suite d’événements, quels qu’ils soient, interrompue par ${gap.fr} minutes de silence ; elle compte dans la période de son premier événement. On divise les sessions des ${all.fr} actifs par leur nombre. Actif : ${plan.reading.activity.words.fr}, dans la période.`,
      `A session is a run of events of any kind, ended by ${gap.en} minutes of silence; it counts in the period of its first event. The sessions of active ${all.en} are divided by their number. Active: ${plan.reading.activity.words.en}, in the period.`,
    ),
    calendar(plan),
  );
}

function calendar({ reading: { frame }, span }: Planned): Words {
  const week = frame.weekStart === 'monday' ? say('lundi', 'Monday') : say('dimanche', 'Sunday');
  const marked = frame.includeMarked
    ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
    : say(
        'Le trafic interne et celui des robots est laissé de côté.',
        'Internal and bot traffic is left out.',
      );
  const weeks =
    span.period === 'week'
      ? say(`, semaines à partir du ${week.fr}`, `, weeks from ${week.en}`)
      : say('', '');
  return say(
    `Calendrier : ${frame.zone}${weeks.fr}. ${marked.fr}`,
    `Calendar: ${frame.zone}${weeks.en}. ${marked.en}`,
  );
}

const joined = (first: Words, second: Words): Words =>
  say(`${first.fr} ${second.fr}`, `${first.en} ${second.en}`);

const oneDecimal = (value: number): Words => ({
  fr: written('fr', value, { maximumFractionDigits: 1 }),
  en: written('en', value, { maximumFractionDigits: 1 }),
});

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
