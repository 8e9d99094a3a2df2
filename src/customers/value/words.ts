import type { Period, Words } from '#src/customers/frame/index.ts';
import { count, eventWords, periodNoun, say } from '#src/customers/wording/index.ts';
import type { Counted } from './ask.ts';

/** What is counted, as the end of a sentence: au moins 3 fois « play » par mois. */
export function countedWords({ match, rule, period }: Counted): Words {
  const event = eventWords(match);
  const per = perPeriod(period);
  if (rule.kind === 'quantity') {
    const quantity = count(rule.quantity);
    return say(
      `au moins ${quantity.fr} de « ${rule.property} » au total sur ${event.fr}, ${per.fr}`,
      `at least ${quantity.en} of “${rule.property}” in all over ${event.en}, ${per.en}`,
    );
  }
  const times = count(rule.times);
  return say(
    `${event.fr} au moins ${times.fr} fois ${per.fr}`,
    `${event.en} at least ${timesWords(rule.times)} ${per.en}`,
  );
}

const perPeriod = (period: Period): Words => {
  const noun = periodNoun(period);
  return say(`par ${noun.fr}`, `a ${noun.en}`);
};

const timesWords = (times: number): string => (times === 1 ? 'once' : `${count(times).en} times`);
