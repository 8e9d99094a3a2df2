import type { Words } from '#src/customers/frame/index.ts';
import { count, eventWords, rowName, say } from '#src/customers/wording/index.ts';
import type { Amount, Condition, ContractCondition, contractStates, SegmentRule, Window } from './ask.ts';
import { phaseWords } from './phase-words.ts';

/** Names of lists and segments that a rule asks for, by their ids; what its scores are called, by their traits. */
export type NamesById = ReadonlyMap<string, string | Words>;

/** A rule as a sentence's end: ont fait « Visite » au moins 3 fois dans les 30 derniers jours, et n’ont pas résilié. */
export const ruleWords = (rule: SegmentRule, names: NamesById = new Map()): Words =>
  several(
    rule.match,
    rule.conditions.map((one) => conditionWords(one, names)),
  );

function several(match: 'all' | 'any', parts: readonly Words[]): Words {
  const [fr, en] = match === 'all' ? [' et ', ' and '] : [' ou ', ' or '];
  return say(parts.map((one) => one.fr).join(fr), parts.map((one) => one.en).join(en));
}

/** One condition, as several people are said to meet it. */
export function conditionWords(condition: Condition, names: NamesById = new Map()): Words {
  switch (condition.kind) {
    case 'did':
      return didWords(condition);
    case 'when':
      return whenWords(condition);
    case 'sequence':
      return sequenceWords(condition);
    case 'contract':
      return contractWords(condition);
    case 'phase':
      return phaseWords(condition);
    case 'trait':
      return traitWords(condition, names);
    case 'list':
      return belonging(condition.inside, say('la liste', 'the list'), nameOf(condition.list, names));
    case 'segment':
      return belonging(condition.inside, say('le segment', 'the segment'), nameOf(condition.segment, names));
    default:
      return nestedWords(condition, names);
  }
}

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;

const quoted = (text: string): Words => say(`« ${text} »`, `“${text}”`);

function didWords({ inside, match, amount, window }: Of<'did'>): Words {
  const [event, much, when] = [eventWords(match), amountWords(amount), windowWords(window)];
  const verb = inside ? say('ont fait', 'did') : say('n’ont pas fait', 'did not do');
  return say(`${verb.fr} ${event.fr}${much.fr}${when.fr}`, `${verb.en} ${event.en}${much.en}${when.en}`);
}

function amountWords(amount: Amount): Words {
  if (amount.kind === 'quantity') {
    const much = count(amount.quantity);
    return amount.how === 'at_least'
      ? say(
          ` pour au moins ${much.fr} de « ${amount.property} »`,
          ` for at least ${much.en} of “${amount.property}”`,
        )
      : say(
          ` pour moins de ${much.fr} de « ${amount.property} »`,
          ` for less than ${much.en} of “${amount.property}”`,
        );
  }
  const times = count(amount.times);
  const [once, often] = [amount.times === 1, amount.times === 1 ? 'once' : `${times.en} times`];
  if (amount.how === 'at_least')
    return once ? say('', '') : say(` au moins ${times.fr} fois`, ` at least ${often}`);
  if (amount.how === 'exactly') return say(` exactement ${times.fr} fois`, ` exactly ${often}`);
  return say(` au plus ${times.fr} fois`, ` at most ${often}`);
}

function windowWords(window: Window): Words {
  if (window.kind === 'ever') return say('', '');
  if (window.kind === 'before_last') {
    const days = daysWords(window.days);
    return say(` il y a plus de ${days.fr}`, ` more than ${days.en} ago`);
  }
  if (window.kind === 'between') {
    const [from, to] = [rowName(window.from, 'day'), rowName(window.to, 'day')];
    return say(` du ${from.fr.slice(3)} au ${to.fr.slice(3)}`, ` from ${from.en} to ${to.en}`);
  }
  const { amount, unit } = window;
  if (unit === 'hours')
    return amount === 1
      ? say(' dans la dernière heure', ' in the last hour')
      : say(` dans les ${amount} dernières heures`, ` in the last ${amount} hours`);
  return amount === 1
    ? say(' aujourd’hui', ' today')
    : say(` dans les ${amount} derniers jours`, ` in the last ${amount} days`);
}

const daysWords = (days: number): Words =>
  say(`${count(days).fr} jour${days > 1 ? 's' : ''}`, `${count(days).en} day${days === 1 ? '' : 's'}`);

function whenWords({ inside, which, match, window }: Of<'when'>): Words {
  const [event, when] = [eventWords(match), windowWords(window)];
  const time =
    which === 'first'
      ? say('pour la première fois', 'for the first time')
      : say('pour la dernière fois', 'for the last time');
  const verb = inside ? say('ont fait', 'did') : say('n’ont pas fait', 'did not do');
  return say(`${verb.fr} ${event.fr} ${time.fr}${when.fr}`, `${verb.en} ${event.en} ${time.en}${when.en}`);
}

function sequenceWords({ inside, steps, within, window }: Of<'sequence'>): Words {
  const all = steps.map(eventWords);
  const verb = inside ? say('ont fait', 'did') : say('n’ont pas fait', 'did not do');
  const [spanFr, spanEn] =
    within.unit === 'hours'
      ? [
          `${within.amount} heure${within.amount > 1 ? 's' : ''}`,
          `${within.amount} hour${within.amount === 1 ? '' : 's'}`,
        ]
      : [daysWords(within.amount).fr, daysWords(within.amount).en];
  const when = windowWords(window);
  return say(
    `${verb.fr} ${all.map(({ fr }) => fr).join(', puis ')} en ${spanFr}${when.fr}`,
    `${verb.en} ${all.map(({ en }) => en).join(', then ')} within ${spanEn}${when.en}`,
  );
}

const stateWords: Readonly<Record<(typeof contractStates)[number], Words>> = {
  running: say('en cours', 'running'),
  trial: say('à l’essai', 'on trial'),
  paused: say('en pause', 'paused'),
  past_due: say('impayé', 'past due'),
  cancelled: say('résilié mais pas encore terminé', 'cancelled but not over'),
  ended: say('terminé', 'ended'),
};

function contractWords({ inside, offers, states, termWithinDays }: ContractCondition): Words {
  const said = several(
    'any',
    states.map((state) => stateWords[state]),
  );
  const of = offers.length === 0 ? say('', '') : several('any', offers.map(quoted));
  const named = offers.length === 0 ? of : say(` de ${of.fr}`, ` of ${of.en}`);
  const term =
    termWithinDays === null
      ? say('', '')
      : say(
          `, à échéance d’ici ${daysWords(termWithinDays).fr}`,
          `, due within ${daysWords(termWithinDays).en}`,
        );
  return inside
    ? say(
        `ont un contrat${named.fr} ${said.fr}${term.fr}`,
        `have a contract${named.en} that is ${said.en}${term.en}`,
      )
    : say(
        `n’ont pas de contrat${named.fr} ${said.fr}${term.fr}`,
        `have no contract${named.en} that is ${said.en}${term.en}`,
      );
}

const howWords: Readonly<Record<Of<'trait'>['how'], Words>> = {
  is: say('vaut', 'is'),
  is_not: say('ne vaut pas', 'is not'),
  contains: say('contient', 'contains'),
  contains_not: say('ne contient pas', 'does not contain'),
  greater: say('dépasse', 'is more than'),
  at_least: say('vaut au moins', 'is at least'),
  less: say('est inférieur à', 'is less than'),
  at_most: say('vaut au plus', 'is at most'),
  set: say('est connu', 'is known'),
  not_set: say('n’est pas connu', 'is not known'),
};

const colourNames: ReadonlyMap<string, Words> = new Map([
  ['green', say('vert', 'green')],
  ['yellow', say('jaune', 'yellow')],
  ['red', say('rouge', 'red')],
]);

function traitWords({ trait, how, values }: Of<'trait'>, names: NamesById): Words {
  const score = names.get(trait);
  const scored = typeof score === 'object';
  const said = several(
    'any',
    values.map((value) => (scored ? colourNames.get(String(value)) : undefined) ?? quoted(String(value))),
  );
  const [name, verb] = [scored ? score : quoted(trait), howWords[how]];
  return values.length === 0
    ? say(`dont ${name.fr} ${verb.fr}`, `whose ${name.en} ${verb.en}`)
    : say(`dont ${name.fr} ${verb.fr} ${said.fr}`, `whose ${name.en} ${verb.en} ${said.en}`);
}

function nameOf(id: string, names: NamesById): string {
  const name = names.get(id);
  return typeof name === 'string' ? name : id;
}

const belonging = (inside: boolean, what: Words, name: string): Words =>
  inside
    ? say(`sont dans ${what.fr} « ${name} »`, `are in ${what.en} “${name}”`)
    : say(`ne sont pas dans ${what.fr} « ${name} »`, `are not in ${what.en} “${name}”`);

function nestedWords(condition: Of<'group'> | Of<'account'> | Of<'people'>, names: NamesById): Words {
  const inner = several(
    condition.match,
    condition.conditions.map((one) => conditionWords(one, names)),
  );
  if (condition.kind === 'group')
    return condition.inside
      ? say(`(${inner.fr})`, `(${inner.en})`)
      : say(`pas (${inner.fr})`, `not (${inner.en})`);
  if (condition.kind === 'account') {
    return condition.inside
      ? say(`dont un compte est de ceux qui ${inner.fr}`, `with an account among those that ${inner.en}`)
      : say(
          `dont aucun compte n’est de ceux qui ${inner.fr}`,
          `with no account among those that ${inner.en}`,
        );
  }
  const least = count(condition.least);
  return condition.inside
    ? say(
        `dont au moins ${least.fr} des personnes ${inner.fr}`,
        `of whose people at least ${least.en} ${inner.en}`,
      )
    : say(
        `dont moins de ${least.fr} des personnes ${inner.fr}`,
        `of whose people fewer than ${least.en} ${inner.en}`,
      );
}
