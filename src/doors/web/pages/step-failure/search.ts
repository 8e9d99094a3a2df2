import type { z } from 'zod';
import type { Declared, RankingAskInput, StepFailureWhich } from '#src/insights/step-failure/index.ts';
import {
  addressOf,
  always,
  frameChecks,
  isDate,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOfKind,
  isOneOf,
  isReadBy,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { firstSteps } from '../funnels/first-funnel.ts';

export type DeclaredAsked = z.input<typeof Declared>;
/** The days of silence after which somebody has left unless told: the second month. */
export const usualSilence = { from: 31, to: 60 };
export type Which = z.input<typeof StepFailureWhich>;
export const ranks = ['departures', 'mass', 'risk', 'money'] as const;

/** What the address of the page of missed steps holds. */
export interface StepFailureSearch extends Partial<RankingAskInput> {
  /** The people that are open: `2/missed/left`. */
  open?: string;
  saved?: string;
}

const isDay = isWhole(1);

const isDeparture = isOfKind('kind', {
  silence: isMadeOf({ match: isMaybe(isDeed), from: isDay, to: isDay }),
  event: isMadeOf({ match: isMatch, to: isDay }),
  contract: isMadeOf({ to: isDay }),
});

const isDeclared = isMadeOf<DeclaredAsked>({
  start: isMatch,
  steps: isListOf(isMadeOf({ name: isName, done: isMatch, failed: isMaybeNull(isMatch) }), 1),
  windowDays: isDay,
  departure: isDeparture,
});

const isOf = (value: unknown): value is RankingAskInput['of'] => isKept(value) || isNotKept(value);
const isKept = isMadeOf({ onboarding: isName, version: isMaybe(isWhole(1)) });
const isNotKept = isMadeOf({ declared: isDeclared });

const isWorth = isOfKind<NonNullable<RankingAskInput['worth']>>('by', {
  contract: always,
  property: isMadeOf({ match: isMatch, property: isName }),
});

export const readStepFailureSearch = addressOf<StepFailureSearch>({
  ...frameChecks,
  of: isOf,
  from: isDate,
  to: isDate,
  among: isOneOf('everyone', 'reached'),
  worth: isWorth,
  rank: isOneOf(...ranks),
  open: isReadBy(readOpen),
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf({
  open,
  saved,
  of,
  from,
  to,
  ...rest
}: StepFailureSearch): RankingAskInput | undefined {
  return of === undefined || from === undefined || to === undefined ? undefined : { ...rest, of, from, to };
}

/** Where a kept question is shown. */
export const stepFailureLink = keptAt('/w/$slug/step-failure', readStepFailureSearch);

const tellsFailure = /fail|miss|error|abandon|échou|manqu|erreur/i;

/** The event that most likely tells that a step was tried in vain: it is called alike. */
export const likelyFailure = (step: string, names: readonly string[]): string | undefined =>
  names.find((name) => name !== step && tellsFailure.test(name) && name.split(' ')[0] === step.split(' ')[0]);

/** Days after the start until which a contract that ends counts as leaving: half a year, in which a first term is over. */
const contractDays = 180;

/** Names by which one buys or takes a contract. */
const buying =
  /order (completed|placed|paid)|checkout completed|purchas|subscri|contract|\bcommand|achat|achet|abonn|souscri|contrat/i;

/**
 * The onboarding that a new reader sees: the likely first steps; leaving is the end of the contract where those who are
 * counted hold contracts, else a month of silence. Where one step is buying, few hold a contract before it that could end:
 * hardly anybody is left to judge who missed that step.
 *
 * @param hasContracts whether any is held by whom the question counts: people, or accounts
 */
export function firstStepFailure(
  { events, span }: Pick<Catalogue, 'events' | 'span'>,
  hasContracts: boolean,
): StepFailureSearch {
  const names = events.map(({ event }) => event);
  const [start = null, ...steps] = firstSteps(events);
  const byContract = hasContracts && !steps.some((step) => buying.test(step));
  return {
    of: {
      declared: {
        start: { event: start },
        steps: steps.map((event) => {
          const failed = likelyFailure(event, names);
          return { name: event, done: { event }, ...(failed ? { failed: { event: failed } } : {}) };
        }),
        windowDays: 14,
        departure: byContract ? { kind: 'contract', to: contractDays } : { kind: 'silence', ...usualSilence },
      },
    },
    from: laterOf(addMonths(span.last, -23), monthStart(span.first)),
    to: span.last,
  };
}

const kinds = ['missed', 'failed', 'skipped', 'done'] as const;
const outcomes = ['any', 'left', 'stayed'] as const;

/** The people that are open, as the server is asked for them. */
export function readOpen(open: string | undefined) {
  const [step = '', people = '', ended = 'any'] = (open ?? '').split('/');
  const kind = kinds.find((one) => one === people);
  const outcome = outcomes.find((one) => one === ended);
  return kind && outcome && /^\d+$/.test(step) ? { kind, step: Number(step), outcome } : undefined;
}
