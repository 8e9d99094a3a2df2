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
import { isDeed } from '../../ui/deed.ts';
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
  match: isMaybe(isDeed),
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

/** What a dimension is called, and what is none, whatever else its name says. */
interface Telling {
  readonly tells: RegExp;
  readonly never: RegExp;
}

/** One thing of so many that hardly two people share it. */
const ofOneVisit = 'uuid|url|referr?er|address|adresse';
const campaignTelling: Telling = {
  tells: /campaign|campagne/,
  never: new RegExp(`\\b(${ofOneVisit})\\b`),
};
/** An e-mail, a telephone or an id tells of a channel who somebody is; of a campaign, by what or as what it is known. */
const channelTelling: Telling = {
  tells: /channel|canal|source|medium/,
  never: new RegExp(`e ?mail|phone|téléphone|\\b(id|${ofOneVisit})\\b`),
};

/** A name word by word: `utmSource`, `utm_source` and « UTM source » are « utm source ». */
const plain = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .toLowerCase();

/** The name out of these that most likely tells so; words before ids, one of a tracked link (`utm_…`) before others. */
function named(names: readonly string[], { tells, never }: Telling): string | undefined {
  const telling = names.filter((name) => {
    const words = plain(name);
    return new RegExp(`\\b(?:utm )?(?:${tells.source})s?\\b`).test(words) && !never.test(words);
  });
  const inWords = telling.filter((name) => !/\bid\b/.test(plain(name)));
  const likely = inWords.length === 0 ? telling : inWords;
  return likely.find((name) => plain(name).startsWith('utm ')) ?? likely[0];
}

type Known = Pick<Catalogue, 'events' | 'traits' | 'propertiesOf'>;

/** What most likely names a campaign, or a channel: a property or trait that is called so; undefined where none is. */
function likelyNaming(known: Known, start: string | null, telling: Telling): NamingAsked | undefined {
  const own = named(known.propertiesOf(start), telling);
  if (own !== undefined) return { by: 'start_property', name: own };
  const trait = named(known.traits, telling);
  if (trait !== undefined) return { by: 'trait', name: trait };
  const any = named(known.propertiesOf(null), telling);
  return any === undefined ? undefined : { by: 'first_property', name: any };
}

/**
 * The question that a new reader sees: a year of those who begin, by what is called a campaign or a channel. Where nothing
 * is, it lacks both: what tells where people come from only the reader can say.
 */
export function firstAcquisition(known: Known & Pick<Catalogue, 'span'>): AcquisitionSearch {
  const { events, span } = known;
  const start = likelyStart(events) ?? null;
  const campaign = likelyNaming(known, start, campaignTelling);
  const channel = likelyNaming(known, start, channelTelling);
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
