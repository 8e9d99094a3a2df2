import type { z } from 'zod';
import type { FiguresAskInput, MapPeopleAsk } from '#src/insights/journey-maps/index.ts';
import {
  type Framed,
  frameChecks,
  frameOf,
  isDate,
  isNumber,
  isText,
  readAddress,
  recordOf,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';

/** Which people are open. */
export type Which = z.input<typeof MapPeopleAsk>['which'];

/** What the address of a map holds. */
export interface MapSearch extends Framed {
  /** The version looked at; the latest unless told. */
  version?: number;
  from?: string;
  to?: string;
  /** The step that is open at the side. */
  step?: string;
  /** The people that are open. */
  open?: Which;
  /** Only people whose window is over are meant. */
  over?: boolean;
}

const isWhich = (value: unknown): value is Which => isText(recordOf(value).kind);

export const readMapSearch = (address: Record<string, unknown>): MapSearch =>
  readAddress<MapSearch>(address, {
    ...frameChecks,
    version: isNumber,
    from: isDate,
    to: isDate,
    step: isText,
    open: isWhich,
    over: (value): value is boolean => value === true,
  });

/** The dates of an address, or half a year up to the last day with events. */
export const datesOf = (
  { from, to }: MapSearch,
  { span }: Pick<Catalogue, 'span'>,
): { from: string; to: string } => ({
  from: from ?? laterOf(addMonths(span.last, -5), monthStart(span.first)),
  to: to ?? span.last,
});

/** The question that the address holds about a version of a map. */
export const askOf = (
  map: { id: string; version: number },
  search: MapSearch,
  catalogue: Catalogue,
): FiguresAskInput => ({
  ...frameOf({
    unit: search.unit,
    people: search.people,
    includeMarked: search.includeMarked,
    asOf: search.asOf,
  }),
  of: { map: map.id, version: map.version },
  ...datesOf(search, catalogue),
});
