import { addressOf, isDate, isName } from '../../ui/address.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** What the address of contract lengths holds: both dates of their beginning, or neither for any time. */
export interface SurvivalSearch {
  from?: string;
  to?: string;
  saved?: string;
}

export const readSurvivalSearch = addressOf<SurvivalSearch>(
  { from: isDate, to: isDate, saved: isName },
  ({ from, to, ...rest }) => (from === undefined || to === undefined ? rest : { ...rest, from, to }),
);

/** Where a kept question is shown. */
export const survivalLink = keptAt('/w/$slug/survival', readSurvivalSearch);
