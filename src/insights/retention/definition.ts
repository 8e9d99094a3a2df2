import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import {
  count,
  doingWords,
  eventWords,
  fromTo,
  nameWords,
  peopleNoun,
  periodNoun,
  say,
} from '#src/customers/wording/index.ts';
import type { Plan } from '#src/insights/cohorts/index.ts';
import type { RetentionAsk } from './ask.ts';

/** What the numbers of a grid mean, in full sentences: for the folded definition under each chart. */
export function definitionOf(plan: Plan, summary: RetentionAsk['summary']): Words {
  const sentences = [
    entering(plan),
    returning(plan),
    periods(plan),
    eligibility(plan, summary),
    leaving(plan),
  ];
  return say(sentences.map(({ fr }) => fr).join(' '), sentences.map(({ en }) => en).join(' '));
}

function entering({ ask, unit }: Plan): Words {
  const who = unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const start = eventWords(ask.start);
  const row = periodNoun(ask.rows);
  const range = fromTo(ask.from, ask.to);
  const how = {
    every_period: say(
      `dans la cohorte de chaque ${row.fr} où ils ont fait ${start.fr}`,
      `the cohort of every ${row.en} in which they did ${start.en}`,
    ),
    first_match: say(
      `dans la cohorte du ${row.fr} de leur premier ${start.fr}`,
      `the cohort of the ${row.en} of their first ${start.en}`,
    ),
    first_ever: say(
      `dans la cohorte du ${row.fr} de leur tout premier ${nameWords(ask.start).fr}, s’il répond aux conditions`,
      `the cohort of the ${row.en} of their very first ${nameWords(ask.start).en}, if it passes the conditions`,
    ),
  }[ask.entry];
  return say(
    `${who.fr} entrent ${how.fr.replace('du semaine', 'de la semaine')}, ${range.fr} compris.`,
    `${who.en} enter ${how.en}, ${range.en} included.`,
  );
}

function returning({ ask }: Plan): Words {
  const doing = doingWords(ask.return);
  const value = valueSentence([ask.return]);
  const later = ask.returns === 'on_or_after' ? say(' ou plus tard', ' or later') : say('', '');
  const least = leastWords(ask.atLeast);
  return say(
    `Ils reviennent s’ils ${doing.fr}${least.fr} pendant l’intervalle${later.fr}.${value.fr}`,
    `They return when they ${doing.en}${least.en} within the interval${later.en}.${value.en}`,
  );
}

function leastWords(atLeast: RetentionAsk['atLeast']): Words {
  if (atLeast.kind === 'quantity') {
    const quantity = count(atLeast.quantity);
    return say(
      `, avec une somme de « ${atLeast.property} » d’au moins ${quantity.fr}`,
      `, with a sum of “${atLeast.property}” of at least ${quantity.en}`,
    );
  }
  if (atLeast.times === 1) return say('', '');
  return say(` au moins ${atLeast.times} fois`, ` at least ${atLeast.times} times`);
}

function periods({ ask, zone, weekStart }: Plan): Words {
  const interval = periodNoun(ask.interval);
  if (ask.window === 'rolling') {
    const span = { day: '24 h', week: '7 × 24 h', month: '30 × 24 h' }[ask.interval];
    return say(
      `Un intervalle dure ${span} à compter de l’événement d’entrée.`,
      `An interval lasts ${span} from the event of entry on.`,
    );
  }
  const week = weekStart === 'monday' ? say('lundi', 'Monday') : say('dimanche', 'Sunday');
  return say(
    `Un intervalle est un ${interval.fr} du calendrier (${zone}, semaines à partir du ${week.fr}) ; l’intervalle 0 est celui de l’entrée.`.replace(
      'un semaine',
      'une semaine',
    ),
    `An interval is a calendar ${interval.en} (${zone}, weeks from ${week.en}); interval 0 is that of the entry.`,
  );
}

function eligibility({ unit }: Plan, summary: RetentionAsk['summary']): Words {
  const all = peopleNoun(unit);
  const these = unit === 'account' ? 'tous ces comptes' : 'toutes ces personnes';
  const share = say(
    `Un taux ne compte que les ${all.fr} dont l’intervalle est terminé ; fourchettes de Wilson à 95 %.`,
    `A share counts only ${all.en} whose interval is over; Wilson intervals at 95%.`,
  );
  if (summary === 'plain') {
    return say(
      `${share.fr} La ligne de synthèse est la moyenne simple des cohortes.`,
      `${share.en} The summary row is the plain mean of the cohorts.`,
    );
  }
  return say(
    `${share.fr} La ligne de synthèse réunit ${these}.`,
    `${share.en} The summary row pools all of these ${all.en}.`,
  );
}

function leaving({ ask }: Plan): Words {
  return ask.includeMarked
    ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
    : say(
        'Le trafic interne et celui des robots est laissé de côté.',
        'Internal and bot traffic is left out.',
      );
}
