import type { Period } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { periodNoun, say } from '#src/customers/wording/index.ts';

/** A definition of value as what activates: at least so much in one of the first periods. */
export function periodsWords(words: Words, period: Period, periods: number): Words {
  const noun = periodNoun(period);
  if (periods === 1) {
    return say(
      `${words.fr}, pendant la période (${noun.fr}) où l’on commence`,
      `${words.en}, in the ${noun.en} in which one begins`,
    );
  }
  const plural = period === 'month' ? noun.fr : `${noun.fr}s`;
  return say(
    `${words.fr}, dans l’une des ${periods} premières périodes (${plural} du calendrier), celle du début comprise`,
    `${words.en}, in one of the first ${periods} calendar ${noun.en}s, that of the start included`,
  );
}
