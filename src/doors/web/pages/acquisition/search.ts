import type { z } from 'zod';
import type { AcquisitionPeopleAsk, Naming, TableAskInput } from '#src/insights/acquisition/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isGroup,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOfKind,
  isOneOf,
  isWhole,
} from '../../ui/address.ts';
import { likelyAmount } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { likelyDelivery, likelyStart } from '../../ui/presence.ts';

export type NamingAsked = z.input<typeof Naming>;
type Asked = z.input<typeof AcquisitionPeopleAsk>;

/** The people that are open: of which row, and which of its figures. */
export type Opened = Pick<Asked, 'campaign' | 'channel' | 'which'>;
export type Which = Asked['which'];

/** What the address of the page holds. */
export interface AcquisitionSearch extends Partial<TableAskInput> {
  open?: Opened;
  saved?: string;
}

const isNaming = isOfKind<NamingAsked>('by', {
  trait: isMadeOf({ name: isName }),
  start_property: isMadeOf({ name: isName }),
  first_property: isMadeOf({ name: isName, match: isMaybe(isMatch) }),
});

const isStay = isMadeOf<NonNullable<TableAskInput['stay']>>({
  match: isMaybe(isMatch),
  from: isWhole(0),
  to: isWhole(0),
});

const isValue = isMadeOf<NonNullable<TableAskInput['value']>>({ match: isMatch, property: isName });

const isMismatch = isMadeOf<NonNullable<TableAskInput['mismatch']>>({
  days: isWhole(1),
  match: isMaybeNull(isMatch),
});

export const whichOnes = [
  'customers',
  'judged',
  'stayed',
  'not_stayed',
  'open',
  'paying',
  'mismatch_judged',
  'mismatched',
] as const satisfies readonly Which[];

const isOpened = isMadeOf<Opened>({
  which: isOneOf(...whichOnes),
  campaign: isMaybeNull(isGroup),
  channel: isMaybeNull(isGroup),
});

export const readAcquisitionSearch = addressOf<AcquisitionSearch>({
  ...frameChecks,
  start: isMatch,
  from: isDate,
  to: isDate,
  campaign: isNaming,
  channel: isNaming,
  by: isOneOf('campaign', 'channel', 'both'),
  stay: isStay,
  value: isValue,
  mismatch: isMismatch,
  top: isWhole(1),
  open: isOpened,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: AcquisitionSearch): TableAskInput | undefined {
  const { open, saved, start, from, to, ...rest } = search;
  if (start === undefined || from === undefined || to === undefined) return undefined;
  return rest.campaign == null && rest.channel == null ? undefined : { ...rest, start, from, to };
}

/** Local days after the start, both included, on which one stays: those asked, or the usual ones. */
export const daysOfStay = ({ stay }: Pick<TableAskInput, 'stay'>): { from: number; to: number } => ({
  from: stay?.from ?? 60,
  to: stay?.to ?? 90,
});

/** Where a kept question is shown. */
export const acquisitionLink = keptAt('/w/$slug/acquisition', readAcquisitionSearch);

const namesCampaign = /campaign|campagne/i;
const namesChannel = /channel|canal|source|medium/i;

type Known = Pick<Catalogue, 'events' | 'traits' | 'propertiesOf'>;

/** What most likely names a campaign, or a channel: a property or trait that is called so. */
export function likelyNaming(known: Known, start: string | null, named: RegExp): NamingAsked | undefined {
  const own = known.propertiesOf(start).find((name) => named.test(name));
  if (own !== undefined) return { by: 'start_property', name: own };
  const trait = known.traits.find((name) => named.test(name));
  if (trait !== undefined) return { by: 'trait', name: trait };
  const any = known.propertiesOf(null).find((name) => named.test(name));
  return any === undefined ? undefined : { by: 'first_property', name: any };
}

/** Where nothing is called so: the first trait, else the first property of the start; some way to tell people apart. */
const anyNaming = (known: Known, start: string | null): NamingAsked | undefined => {
  const [trait] = known.traits;
  if (trait !== undefined) return { by: 'trait', name: trait };
  const [name] = known.propertiesOf(start);
  return name === undefined ? undefined : { by: 'start_property', name };
};

/** The question that a new reader sees: a year of those who begin, by what is called a campaign or a channel. */
export function firstAcquisition(known: Known & Pick<Catalogue, 'span'>): AcquisitionSearch {
  const { events, span } = known;
  const start = likelyStart(events) ?? null;
  const campaign = likelyNaming(known, start, namesCampaign);
  const channel =
    likelyNaming(known, start, namesChannel) ?? (campaign ? undefined : anyNaming(known, start));
  const amount = likelyAmount(known);
  return {
    start: { event: start },
    from: laterOf(addMonths(span.last, -11), monthStart(span.first)),
    to: span.last,
    stay: { match: { event: likelyDelivery(events, start ?? undefined) }, ...daysOfStay({}) },
    ...(campaign ? { campaign } : { by: 'channel' as const }),
    ...(channel ? { channel } : {}),
    ...(amount ? { value: { match: { event: amount.event }, property: amount.property } } : {}),
  };
}
