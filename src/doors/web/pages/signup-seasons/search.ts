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
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';

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

/** All there is: seasons take years. */
export const firstSignups = ({ span }: Pick<Catalogue, 'span'>): SignupsSearch => ({
  from: span.first,
  to: span.last,
});

/** Where a kept question is shown. */
export const signupsLink = keptAt('/w/$slug/signup-seasons', readSignupsSearch);
