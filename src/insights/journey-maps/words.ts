import type { Words } from '#src/customers/frame/index.ts';
import {
  type Counted,
  count,
  eventWords,
  fewPeople,
  fromTo,
  nobody,
  nobodyDid,
  peopleCounted,
  peopleNoun,
  percent,
  points,
  say,
} from '#src/customers/wording/index.ts';
import { spanWords, waysWords } from '#src/insights/funnels/index.ts';
import type { Drawn, MapStep, Name } from './drawn.ts';
import type { Effect, MapFigures, MapProposals, Proposal, StepFigures } from './figures-ask.ts';
import type { MapPlan } from './plan.ts';

/** A name in both languages; the other one where one is missing. */
export const nameWords = ({ fr, en }: Name): Words => say(fr === '' ? en : fr, en === '' ? fr : en);

const quoted = ({ fr, en }: Words): Words => say(`« ${fr} »`, `“${en}”`);

/** A measured step by its name. */
export const stepName = (step: Pick<MapStep, 'name'>): Words => quoted(nameWords(step.name));

const joined = (parts: readonly Words[]): Words =>
  say(parts.map(({ fr }) => fr).join(' '), parts.map(({ en }) => en).join(' '));

export const nothingMeasured = say(
  'Aucune étape de cette carte n’est encore reliée à un événement : rien n’y est mesuré.',
  'No step of this map is bound to an event yet: nothing on it is measured.',
);

type Found = Pick<MapFigures, 'entered' | 'over' | 'steps' | 'state'>;

/** What the map says in two sentences. */
export function verdictOf(plan: MapPlan, { entered, over, steps }: Found): Words {
  const none = nobody(plan.unit);
  if (entered === 0) {
    return nobodyDid(
      plan.unit,
      say('n’est entré dans ce parcours pendant cette période.', 'entered this journey during this period.'),
    );
  }
  const one = entered === 1;
  const people = peopleCounted(entered, plan.unit);
  const entries = `entré${plan.unit === 'account' ? '' : 'e'}${one ? '' : 's'}`;
  const came = say(
    `${people.fr} ${one ? 'est' : 'sont'} ${entries} dans le parcours.`,
    `${people.en} entered the journey.`,
  );
  if (over === 0) {
    return joined([
      came,
      say(
        `On ne peut pas encore conclure : la fenêtre n’est écoulée pour ${none.fr}.`,
        `We cannot say yet: the window is over for ${none.en}.`,
      ),
    ]);
  }
  const worst = worstOf(steps);
  return worst === undefined ? came : joined([came, lossWords(plan, worst)]);
}

/** Where the largest share of people is lost, among steps with enough people. */
function worstOf(steps: readonly StepFigures[]): StepFigures | undefined {
  const shareLost = ({ dropOff }: StepFigures): number => (dropOff?.share.known ? dropOff.share.value : -1);
  return steps
    .filter((step) => shareLost(step) > 0 && step.people >= fewPeople)
    .sort((a, b) => shareLost(b) - shareLost(a))[0];
}

function lossWords({ bound }: MapPlan, { place, dropOff, dropped }: StepFigures): Words {
  const step = bound[place - 1]?.step;
  if (step === undefined || dropOff === null || !dropOff.share.known) return say('', '');
  const name = stepName(step);
  const share = percent(dropOff.share.value);
  return say(
    `La plus forte perte vient après ${name.fr} : ${share.fr} ne vont à aucune étape suivante (${count(dropped).fr}).`,
    `Most are lost after ${name.en}: ${share.en} go to no later step (${count(dropped).en}).`,
  );
}

/** What the figures mean, in full sentences. */
export function definitionOf(plan: MapPlan): Words {
  const [first] = plan.bound;
  if (first === undefined) return nothingMeasured;
  const who = plan.unit === 'account' ? say('Les comptes', 'Accounts') : say('Les clients', 'Customers');
  const door = waysWords(plan.ask.steps[0] ?? { event: null, where: [], within: null });
  const window = spanWords(plan.drawn.window);
  const range = fromTo(plan.ask.from, plan.ask.to);
  return say(
    `${who.fr} entrent dans le parcours par ${stepName(first.step).fr} (${door.fr}), ${range.fr} compris, et sont suivis ${window.fr}. Une étape est faite si elle l’est après l’entrée, dans cette fenêtre ; on peut en sauter. Perdus après une étape : ceux qui n’ont fait ensuite aucune étape mesurée plus loin sur la carte, fenêtre écoulée ; ceux dont la fenêtre court sont comptés à part. Le délai va jusqu’à la première étape suivante faite (médiane). Les parts sont celles des ${peopleNoun(plan.unit).fr} dont la fenêtre est écoulée ; fourchettes à 95 %.`,
    `${who.en} enter the journey by ${stepName(first.step).en} (${door.en}), ${range.en} included, and are followed for ${window.en}. A step is done when it is after entering, within this window; steps may be skipped. Lost after a step: those who then did no measured step further on the map, with their window over; those whose window still runs are counted apart. The delay goes to the first later step done (median). Shares are of ${peopleNoun(plan.unit).en} whose window is over; intervals at 95%.`,
  );
}

/** A step with the share that did it of those who are judged by it. */
export interface JudgedStep {
  readonly step: MapStep;
  /** The purchase or sign-up that those who are judged got through; undefined: everybody who entered. */
  readonly among: MapStep | undefined;
  readonly use: number;
}

/** Of whom a share is. */
function those(among: MapStep | undefined): Words {
  if (among === undefined) return say('ceux qui entrent', 'those who enter');
  const name = stepName(among);
  return say(`ceux qui ont fait ${name.fr}`, `those who did ${name.en}`);
}

/** Why a step that hardly anybody uses is proposed as useless. */
export const uselessWords = (
  { step, among, use }: JudgedStep,
  { difference, low, high }: EffectBounds,
): Words => {
  const [name, few, of] = [stepName(step), percent(use), those(among)];
  return say(
    `${name.fr} sert à ${few.fr} de ${of.fr}, et ceux qui la font ne restent ni plus ni moins que les autres (écart ${points(difference).fr}, de ${points(low).fr} à ${points(high).fr}) : proposée comme inutile.`,
    `${name.en} is used by ${few.en} of ${of.en}, and those who do it stay neither more nor less than the others (difference ${points(difference).en}, ${points(low).en} to ${points(high).en}): proposed as useless.`,
  );
};

interface EffectBounds {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Why nothing can be proposed of a step that hardly anybody uses. */
export function undecidedWords(
  { step, among, use }: JudgedStep,
  told: Pick<Effect, 'found'> & { readonly unit: Counted },
): Words {
  const [effect, all] = [told, peopleNoun(told.unit)];
  const [name, few, of] = [stepName(step), percent(use), those(among)];
  const matters =
    effect.found === 'stays_more'
      ? say(
          'ceux qui la font restent plus que les autres : elle n’est pas proposée comme inutile',
          'those who do it stay more than the others: it is not proposed as useless',
        )
      : effect.found === 'stays_less'
        ? say(
            'ceux qui la font restent moins que les autres : à regarder de près',
            'those who do it stay less than the others: worth a closer look',
          )
        : say(
            `on ne peut pas dire si elle change quelque chose : trop peu de ${all.fr} l’ont faite`,
            `it cannot be said whether it changes anything: too few ${all.en} did it`,
          );
  return say(
    `${name.fr} sert à ${few.fr} de ${of.fr} ; ${matters.fr}.`,
    `${name.en} is used by ${few.en} of ${of.en}; ${matters.en}.`,
  );
}

/** Why a step is proposed as weak: more are lost after it than after the others. */
export const dropOffWords = (step: MapStep, lost: number, others: number): Words => {
  const name = stepName(step);
  return say(
    `Après ${name.fr}, ${percent(lost).fr} ne vont pas plus loin, contre ${percent(others).fr} après les autres étapes : ce n’est probablement pas un hasard. Proposée comme faible.`,
    `After ${name.en}, ${percent(lost).en} go no further, against ${percent(others).en} after the other steps: probably not by chance. Proposed as weak.`,
  );
};

/** Why a step is proposed as weak: many miss it, and those who do leave more. */
export const leavingWords = ({ step, among, use }: JudgedStep, difference: number): Words => {
  const [name, of] = [stepName(step), those(among)];
  return say(
    `De ${of.fr}, ${percent(1 - use).fr} n’arrivent pas à ${name.fr}, et restent moins que ceux qui y arrivent (${points(-difference).fr}) : proposée comme faible. Ce lien ne prouve pas que l’étape en est la cause : une expérience le dirait.`,
    `Of ${of.en}, ${percent(1 - use).en} do not get to ${name.en}, and stay less than those who do (${points(-difference).en}): proposed as weak. This does not prove that the step is the cause: an experiment would tell.`,
  );
};

/** Why an event is proposed as missing. */
export function betweenWords(event: string, share: number, before: MapStep): Words {
  const [said, name] = [eventWords({ event, where: [] }), stepName(before)];
  return say(
    `Entre ${name.fr} et l’étape suivante, ${percent(share).fr} font ${said.fr}, qui n’est pas sur la carte : proposée comme manquante.`,
    `Between ${name.en} and the next step, ${percent(share).en} do ${said.en}, which is not on the map: proposed as missing.`,
  );
}

const kinds = {
  remove: ['inutile', 'useless'],
  fix: ['faible', 'weak'],
  add: ['manquante', 'missing'],
} as const;

/** What the proposals say as a whole. */
export function proposalsVerdict(
  proposals: readonly Proposal[],
  { observed, effects, undecided }: Pick<MapProposals, 'observed' | 'effects' | 'undecided'>,
): Words {
  const counted = (['remove', 'fix', 'add'] as const).flatMap((status) => {
    const n = proposals.filter((one) => one.status === status).length;
    const [fr, en] = kinds[status];
    return n === 0 ? [] : [say(`${count(n).fr} ${fr}${n > 1 ? 's' : ''}`, `${count(n).en} ${en}`)];
  });
  if (counted.length > 0) {
    const list = say(counted.map(({ fr }) => fr).join(', '), counted.map(({ en }) => en).join(', '));
    return say(
      `Les chiffres proposent : ${list.fr}. Vous décidez.`,
      `The figures propose: ${list.en}. You decide.`,
    );
  }
  const nobodyJudged = effects.some(({ did, others }) => did.people + others.people === 0);
  if (observed === 0 || nobodyJudged || undecided.length > 0) {
    return say(
      'Rien à proposer pour l’instant ; de certaines étapes, on ne peut pas encore conclure.',
      'Nothing to propose for now; of some steps we cannot say yet.',
    );
  }
  return say('Les chiffres ne proposent aucun changement.', 'The figures propose no change.');
}

/** How proposals are made, in full sentences. */
export const proposalsDefinition = ({
  drawn,
  limits,
}: {
  readonly drawn: Drawn;
  readonly limits: ProposalLimits;
}): Words => {
  const window = spanWords(drawn.window);
  const days = count(drawn.stays.days);
  const stays = eventWords(drawn.stays.match);
  const [rare, missed, between] = [limits.rare, limits.missed, limits.between].map((share) => percent(share));
  const smallest = points(limits.smallest);
  return say(
    `Inutile : au plus ${rare?.fr} de ceux qui sont jugés font l’étape, et l’intervalle de l’écart de fidélité entre ceux qui l’ont faite et les autres tient tout entier dans ± ${smallest.fr.replace('+', '')}. Est resté qui a fait ${stays.fr} dans les ${days.fr} jours qui suivent la fenêtre de ${window.fr}. Faible : on perd après elle nettement plus qu’après les autres étapes, ou au moins ${missed?.fr} la manquent et restent nettement moins. Manquante : au moins ${between?.fr} de ceux qui vont d’une étape à la suivante qu’ils font ont entre elles un événement absent de la carte. Seuil de 5 % après correction de Benjamini–Hochberg. L’achat ou l’inscription, ce par quoi l’on reste et nos propres messages n’expliquent rien : ils ne sont pas proposés comme faibles pour cela, et une étape qui vient après l’achat ou l’inscription n’est jugée que parmi ceux qui ont acheté ou se sont inscrits. Une proposition ne change jamais ce qui est dit à la main.`,
    `Useless: at most ${rare?.en} of those judged do the step, and the whole interval of the difference in staying between those who did it and the others lies within ± ${smallest.en.replace('+', '')}. Stayed: did ${stays.en} within the ${days.en} days after the window of ${window.en}. Weak: clearly more are lost after it than after the other steps, or at least ${missed?.en} miss it and stay clearly less. Missing: at least ${between?.en} of those who go from a step to the next one they do have an event between them that is not on the map. 5% after Benjamini–Hochberg. The purchase or sign-up, what one stays by and our own messages explain nothing: they are not proposed as weak for that, and a step after the purchase or sign-up is judged only among those who got through it. A proposal never changes what was said by hand.`,
  );
};

/** From when on something is proposed; shares. */
export interface ProposalLimits {
  readonly rare: number;
  readonly missed: number;
  readonly between: number;
  readonly smallest: number;
}
