import { dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  type Counted,
  deedWords,
  nobodyDid,
  percent,
  say,
  sentence,
  unitNoun,
  unitsCounted,
  written,
} from '#src/customers/wording/index.ts';
import { type Measuring, rangeWords } from '#src/insights/comparable/index.ts';
import type { RetakingAnswer, RetakingAsk } from './retaking-ask.ts';
import type { RetakingPlan } from './rhythm-rows.ts';
import { lengthWords } from './words.ts';

type Told = Pick<RetakingAnswer, 'customers' | 'once' | 'speed' | 'frequency' | 'duration' | 'streaks'>;

/** How fast, how often, how long, in a sentence each. */
export function retakingVerdict(
  counted: Told,
  { period, unit }: Pick<RetakingAsk, 'period'> & { readonly unit: Counted },
): Words {
  const { customers, speed } = counted;
  if (customers === 0) {
    return nobodyDid(
      unit,
      say('n’a reçu la valeur pendant cette période.', 'received the value during this period.'),
    );
  }
  if (!speed.median.known) {
    return nobodyDid(
      unit,
      say(
        'n’a repris la valeur : chacun n’a qu’un jour de valeur.',
        'came back for the value: each has one day of value.',
      ),
    );
  }
  const [gap, often, long] = [
    lengthWords(speed.median.value),
    oftenWords(counted, period),
    longWords(counted),
  ];
  const taken = say(
    `La valeur est reprise en ${gap.fr} (médiane)${often.fr}${long.fr}.`,
    `${customers > 1 ? `${sentence(unitNoun(unit, true)).en} come` : `The ${unitNoun(unit).en} comes`} back for the value within ${gap.en} (median)${often.en}${long.en}.`,
  );
  const going = goingWords(counted, unit);
  return say(`${taken.fr} ${going.fr}`, `${taken.en} ${going.en}`);
}

/** How many have not broken off, and how many came but once. Who alone has come back has more than one day. */
function goingWords({ customers, once, streaks }: Told, unit: Counted): Words {
  const alone = unitNoun(unit);
  if (customers === 1)
    return streaks.running === 1
      ? say(`Le seul ${alone.fr} retenu est sur sa lancée.`, `The only ${alone.en} counted is still going.`)
      : say(
          `Le seul ${alone.fr} retenu n’est plus sur sa lancée.`,
          `The only ${alone.en} counted is no longer going.`,
        );
  const [running, single] = [percent(streaks.running / customers), percent(once / customers)];
  const of = unitsCounted(customers, unit);
  return say(
    `${running.fr} des ${of.fr} sont sur leur lancée ; ${single.fr} n’ont eu qu’un jour de valeur.`,
    `${running.en} of ${of.en} are still going; ${single.en} had only one day of value.`,
  );
}

function oftenWords({ frequency }: Told, period: RetakingAsk['period']): Words {
  if (!frequency.median.known) return say('', '');
  const value = frequency.median.value;
  const said = (language: 'fr' | 'en') => written(language, value);
  return say(
    `, ${said('fr')} jour${value < 2 ? '' : 's'} par ${period === 'week' ? 'semaine' : 'mois'} d’usage`,
    `, on ${said('en')} day${value === 1 ? '' : 's'} of a ${period} of use`,
  );
}

function longWords({ duration }: Told): Words {
  if (!duration.median.known) {
    return say(', et plus de la moitié des suites durent encore', ', and more than half of the spans go on');
  }
  if (duration.median.value === 0) {
    return say(
      ', et la moitié des suites ou plus ne tiennent qu’un jour',
      ', and half of the spans or more last one day only',
    );
  }
  const length = lengthWords(duration.median.value);
  return say(`, sans rupture pendant ${length.fr}`, `, unbroken for ${length.en}`);
}

/** What was counted, in words. */
export function retakingDefinition({ ask, value, frame, from, to }: RetakingPlan, how: Measuring): Words {
  const what = deedWords(value);
  const counted = valueSentence([value]);
  const range = rangeWords({ from: dateText(from), to: dateText(Math.max(from, to)) }, how);
  return say(
    `Un jour de valeur est un jour du calendrier (${frame.zone}) avec au moins un ${what.fr}, ${range.fr}. Une suite est sans rupture tant que deux jours de valeur ne sont pas séparés de plus ${ask.tolerance === 1 ? 'd’un jour' : `de ${ask.tolerance} jours`} ; celle qui peut encore continuer ne compte pas comme finie (Kaplan–Meier).${counted.fr}`,
    `A day of value is a day of the calendar (${frame.zone}) with at least one ${what.en}, ${range.en}. A span is unbroken while no two days of value are more than ${ask.tolerance === 1 ? 'one day' : `${ask.tolerance} days`} apart; one that may still go on does not count as ended (Kaplan–Meier).${counted.en}`,
  );
}
