import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';

/** Why somebody needs attention, the most pressing first. */
export const reasons = [
  'past_due',
  'task_due',
  'promise_broken',
  'early_warning',
  'health_red',
  'missed_season',
  'mission_grace',
  'renewal',
  'attrition',
  'mission_ending',
  'unused',
  'health_falling',
  'goal_stuck',
] as const;
export type Reason = (typeof reasons)[number];

/** How pressing a reason is: 0 is the most. */
export const pressing = (reason: Reason): number => reasons.indexOf(reason);

/** For so many days after it happened it stands on the list. */
export const freshDays = { early_warning: 28, attrition: 28, missed_season: 92, promise_broken: 28 } as const;

/** A goal of which nothing was done for so many days does not advance. */
export const idleDays = 30;

/** Paid features are unused when nobody used them for so many days. */
export const unusedDays = 90;

const steps: Readonly<Record<Reason, Words>> = {
  past_due: say(
    'Joindre le client pour régulariser le paiement avant de suspendre quoi que ce soit.',
    'Reach them to settle the payment before anything is suspended.',
  ),
  task_due: say(
    'Faire la tâche, ou lui donner une autre date.',
    'Do what is to be done, or give it another day.',
  ),
  promise_broken: say(
    'Prévenir le client, dire quand ce sera fait, et s’y tenir.',
    'Tell them, say when it will be done, and keep to it.',
  ),
  early_warning: say(
    'Prendre des nouvelles maintenant, tant que l’habitude n’est pas perdue.',
    'Ask how they are now, while the habit is not lost yet.',
  ),
  health_red: say(
    'Ouvrir la santé du compte et convenir d’un point sur ce qui est rouge.',
    'Open the account’s health and agree on a talk about what is red.',
  ),
  missed_season: say(
    'Demander ce qui a changé cette saison, avant de proposer la suivante.',
    'Ask what changed this season before offering the next one.',
  ),
  mission_grace: say(
    'Proposer la suite : passé ce délai, la mission comptera comme non renouvelée.',
    'Offer what comes next: after these days the mission counts as not renewed.',
  ),
  renewal: say(
    'Préparer le renouvellement : ce qui a été obtenu, ce qui manque, le prix.',
    'Prepare the renewal: what they got, what is missing, the price.',
  ),
  attrition: say(
    'Chercher la cause, puis ouvrir une action de reconquête qui lui réponde.',
    'Find the cause, then open a win-back action that answers it.',
  ),
  mission_ending: say(
    'Faire le bilan avec le client avant la fin, et parler de la suite.',
    'Look back on it with them before it ends, and talk of what comes next.',
  ),
  unused: say(
    'Montrer la fonction payée et non utilisée, ou ajuster l’offre.',
    'Show the feature they pay for and do not use, or adjust the offer.',
  ),
  health_falling: say(
    'Regarder ce qui a baissé, avant que ce ne soit rouge.',
    'Look at what went down before it is red.',
  ),
  goal_stuck: say(
    'Aider à faire l’action suivante de l’objectif.',
    'Help with the next action of their goal.',
  ),
};

/** What to do next about it. */
export const nextStep = (reason: Reason): Words => steps[reason];
