import {
  addressOf,
  asRead,
  type Framed,
  frameChecks,
  frameOf,
  isDate,
  isListOf,
  isName,
  isWhole,
  without,
} from '../../ui/address.ts';
import { addMonths } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** What the address of contract lengths holds: the dates of their beginning, from one on, until one, or any. */
export interface SurvivalSearch extends Pick<Framed, 'unit' | 'people' | 'asOf'> {
  from?: string;
  to?: string;
  /** Whose curves are drawn; those most held unless told. */
  offers?: string[];
  /** Days at which the curves are read. */
  readings?: number[];
  saved?: string;
}

const { unit, people, asOf } = frameChecks;

export const readSurvivalSearch = addressOf<SurvivalSearch>(
  {
    unit,
    people,
    asOf,
    from: isDate,
    to: isDate,
    offers: isListOf(isName),
    readings: isListOf(isWhole(0)),
    saved: isName,
  },
  asRead,
);

/** The same holders and offers, in the twelve months before that of a day and in its own: contracts begun at any date. */
export const churnAsked = ({ offers, ...asked }: SurvivalSearch, lastDay: string) => ({
  from: addMonths(lastDay, -12),
  to: lastDay,
  ...frameOf(asked),
  ...without<Pick<SurvivalSearch, 'offers'>>({ offers }),
});

/** Where a kept question is shown. */
export const survivalLink = keptAt('/w/$slug/survival', readSurvivalSearch);
