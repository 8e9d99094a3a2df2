import type { Words } from '#src/customers/frame/index.ts';
import type { Kind } from '#src/customers/offers/index.ts';
import { standings } from '#src/customers/seasons/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { contractStandings } from '#src/insights/contract-retention/index.ts';
import { outcomes } from '#src/insights/missions/index.ts';

/** Everything that somebody's relation to an offer can be called, by its kind. */
export const statuses = {
  continuous: contractStandings,
  discontinuous: [...standings, 'unknown'],
  intentional: outcomes,
} as const;
export type Status<K extends Kind = Kind> = (typeof statuses)[K][number];

/** What a kind of retention is called, what it asks, and what leaving is there. */
export const kindWords: Readonly<
  Record<Kind, { readonly name: Words; readonly asks: Words; readonly leaving: Words }>
> = {
  continuous: {
    name: say('en continu', 'continuous'),
    asks: say('Est-on toujours abonné ?', 'Are they still subscribed?'),
    leaving: say('résilié', 'ended'),
  },
  discontinuous: {
    name: say('par saisons', 'by seasons'),
    asks: say('Revient-on quand c’est la saison ?', 'Do they come back when it is the season?'),
    leaving: say('saison manquée', 'missed season'),
  },
  intentional: {
    name: say('à échéance', 'with a term'),
    asks: say('Une nouvelle mission suit-elle la précédente ?', 'Does another mission follow the last?'),
    leaving: say('non renouvelé', 'not renewed'),
  },
};

type All = { readonly [K in Kind]: Readonly<Record<Status<K>, Words>> };

/** Statuses in words, each in those of its kind: a mission is never « résiliée », a season never « perdue ». */
export const statusWords: All = {
  continuous: {
    not_begun: say('pas encore commencé', 'not begun yet'),
    trial: say('à l’essai', 'on trial'),
    running: say('abonné', 'subscribed'),
    paused: say('en pause', 'paused'),
    past_due: say('paiement en retard', 'payment overdue'),
    cancelling: say('fin demandée', 'end asked for'),
    ended: say('résilié', 'ended'),
  },
  discontinuous: {
    present: say('venu cette saison', 'came this season'),
    awaited: say('attendu cette saison', 'awaited this season'),
    out_of_season: say('hors saison', 'out of season'),
    missed_season: say('saison manquée', 'missed season'),
    not_judged: say('pas encore de saison à juger', 'no season to judge yet'),
    unknown: say('saison inconnue', 'season unknown'),
  },
  intentional: {
    running: say('mission en cours', 'mission running'),
    in_grace: say('mission finie, renouvellement encore possible', 'mission over, may still be renewed'),
    renewed: say('mission renouvelée', 'mission renewed'),
    not_renewed: say('non renouvelée', 'not renewed'),
    cancelled_early: say('rompue avant son terme', 'broken off before its term'),
  },
};

/** How the kinds stand beside each other. */
export const definition: Words = say(
  'Chaque offre est jugée selon son propre type de fidélité : un abonnement par son contrat, une offre saisonnière par la venue à la saison, une mission par ce qui la suit. Aucun statut n’en remplace un autre. Une offre que personne n’a déclarée est tenue pour un abonnement.',
  'Each offer is judged by its own kind of retention: a subscription by its contract, a seasonal offer by coming in the season, a mission by what follows it. No status takes the place of another. An offer that nobody declared is taken for a subscription.',
);
