import { isDate, isText, readAddress } from '../../ui/address.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** What the address of contract lengths holds: both dates of their beginning, or neither for any time. */
export interface SurvivalSearch {
  from?: string;
  to?: string;
  saved?: string;
}

export function readSurvivalSearch(address: Readonly<Record<string, unknown>>): SurvivalSearch {
  const { from, to, ...rest } = readAddress<SurvivalSearch>(address, {
    from: isDate,
    to: isDate,
    saved: isText,
  });
  return from === undefined || to === undefined ? rest : { ...rest, from, to };
}

/** Where a kept question is shown. */
export const survivalLink = keptAt('/w/$slug/survival', readSurvivalSearch);
