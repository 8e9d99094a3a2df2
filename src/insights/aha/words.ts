import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  eventWords,
  fewWords,
  nobody,
  nobodyDid,
  percent,
  percentRange,
  points,
  say,
} from '#src/customers/wording/index.ts';
import type { RateCell, Rule } from './ask.ts';

/** A rule in a sentence: « lecture » au moins 100 fois dans les 10 jours qui suivent « inscription ». */
export function ruleWords({ start, match, times, days }: Rule): Words {
  const [from, what, many] = [eventWords(start), eventWords(match), count(times)];
  const often =
    times === 1
      ? say('au moins une fois', 'at least once')
      : say(`au moins ${many.fr} fois`, `at least ${many.en} times`);
  return days === 1
    ? say(
        `${what.fr} ${often.fr} le jour du premier ${from.fr}`,
        `${what.en} ${often.en} on the day of the first ${from.en}`,
      )
    : say(
        `${what.fr} ${often.fr} dans les ${days} premiers jours, celui du premier ${from.fr} compris`,
        `${what.en} ${often.en} within the first ${days} days, that of the first ${from.en} included`,
      );
}

/** What the states of a newcomer mean. */
export const statusWords: Words = say(
  'En bonne voie : au moins autant de fois entières qu’à un rythme régulier sur les jours écoulés. En retard : moins. Manqué : le délai est passé. Atteint : à l’instant de la dernière fois qu’il fallait.',
  'On track: at least as many whole times as a steady pace would have brought by the days that are over. Late: less. Lost: the time is over. Reached: at the instant of the last one needed.',
);

/** How many reach it, in a sentence, and which groups reach it less. */
export function rateVerdict(total: RateCell, groups: readonly RateCell[], unit: Counted): Words {
  const none = nobody(unit);
  if (!total.share.known) {
    return total.started === 0
      ? nobodyDid(unit, say('n’a commencé pendant cette période.', 'began during this period.'))
      : say(
          `On ne peut pas encore conclure : le délai n’est terminé pour ${none.fr}.`,
          `We cannot say yet: the time is over for ${none.en}.`,
        );
  }
  const first = shareWords(total, unit);
  const [weakest] = groups
    .filter(({ against }) => against?.weak === true)
    .sort((a, b) => (a.against?.difference ?? 0) - (b.against?.difference ?? 0));
  if (weakest?.against == null || !weakest.share.known) return first;
  const gap = points(weakest.against.difference);
  const [name, of] = [groupName(weakest), percent(weakest.share.value.share)];
  return say(
    `${first.fr} ${name.fr} active moins : ${of.fr} (${gap.fr} par rapport aux autres). C’est une cause d’attrition sur laquelle on peut agir.`,
    `${first.en} ${name.en} activates less: ${of.en} (${gap.en} against the others). This is a reason for churn one can act on.`,
  );
}

function shareWords({ share, eligible }: Pick<RateCell, 'share' | 'eligible'>, unit: Counted): Words {
  if (!share.known) return say('', '');
  const { value } = share;
  const [said, range, of] = [
    percent(value.share),
    percentRange(value.interval.low, value.interval.high),
    count(eligible),
  ];
  const few = fewWords(eligible, unit);
  return say(
    `${said.fr} atteignent ce moment (${range.fr}, sur ${of.fr})${few.fr}.`,
    `${said.en} reach this moment (${range.en}, of ${of.en})${few.en}.`,
  );
}

const groupName = ({ group }: RateCell): Words =>
  group.kind === 'missing'
    ? say('Le groupe sans valeur', 'The group without a value')
    : group.kind === 'others'
      ? say('Le groupe des autres valeurs', 'The group of other values')
      : say(`« ${group.value} »`, `“${group.value}”`);
