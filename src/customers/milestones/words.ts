import type { Words } from '#src/customers/frame/index.ts';
import { deedWords, eventWords, feminineOrdinal, say, written } from '#src/customers/wording/index.ts';
import type { Settled } from './queries.ts';

/** What is reached, in a few words. */
export function milestoneWords(rule: Settled): Words {
  if (rule.kind === 'days') {
    const [what, days] = [deedWords(rule.of), rule.days];
    return say(
      `${written('fr', days)} ${days > 1 ? 'jours différents' : 'jour'} avec ${what.fr}`,
      `${written('en', days)} ${days > 1 ? 'different days' : 'day'} with ${what.en}`,
    );
  }
  const what = eventWords(rule.match);
  if (rule.kind === 'times') {
    return say(
      `${what.fr} pour la ${feminineOrdinal(rule.times)} fois`,
      `${what.en} for the ${ordinal(rule.times)} time`,
    );
  }
  if (rule.kind === 'quantity') {
    const { property, quantity } = rule;
    return say(
      `${written('fr', quantity)} en tout de « ${property} » sur ${what.fr}`,
      `${written('en', quantity)} in all of “${property}” on ${what.en}`,
    );
  }
  const span = spanWords(rule.months);
  return say(`${span.fr} après le premier ${what.fr}`, `${span.en} after the first ${what.en}`);
}

function spanWords(months: number): Words {
  if (months % 12 !== 0) {
    return say(
      `${written('fr', months)} mois`,
      `${written('en', months)} ${months > 1 ? 'months' : 'month'}`,
    );
  }
  const years = months / 12;
  return say(`${years} an${years > 1 ? 's' : ''}`, `${years} year${years > 1 ? 's' : ''}`);
}

const rules = new Intl.PluralRules('en', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

const ordinal = (place: number): string => `${written('en', place)}${endings[rules.select(place)] ?? 'th'}`;
