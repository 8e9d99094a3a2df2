import type { Words } from '#src/customers/frame/index.ts';
import { count, deedWords, eventWords, say } from '#src/customers/wording/index.ts';
import type { SettledFunnel, SettledStep, Span } from './ask.ts';
import { waysOf } from './plan.ts';

const nouns = {
  second: ['seconde', 'second'],
  minute: ['minute', 'minute'],
  hour: ['heure', 'hour'],
  day: ['jour', 'day'],
} as const;

/** A length of time as people say it: 14 jours, 1 hour. */
export function spanWords({ amount, of }: Span): Words {
  const [fr, en] = nouns[of];
  const number = count(amount);
  const many = amount > 1 ? 's' : '';
  return say(`${number.fr} ${fr}${many}`, `${number.en} ${en}${many}`);
}

/** A step by the events that do it. */
export function waysWords(step: SettledStep): Words {
  if (step.valued !== undefined) return deedWords({ reached: step.valued });
  const [first, ...others] = waysOf(step).map(eventWords);
  return others.reduce(
    (all, one) => say(`${all.fr} ou ${one.fr}`, `${all.en} or ${one.en}`),
    first ?? say('', ''),
  );
}

/** What each step is called: its event; in any order, how many of the steps are done. */
export function stepNames({ steps, order }: Pick<SettledFunnel, 'steps' | 'order'>): Words[] {
  if (order !== 'unordered') return steps.map(waysWords);
  return steps.map((_, i) =>
    i === 0
      ? say('au moins une étape', 'at least one step')
      : say(`au moins ${i + 1} étapes`, `at least ${i + 1} steps`),
  );
}
