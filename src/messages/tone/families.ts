import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Topic } from './phrases.ts';

/** What kind of message it is. */
export const familyNames = [
  'apology',
  'help',
  'companion',
  'at_home',
  'plan',
  'farewell',
  'reactivation',
  'welcome',
  'thanks',
  'notice',
  'general',
] as const;
export type FamilyName = (typeof familyNames)[number];

/** Why a customer drifts away or was let down. */
export const causeNames = [
  'incident',
  'quality',
  'experience',
  'weak_activation',
  'could_not_solve',
  'problem_gone',
  'context_change',
  'mismatch',
  'no_motivation',
  'winter',
  'no_results',
] as const;
export type CauseName = (typeof causeNames)[number];

/** Where a cause may be learned. Causes that are guessed from behaviour are none of these. */
export const causeSources = ['survey_answer', 'task_outcome', 'declared_incident'] as const;
export type CauseSource = (typeof causeSources)[number];

/** What messages of a kind are for, and what they never do. */
export interface Family {
  readonly name: Words;
  readonly neverSays: readonly Topic[];
  /** It speaks of us because it must, or of nothing that is sold: no benefit, no next step is asked of it. */
  readonly sellsNothing: boolean;
}

/** What may be answered to a cause. */
export interface Cause {
  readonly name: Words;
  /** The only kinds of message that answer it. */
  readonly families: readonly FamilyName[];
  readonly sources: readonly CauseSource[];
  readonly neverSays: readonly Topic[];
  readonly may: Words;
  readonly mayNot: Words;
}

export const families: Readonly<Record<FamilyName, Family>> = {
  apology: {
    name: say('excuses et réparation', 'apology and repair'),
    neverSays: ['promo', 'companion', 'empathy'],
    sellsNothing: true,
  },
  help: {
    name: say('aide à l’étape qui bloque', 'help with the step that fails'),
    neverSays: [],
    sellsNothing: false,
  },
  companion: { name: say('venir à deux', 'coming with somebody'), neverSays: [], sellsNothing: false },
  at_home: {
    name: say('cours en direct, à distance', 'live classes from home'),
    neverSays: [],
    sellsNothing: false,
  },
  plan: {
    name: say('recettes et programme adapté', 'recipes and an adapted plan'),
    neverSays: ['companion'],
    sellsNothing: false,
  },
  farewell: {
    name: say('laisser partir en bons termes', 'letting go well'),
    neverSays: ['promo', 'pressure', 'companion'],
    sellsNothing: true,
  },
  reactivation: {
    name: say('rappel de ce pourquoi la personne est venue', 'reminder of why they came'),
    neverSays: [],
    sellsNothing: false,
  },
  welcome: {
    name: say('bienvenue et premiers pas', 'welcome and first steps'),
    neverSays: [],
    sellsNothing: false,
  },
  thanks: { name: say('merci et caps franchis', 'thanks and milestones'), neverSays: [], sellsNothing: true },
  notice: {
    name: say('information due', 'information that is due'),
    neverSays: ['promo', 'pressure'],
    sellsNothing: true,
  },
  general: { name: say('autre', 'other'), neverSays: [], sellsNothing: false },
};

const told: readonly CauseSource[] = ['survey_answer', 'task_outcome'];
const repair = {
  may: say(
    'dire ce qui s’est passé, s’excuser, dire ce qui est réparé et ce que la personne peut faire',
    'say what happened, apologise, say what is mended and what they can do',
  ),
  mayNot: say(
    'vendre, promettre une remise, parrainer, demander de la compréhension',
    'sell, offer a discount, ask for referrals, appeal to empathy',
  ),
};
const lettingGo = {
  may: say(
    'remercier, rendre les données, dire comment revenir un jour',
    'thank, hand over their data, say how to return one day',
  ),
  mayNot: say('retenir, presser, offrir une remise', 'hold back, press, offer a discount'),
};
const unblocking = {
  may: say(
    'aider à l’étape qui a bloqué, une seule, ou proposer un rendez-vous',
    'help with the one step that failed, or offer an appointment',
  ),
  mayNot: say('vendre plus, reprocher', 'sell more, blame'),
};

/**
 * What each cause may be answered with: the reasons for leaving that are ours to mend or not, and the causes of a gym.
 * The order is that of the list above.
 */
export const causes: Readonly<Record<CauseName, Cause>> = {
  incident: {
    name: say('incident', 'incident'),
    families: ['apology'],
    sources: ['declared_incident', 'task_outcome'],
    neverSays: ['promo', 'companion', 'empathy'],
    ...repair,
  },
  quality: {
    name: say('qualité', 'quality'),
    families: ['apology', 'help'],
    sources: causeSources,
    neverSays: ['promo', 'companion', 'empathy'],
    ...repair,
  },
  experience: {
    name: say('expérience', 'experience'),
    families: ['apology', 'help'],
    sources: causeSources,
    neverSays: ['promo', 'companion', 'empathy'],
    ...repair,
  },
  weak_activation: {
    name: say('activation faible', 'weak activation'),
    families: ['help', 'welcome'],
    sources: told,
    neverSays: ['promo'],
    ...unblocking,
  },
  could_not_solve: {
    name: say('n’y est pas arrivé', 'could not solve it'),
    families: ['help'],
    sources: told,
    neverSays: ['promo'],
    ...unblocking,
  },
  problem_gone: {
    name: say('n’a plus le problème', 'the problem is gone'),
    families: ['farewell'],
    sources: told,
    neverSays: ['promo', 'pressure', 'companion'],
    ...lettingGo,
  },
  context_change: {
    name: say('changement de situation', 'change of context'),
    families: ['farewell', 'at_home'],
    sources: told,
    neverSays: ['promo', 'pressure'],
    ...lettingGo,
  },
  mismatch: {
    name: say('inadéquation', 'mismatch'),
    families: ['farewell', 'help'],
    sources: told,
    neverSays: ['promo', 'pressure', 'companion'],
    ...lettingGo,
  },
  no_motivation: {
    name: say('manque de motivation', 'no motivation'),
    families: ['companion', 'help'],
    sources: told,
    neverSays: [],
    may: say('proposer de venir à deux, ou un coach', 'propose to come with somebody, or a coach'),
    mayNot: say('reprocher l’absence', 'blame the absence'),
  },
  winter: {
    name: say('flemme de l’hiver', 'winter laziness'),
    families: ['at_home', 'help'],
    sources: told,
    neverSays: [],
    may: say('proposer les cours en direct, chez soi', 'propose live classes at home'),
    mayNot: say('reprocher l’absence', 'blame the absence'),
  },
  no_results: {
    name: say('pas de résultats visibles', 'no visible results'),
    families: ['plan'],
    sources: told,
    neverSays: ['companion', 'promo'],
    may: say('donner des recettes et un programme adapté', 'give recipes and an adapted plan'),
    mayNot: say('proposer de venir à deux, parrainer', 'propose to come with somebody, ask for referrals'),
  },
};
