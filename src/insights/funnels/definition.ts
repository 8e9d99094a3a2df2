import type { Words } from '#src/customers/frame/index.ts';
import { valueSentence } from '#src/customers/value/index.ts';
import { type Counted, eventWords, fromTo, peopleNoun, say } from '#src/customers/wording/index.ts';
import { type Plan, valuedIn } from './plan.ts';
import { spanWords, waysWords } from './words.ts';

/** What the numbers of a funnel mean, in full sentences: for the folded definition under each chart. */
export function definitionOf(plan: Plan): Words {
  const sentences = [
    entering(plan),
    going(plan),
    ...withins(plan),
    ...excluding(plan),
    path(plan.unit),
    shares(plan.unit),
    leaving(plan),
  ];
  const value = valueSentence(valuedIn(plan));
  return say(
    sentences.map(({ fr }) => fr).join(' ') + value.fr,
    sentences.map(({ en }) => en).join(' ') + value.en,
  );
}

function entering({ ask, unit, zone }: Plan): Words {
  const who = unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const names = ask.steps.map(waysWords);
  const range = fromTo(ask.from, ask.to);
  const [first] = names;
  const start =
    ask.order === 'unordered' || first === undefined
      ? say('l’une des étapes', 'one of the steps')
      : say(`la première étape, ${first.fr}`, `the first step, ${first.en}`);
  return say(
    `${who.fr} entrent par ${start.fr}, ${range.fr} compris (${zone}).`,
    `${who.en} enter by ${start.en}, ${range.en} included (${zone}).`,
  );
}

function going({ ask, unit }: Plan): Words {
  const window = spanWords(ask.window);
  const own = unit === 'account' ? say('du même compte', 'account') : say('de la même personne', 'person');
  const order = {
    ordered: say(
      'Les étapes se suivent dans l’ordre, d’autres événements peuvent s’intercaler',
      'Steps follow in order, other events may come between',
    ),
    strict: say(
      `Les étapes se suivent sans qu’aucun autre événement ${own.fr} ne s’intercale`,
      `Steps follow without any other event of the same ${own.en} between`,
    ),
    unordered: say(
      'Les étapes se font dans n’importe quel ordre ; on compte combien sont faites',
      'Steps are done in any order; what counts is how many are done',
    ),
  }[ask.order];
  return say(
    `${order.fr}, au plus ${window.fr} après l’entrée, bornes comprises ; un événement ne sert qu’à une étape, et à la même milliseconde l’ordre est celui de l’arrivée.`,
    `${order.en}, at most ${window.en} after the entry, both ends included; one event serves one step, and within a millisecond the order is that of arrival.`,
  );
}

const withins = ({ ask }: Plan): Words[] =>
  ask.steps.flatMap(({ within }, i) => {
    if (within === null) return [];
    const span = spanWords(within);
    return [
      say(
        `L’étape ${i + 1} suit la précédente en ${span.fr} au plus.`,
        `Step ${i + 1} follows the one before within ${span.en}.`,
      ),
    ];
  });

const excluding = ({ ask }: Plan): Words[] =>
  ask.exclusions.map(({ from, to, ...match }) => {
    const name = eventWords(match);
    return say(
      `Un parcours s’arrête si ${name.fr} survient entre les étapes ${from} et ${to}.`,
      `A path ends where ${name.en} happens between steps ${from} and ${to}.`,
    );
  });

const path = (unit: Counted) =>
  say(
    `Le parcours d’${unit === 'account' ? 'un compte' : 'une personne'} est celui de sa première entrée qui mène à l’étape la plus avancée.`,
    `${unit === 'account' ? 'An account' : 'A person'}’s path is that of the first entry that leads to the deepest step.`,
  );

const shares = (unit: Counted) =>
  say(
    `Un taux ne compte que les ${peopleNoun(unit).fr} dont le délai est écoulé ; ${unit === 'account' ? 'ceux' : 'celles'} qui peuvent encore avancer sont ${unit === 'account' ? 'dits' : 'dites'} « en cours » et non ${unit === 'account' ? 'perdus' : 'perdues'}. Fourchettes de Wilson à 95 %.`,
    `A share counts only ${peopleNoun(unit).en} whose window is over; those who may still get further are “open”, not dropped. Wilson intervals at 95%.`,
  );

const leaving = ({ ask }: Plan): Words =>
  ask.includeMarked
    ? say('Le trafic interne et celui des robots est compté.', 'Internal and bot traffic is counted.')
    : say(
        'Le trafic interne et celui des robots est laissé de côté.',
        'Internal and bot traffic is left out.',
      );
