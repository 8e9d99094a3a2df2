import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import {
  estimateOf,
  type Frame,
  framed,
  Instant,
  LocalDate,
  unitNamed,
  Words,
} from '#src/customers/frame/index.ts';
import { CustomerNumber } from '#src/customers/naming/index.ts';
import { Kind, type Offer, offersOf } from '#src/customers/offers/index.ts';
import { datesIn, say } from '#src/customers/wording/index.ts';
import {
  contractStanding,
  type DetailedHistory,
  type HeldVersion,
  heldHistories,
  holdings,
  latestOf,
  leftAt,
  localDayOf,
} from '#src/insights/contract-retention/index.ts';
import { missionsAskOf, missionsOf } from '#src/insights/missions/index.ts';
import { seasonOfHolder } from './season-of.ts';
import { definition, kindWords, statusWords } from './words.ts';

const Ask = z
  .object({
    customer: CustomerNumber.optional(),
    account: z.string().min(1).max(512).optional(),
    chances: z
      .boolean()
      .default(false)
      .describe('Tell, too, how likely they are to come in the season that is expected: it reads everybody'),
    asOf: Instant.optional(),
  })
  .refine(({ customer, account }) => (customer === undefined) !== (account === undefined), {
    error: 'a customer or an account, one of both',
  });

const OfferStatus = z.object({
  offer: z.string(),
  kind: Kind,
  declared: z.boolean(),
  kindName: Words,
  status: z.string().describe('In the words of its kind: running, out_of_season, not_renewed …'),
  said: Words,
  since: LocalDate.nullable().describe(
    'The beginning of the contract or mission, or of the season it is about',
  ),
  until: LocalDate.nullable().describe('Its last day as it is known'),
  detail: Words.nullable(),
  chance: estimateOf(z.number())
    .nullable()
    .describe('To come in the season expected; null unless asked, or not of seasons'),
});
export type OfferStatus = z.output<typeof OfferStatus>;

const Answer = z.object({
  offers: z.array(OfferStatus).describe('Each by its own kind; none takes the place of another'),
  definition: Words,
  asOf: Instant,
});

const of = operation({
  name: 'kinds.of',
  asks: {
    fr: 'Où en est ce client de chaque offre, selon le type de fidélité de l’offre ?',
    en: 'How does this customer stand with each offer, by the kind of retention of each?',
  },
  needs: 'customers:read',
  input: Ask,
  output: Answer,
  run: async (context, ask) => {
    const unit = ask.account === undefined ? ('customer' as const) : ('account' as const);
    const frame = await framed(context, { unit, people: [], includeMarked: false, asOf: ask.asOf });
    return {
      offers: await statusesOf(context, frame, { ...ask, key: ask.account ?? String(ask.customer) }),
      definition,
      asOf: new Date(frame.asOf).toISOString(),
    };
  },
});

/** Who is asked about, and as of when: an offer is judged by what was declared of it before. */
interface Asked {
  readonly key: string;
  readonly chances: boolean;
  /** Now unless told. */
  readonly asOf?: string | undefined;
}

/** Every offer somebody has to do with, each judged by its kind. */
export async function statusesOf(
  context: Context,
  frame: Frame,
  { key, chances, asOf }: Asked,
): Promise<OfferStatus[]> {
  const [offers, histories] = await Promise.all([
    offersOf(context.records, asOf === undefined ? undefined : frame.asOf),
    heldHistories(context, { unit: frame.unit, asOf: frame.asOf, key }),
  ]);
  const told: OfferStatus[] = [];
  for (const offer of offers) {
    const status =
      offer.kind === 'continuous'
        ? byContract(frame, offer, histories)
        : offer.kind === 'intentional'
          ? byMission(frame, { offer, offers, histories })
          : await bySeason(context, frame, { offer, key, chances, asOf });
    if (status !== undefined) told.push(status);
  }
  return told;
}

type Told = Pick<OfferStatus, 'status' | 'said' | 'since' | 'until' | 'detail' | 'chance'>;

const withOffer = ({ name, kind, declared }: Offer, told: Told): OfferStatus => ({
  offer: name,
  kind,
  declared,
  kindName: kindWords[kind].name,
  ...told,
});

/** Those that still run come first, then the latest. */
const rank = { running: 0, trial: 0, past_due: 1, cancelling: 2, paused: 3, not_begun: 4, ended: 5 } as const;

function byContract(
  frame: Frame,
  offer: Offer,
  histories: readonly DetailedHistory[],
): OfferStatus | undefined {
  const own = histories
    .flatMap((history) => {
      const version = heldNow(history, frame.asOf);
      return latestOf(history).offer === offer.name
        ? [{ version, status: contractStanding(version, frame.asOf) }]
        : [];
    })
    .sort((a, b) => rank[a.status] - rank[b.status] || b.version.startsAt - a.version.startsAt);
  const [first] = own;
  if (first === undefined) return undefined;
  const day = (at: number | null) => (at === null ? null : dateText(localDayOf(at, frame.zone)));
  const others = own.length - 1;
  return withOffer(offer, {
    status: first.status,
    said: statusWords.continuous[first.status],
    since: day(first.version.startsAt),
    until: day(leftAt(first.version, 'ended')),
    detail:
      others === 0
        ? null
        : say(
            `et ${others} autre${others === 1 ? '' : 's'} contrat${others === 1 ? '' : 's'}`,
            `and ${others} other contract${others === 1 ? '' : 's'}`,
          ),
    chance: null,
  });
}

/** The version that holds at an instant: the last said that is in force. */
const heldNow = (history: DetailedHistory, at: number): HeldVersion =>
  holdings(history).findLast(({ from }) => from <= at)?.version ?? latestOf(history);

function byMission(
  frame: Frame,
  {
    offer,
    offers,
    histories,
  }: { offer: Offer; offers: readonly Offer[]; histories: readonly DetailedHistory[] },
): OfferStatus | undefined {
  const intentional = offers.filter(({ kind }) => kind === 'intentional');
  const last = missionsOf(histories, missionsAskOf(frame, intentional))
    .filter((mission) => mission.offer === offer.name)
    .toSorted((a, b) => a.startsOn - b.startsOn)
    .at(-1);
  if (last === undefined) return undefined;
  const day = (at: number | null) => (at === null ? null : dateText(at));
  return withOffer(offer, {
    status: last.outcome,
    said: statusWords.intentional[last.outcome],
    since: day(last.startsOn),
    until: day(last.endsOn),
    detail: last.outcome === 'in_grace' && last.graceUntil !== null ? renewableWords(last.graceUntil) : null,
    chance: null,
  });
}

/** Until which day, as people say it: « d’ici au 13 décembre 2026 ». */
function renewableWords(until: DayNumber): Words {
  const on = (language: 'fr' | 'en') =>
    datesIn(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(until * dayMs);
  return say(`à renouveler d’ici au ${on('fr')}`, `to be renewed by ${on('en')}`);
}

const dayMs = 86_400_000;

async function bySeason(
  context: Context,
  frame: Frame,
  { offer, key, chances, asOf }: Asked & { readonly offer: Offer },
): Promise<OfferStatus | undefined> {
  const unit = unitNamed(frame.unit, sql`${key}`);
  const told = await seasonOfHolder(
    context,
    { offer: offer.name, asOf, unit: frame.unit },
    { unit, chances },
  );
  if (told === undefined) return undefined;
  return withOffer(offer, { ...told, said: statusWords.discontinuous[told.status] });
}

/** What can be asked of the kinds of retention. */
export const operations = [of];
