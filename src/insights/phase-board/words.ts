import { dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import {
  isActive,
  type Move,
  type MoveFacts,
  type Phase,
  type PhaseRule,
} from '#src/customers/phases/index.ts';
import { count, peopleCounted, percent, rowName, say } from '#src/customers/wording/index.ts';
import type { Flow, PhaseBoard, PhasePreview, PhaseRow } from './ask.ts';

/** What a phase is called. */
export const phaseWords: Readonly<Record<Phase, Words>> = {
  conquest: say('conquête', 'conquest'),
  conversion: say('conversion', 'conversion'),
  loyalty: say('fidélité', 'loyalty'),
  attrition: say('attrition', 'attrition'),
  retention: say('reconquête', 'win-back'),
  ended: say('contrat terminé', 'ended'),
  not_renewed: say('non renouvelé', 'not renewed'),
  cancelled: say('résilié', 'cancelled'),
  lost: say('perdu', 'lost'),
};

const joined = (...parts: readonly Words[]): Words =>
  say(parts.map(({ fr }) => fr).join(' '), parts.map(({ en }) => en).join(' '));

interface BoardSaid {
  readonly rows: readonly PhaseRow[];
  readonly total: number;
  readonly flows: readonly Flow[];
  readonly without: number;
  readonly from: string;
  readonly visitsKnown: boolean;
}

/** How the base stands, and which way it moves. */
export function boardVerdict({ rows, total, flows, without, from, visitsKnown }: BoardSaid): Words {
  if (total === 0) {
    return without === 0
      ? say('On ne peut encore rien dire : personne n’est venu.', 'We cannot say yet: nobody has come.')
      : say(
          `${peopleCounted(without, 'customer').fr} sans phase : aucun achat, contrat ou message touché n’est connu.`,
          `${peopleCounted(without, 'customer').en} in no phase: no purchase, contract or message touched is known.`,
        );
  }
  const active = rows.filter(({ phase }) => isActive(phase));
  const customers = active.reduce((sum, { people }) => sum + people, 0);
  const of = (phase: Phase) => rows.find((row) => row.phase === phase)?.people ?? 0;
  if (customers === 0) {
    return say(
      `Aucun client en cours : ${peopleCounted(total, 'customer').fr} en conquête ou au terme de leur vie avec vous.`,
      `No customer now: ${peopleCounted(total, 'customer').en} in conquest or at the end of their life with you.`,
    );
  }
  if (!visitsKnown) {
    return say(
      `${count(customers).fr} client${customers < 2 ? '' : 's'} en cours : on ne peut pas dire combien sont fidèles ou en attrition, faute de savoir ce qu’est une visite.`,
      `${count(customers).en} customer${customers === 1 ? '' : 's'} now: we cannot say how many are loyal or in attrition, as nobody said what a visit is.`,
    );
  }
  const share = (people: number) => percent(people / customers);
  const [loyal, leaving] = [of('loyalty'), of('attrition') + of('retention')];
  const stand = say(
    `Sur ${count(customers).fr} client${customers < 2 ? '' : 's'}, ${share(loyal).fr} ${loyal < 2 ? 'est fidèle' : 'sont fidèles'} et ${share(leaving).fr} en attrition ou en reconquête.`,
    `Of ${count(customers).en} customer${customers === 1 ? '' : 's'}, ${share(loyal).en} are loyal and ${share(leaving).en} in attrition or being won back.`,
  );
  return joined(stand, flowWords(flows, from));
}

/** Who went into and out of loyalty. */
function flowWords(flows: readonly Flow[], from: string): Words {
  const sum = (test: (flow: Flow) => boolean) =>
    flows.filter(test).reduce((all, { people }) => all + people, 0);
  const entered = sum((flow) => flow.to === 'loyalty' && flow.from !== 'loyalty');
  const left = sum((flow) => flow.from === 'loyalty' && flow.to !== 'loyalty');
  const day = rowName(from, 'day');
  const since = say(`Depuis ${day.fr}`, `Since ${day.en}`);
  if (entered === 0 && left === 0)
    return say(
      `${since.fr}, personne n’est devenu fidèle ni n’a cessé de l’être.`,
      `${since.en}, nobody became loyal or stopped being so.`,
    );
  return say(
    `${since.fr}, ${peopleCounted(entered, 'customer').fr} ${entered < 2 ? 'est devenue fidèle' : 'sont devenues fidèles'}, ${count(left).fr} ${left < 2 ? 'ne l’est plus' : 'ne le sont plus'}.`,
    `${since.en}, ${peopleCounted(entered, 'customer').en} became loyal and ${count(left).en} stopped being so.`,
  );
}

/** A rule in a sentence. */
export function ruleWords({ tenureDays, regularity: r, attrition, recoveryDays }: PhaseRule): Words {
  const visits = (value: number) =>
    say(`${value} visite${value < 2 ? '' : 's'}`, `${value} visit${value === 1 ? '' : 's'}`);
  const period =
    r.days === 7 ? say('semaines', 'weeks') : say(`périodes de ${r.days} jours`, `periods of ${r.days} days`);
  const few =
    attrition.visits === 0
      ? say('aucune visite', 'no visit')
      : say(`au plus ${visits(attrition.visits).fr}`, `at most ${visits(attrition.visits).en}`);
  return say(
    `Fidèle : client depuis ${tenureDays} jours, au moins ${visits(r.visits).fr} dans au moins ${r.periods} des ${r.of} dernières ${period.fr}. Attrition : ${few.fr} en ${attrition.days} jours. Reconquête : ${recoveryDays} jours.`,
    `Loyal: a customer for ${tenureDays} days, at least ${visits(r.visits).en} in at least ${r.periods} of the last ${r.of} ${period.en}. Attrition: ${few.en} in ${attrition.days} days. Win-back: ${recoveryDays} days.`,
  );
}

/** What the board counts. */
export function boardDefinition({ rule, visitsKnown }: Pick<PhaseBoard, 'rule' | 'visitsKnown'>): Words {
  const base = say(
    'Conquête : a réagi à un push, un SMS ou un e-mail, ou a abandonné un panier, sans achat. Conversion : a acheté. Chaque personne compte une fois, par l’offre dont la valeur récurrente est la plus haute.',
    'Conquest: reacted to a push notification, a text or an e-mail, or abandoned a cart, without a purchase. Conversion: bought. Each person counts once, by the offer of the highest recurring value.',
  );
  const version =
    rule.version === 0
      ? say('(la règle livrée avec Perdure)', '(the rule that comes with Perdure)')
      : say(`(règle ${rule.version})`, `(rule ${rule.version})`);
  const unseen = say(
    'Personne n’a dit ce qu’est une visite : définissez la valeur, sans elle ni fidélité ni attrition ne se jugent.',
    'Nobody said what a visit is: define value, without it neither loyalty nor attrition can be judged.',
  );
  return visitsKnown ? joined(base, rule.words, version) : joined(base, rule.words, version, unseen);
}

/** What would change. */
export function previewVerdict({
  changed,
  total,
  changes,
}: Pick<PhasePreview, 'changed' | 'total' | 'changes'>): Words {
  if (changed === 0)
    return say(
      'Avec cette règle, personne ne changerait de phase.',
      'With this rule, nobody would change phase.',
    );
  const most = changes[0];
  const name = (phase: Phase | null) => (phase === null ? say('hors phase', 'no phase') : phaseWords[phase]);
  const largest =
    most === undefined
      ? say('', '')
      : say(
          ` Le plus souvent : ${name(most.from).fr} → ${name(most.to).fr} (${count(most.people).fr}).`,
          ` Most often: ${name(most.from).en} → ${name(most.to).en} (${count(most.people).en}).`,
        );
  const who = peopleCounted(changed, 'customer');
  return say(
    `Avec cette règle, ${who.fr} sur ${count(total).fr} changerai${changed < 2 ? 't' : 'ent'} de phase.${largest.fr}`,
    `With this rule, ${who.en} of ${count(total).en} would change phase.${largest.en}`,
  );
}

/** Why somebody moved, with the facts it rests on. */
export function moveWords({ reason, facts }: Move): Words {
  return reasonWords[reason](new Told(facts));
}

/** Facts as sentences say them. */
class Told {
  readonly #facts: MoveFacts;

  constructor(facts: MoveFacts) {
    this.#facts = facts;
  }

  number(name: string): number {
    return Number(this.#facts[name] ?? 0);
  }

  text(name: string): string {
    return String(this.#facts[name] ?? '');
  }

  day(name: string): Words {
    const day = this.#facts[name];
    return typeof day === 'number'
      ? rowName(dateText(day), 'day')
      : say('une date inconnue', 'an unknown date');
  }

  order(): Words {
    const order = this.text('order');
    return order === '' ? say('', '') : say(` (commande ${order})`, ` (order ${order})`);
  }

  tenure(): Words {
    const tenure = this.#facts.tenure;
    return tenure === undefined
      ? say('', '')
      : say(`, client depuis ${tenure} jours`, `, a customer for ${tenure} days`);
  }

  visits(): Words {
    const [visits, days] = [this.number('visits'), this.number('days')];
    return say(
      `${visits} visite${visits < 2 ? '' : 's'} en ${days} jours`,
      `${visits} visit${visits === 1 ? '' : 's'} in ${days} days`,
    );
  }

  periods(): Words {
    return say(
      `${this.number('periods')} périodes sur ${this.number('of')}`,
      `${this.number('periods')} of ${this.number('of')} periods`,
    );
  }
}

const reasonWords: Readonly<Record<Move['reason'], (told: Told) => Words>> = {
  touched: () =>
    say(
      'A réagi à un push, un SMS ou un e-mail, sans achat',
      'Reacted to a push notification, a text or an e-mail, without a purchase',
    ),
  cart_abandoned: (told) =>
    say(
      `Panier laissé ${told.number('hours')} h sans achat`,
      `Cart left for ${told.number('hours')} h without a purchase`,
    ),
  offer_changed: () =>
    say('Le contrat continue avec une autre offre', 'The contract goes on with another offer'),
  offer_followed: (told) =>
    say(
      `Continue avec cette offre après une autre${told.tenure().fr}`,
      `Goes on with this offer after another${told.tenure().en}`,
    ),
  purchase: (told) => say(`Premier achat${told.order().fr}`, `First purchase${told.order().en}`),
  contract_started: () => say('Un contrat a commencé', 'A contract began'),
  refunded: (told) =>
    say(
      `Remboursé en totalité dans le délai${told.order().fr}`,
      `Paid back in full in time${told.order().en}`,
    ),
  regular: (told) =>
    say(
      `Vient régulièrement : ${told.periods().fr}, client depuis ${told.number('tenure')} jours`,
      `Comes regularly: ${told.periods().en}, a customer for ${told.number('tenure')} days`,
    ),
  few_visits: (told) =>
    say(`Trop peu de visites : ${told.visits().fr}`, `Too few visits: ${told.visits().en}`),
  irregular: (told) =>
    say(`Vient sans régularité : ${told.visits().fr}`, `Comes irregularly: ${told.visits().en}`),
  tenure_short: (told) =>
    say(
      `Client depuis ${told.number('tenure')} jours, trop peu pour juger`,
      `A customer for ${told.number('tenure')} days, too few to judge`,
    ),
  out_of_rhythm: (told) =>
    say(
      `Silence hors de son rythme : dernière visite ${told.day('lastDay').fr}, limite ${told.number('limit')} jours`,
      `Silence out of their rhythm: last visit ${told.day('lastDay').en}, limit ${told.number('limit')} days`,
    ),
  visited: (told) => say(`Est revenu : ${told.visits().fr}`, `Came back: ${told.visits().en}`),
  action_opened: (told) =>
    say(
      `Une action est ouverte (${told.text('action')}), cause supposée : ${told.text('cause')}`,
      `An action is open (${told.text('action')}), supposed cause: ${told.text('cause')}`,
    ),
  recovered: (told) =>
    say(
      `Est revenu ${told.number('days')} jours après le début de la reconquête`,
      `Came back ${told.number('days')} days after win-back began`,
    ),
  no_visit_in_window: (told) =>
    say(
      `Aucune visite en ${told.number('recoveryDays')} jours de reconquête`,
      `No visit in ${told.number('recoveryDays')} days of win-back`,
    ),
  action_expired: () => say('L’action s’est terminée sans retour', 'The action ended without a return'),
  contract_cancelled: () => say('Le contrat résilié a pris fin', 'The cancelled contract ended'),
  contract_ended: () => say('Le contrat a pris fin', 'The contract ended'),
  mission_ended: () => say('La mission est arrivée à son terme', 'The mission came to its end'),
  renewed: () => say('Renouvelé dans le délai', 'Renewed in time'),
  not_renewed_in_grace: (told) =>
    say(
      `Pas renouvelé après la fin ${told.day('endDay').fr}`,
      `Not renewed after the end, ${told.day('endDay').en}`,
    ),
  paused: () => say('Contrat suspendu', 'Contract paused'),
  resumed: () => say('Contrat repris', 'Contract resumed'),
  season_begun: (told) =>
    say(
      `La saison a commencé ${told.day('seasonFirstDay').fr} : attendu`,
      `The season began, ${told.day('seasonFirstDay').en}: awaited`,
    ),
  season_came: (told) =>
    say(
      `Est venu cette saison, ${told.number('seasons')} de suite`,
      `Came this season, ${told.number('seasons')} in a row`,
    ),
  season_over: (told) =>
    say(
      `Hors saison depuis ${told.day('seasonLastDay').fr}`,
      `Out of season since ${told.day('seasonLastDay').en}`,
    ),
  season_missed: (told) =>
    say(
      `N’est pas venu pendant la saison qui s’est achevée ${told.day('seasonLastDay').fr}`,
      `Did not come in the season that ended ${told.day('seasonLastDay').en}`,
    ),
  season_again_missed: () => say('Une saison de plus sans venir', 'One more season without coming'),
  rule_adopted: () => say('Une autre règle a été adoptée', 'Another rule was adopted'),
  rhythm_learned: () => say('Les rythmes ont été mesurés de nouveau', 'Rhythms were measured again'),
};
