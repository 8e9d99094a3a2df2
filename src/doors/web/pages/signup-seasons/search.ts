import type { SignupPeopleAsk, SignupSeasonsAskInput } from '#src/insights/signup-seasons/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOneOf,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { isDeed, type KnownDefinition } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { likelyDelivery, likelyStart } from '../../ui/presence.ts';

/** Which number is open. */
export type OpenedSignups = Pick<SignupPeopleAsk, 'season' | 'year' | 'day' | 'which'>;

/** What the address of the page of sign-ups by season holds. */
export interface SignupsSearch extends Partial<SignupSeasonsAskInput> {
  open?: OpenedSignups;
  saved?: string;
}

export const horizons = [30, 60, 90, 180] as const;

export const readSignupsSearch = addressOf<SignupsSearch>({
  ...frameChecks,
  from: isDate,
  to: isDate,
  start: isMatch,
  return: isDeed,
  seasons: isListOf(
    isMadeOf<NonNullable<SignupSeasonsAskInput['seasons']>[number]>({
      name: isMaybe(isName),
      months: isListOf(isWhole(1, 12), 1),
    }),
    1,
  ),
  at: isWhole(1, 730),
  within: isWhole(1, 90),
  open: isMadeOf<OpenedSignups>({
    season: isWhole(0, 6),
    year: isMaybeNull(isWhole(1900, 2300)),
    day: isMaybeNull(isWhole(1, 730)),
    which: isOneOf('size', 'eligible', 'returned', 'not_returned'),
  }),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export const askSignups = ({
  open,
  saved,
  from,
  to,
  ...rest
}: SignupsSearch): SignupSeasonsAskInput | undefined =>
  from === undefined || to === undefined ? undefined : { ...rest, from, to };

/** The months that are seasons of sign-ups unless others are chosen, as the question itself has them. */
export const usualSeasons: NonNullable<SignupSeasonsAskInput['seasons']> = [
  { months: [1] },
  { months: [4, 5, 6] },
  { months: [9] },
];

/**
 * The question that a new reader sees: all there is, as seasons take years. Signing up is the event that is called so; where
 * none is, what makes somebody a customer as for the phases of life, the first order or the start of a contract; and the
 * first event of any kind only where there is neither. Active is who receives value as the workspace has settled it, else
 * who does what is done most and is more than being there.
 *
 * @param definitions of value, those in use
 */
export function firstSignups(
  { events, span }: Pick<Catalogue, 'events' | 'span'>,
  definitions: readonly Pick<KnownDefinition, 'isDefault'>[],
): SignupsSearch {
  const known = new Set(events.map(({ event }) => event));
  const start = likelyStart(events) ?? customersBy.find((event) => known.has(event));
  return {
    start: { event: start ?? null },
    return: definitions.some(({ isDefault }) => isDefault)
      ? { value: { definition: null } }
      : { event: likelyDelivery(events, start) },
    from: span.first,
    to: span.last,
  };
}

/** By what somebody becomes a customer. */
const customersBy = ['Order Completed', 'perdure.contract_started'];

/** Where a kept question is shown. */
export const signupsLink = keptAt('/w/$slug/signup-seasons', readSignupsSearch);
