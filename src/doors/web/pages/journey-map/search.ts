import type { z } from 'zod';
import type { FiguresAskInput, MapPeopleAsk } from '#src/insights/journey-maps/index.ts';
import {
  addressOf,
  always,
  type Framed,
  frameChecks,
  frameOf,
  isDate,
  isFlag,
  isMadeOf,
  isMaybeNull,
  isName,
  isOfKind,
  isText,
  isTrue,
  isWhole,
  recordOf,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import type { Opening } from '../../ui/Questions.tsx';

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
  saved?: string;
}

const ofStep = isMadeOf({ step: isName });

const isWhich = isOfKind<Which>('kind', {
  entered: always,
  besides: always,
  everybody: ofStep,
  did: ofStep,
  went_on: ofStep,
  dropped: ofStep,
  open: ofStep,
  staying: isMadeOf({ step: isName, did: isFlag, stayed: isMaybeNull(isFlag) }),
  between: isMadeOf({ step: isName, event: isName }),
});

export const readMapSearch = addressOf<MapSearch>({
  ...frameChecks,
  version: isWhole(1),
  from: isDate,
  to: isDate,
  step: isName,
  open: isWhich,
  over: isTrue,
  saved: isName,
});

/** The dates of an address, or half a year up to the last day with events. */
export const datesOf = (
  { from, to }: MapSearch,
  { span }: Pick<Catalogue, 'span'>,
): { from: string; to: string } =>
  from === undefined || to === undefined
    ? { from: laterOf(addMonths(span.last, -5), monthStart(span.first)), to: span.last }
    : { from, to };

/** The question that the address holds about a version of a map; about whichever is the latest without one. */
export const askOf = (
  { id, version }: { readonly id: string; readonly version?: number | undefined },
  search: MapSearch,
  catalogue: Pick<Catalogue, 'span'>,
): FiguresAskInput => ({
  ...frameOf({
    unit: search.unit,
    people: search.people,
    includeMarked: search.includeMarked,
    asOf: search.asOf,
  }),
  of: { map: id, ...(version === undefined ? {} : { version }) },
  ...datesOf(search, catalogue),
});

/** Where a kept question is shown; where the maps are listed, for one about a map that is not kept. */
export function mapLink(slug: string, ask: unknown, saved: string): Opening {
  const { of, ...asked } = recordOf(ask);
  const { map, version } = recordOf(of);
  if (!isText(map)) return { to: '/w/$slug/journey-map', params: { slug } };
  return {
    to: '/w/$slug/journey-map/$id',
    params: { slug, id: map },
    search: { ...readMapSearch({ ...asked, version }), saved },
  };
}
