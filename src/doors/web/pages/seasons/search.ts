import type { SeasonsAskInput, SeasonWhich } from '#src/insights/seasons/index.ts';
import { addressOf, frameChecks, isMadeOf, isName, isOfKind, isOneOf, isWhole } from '../../ui/address.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';

export const standings = ['present', 'awaited', 'out_of_season', 'missed_season', 'not_judged'] as const;
export const habits = ['once', 'twice', 'thrice_or_more', 'missed_one', 'missed_more'] as const;
export const parts = ['came', 'eligible', 'returned', 'missed', 'back', 'fresh'] as const;

/** What the address of the page of seasons holds. */
export interface SeasonsSearch extends Partial<SeasonsAskInput> {
  open?: SeasonWhich;
  saved?: string;
}

export const readSeasonsSearch = addressOf<SeasonsSearch>({
  ...frameChecks,
  offer: isName,
  deed: isDeed,
  seasons: isWhole(2, 20),
  open: isOfKind<SeasonWhich>('kind', {
    standing: isMadeOf({ standing: isOneOf(...standings) }),
    season: isMadeOf({ year: isWhole(1900, 2300), part: isOneOf(...parts, 'returned_by_then') }),
    habit: isMadeOf({ habit: isOneOf(...habits) }),
  }),
  saved: isName,
});

/** The question that the address holds; undefined while it names no offer. */
export const askSeasons = ({ open, saved, offer, ...rest }: SeasonsSearch): SeasonsAskInput | undefined =>
  offer === undefined ? undefined : { ...rest, offer };

/** Where a kept question is shown. */
export const seasonsLink = keptAt('/w/$slug/seasons', readSeasonsSearch);
