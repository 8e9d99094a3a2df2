import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type DayNumber, dayNumber } from '#src/customers/calendar/index.ts';
import { daysAsked, type Frame, framed, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { type Offer, offersOf } from '#src/customers/offers/index.ts';
import { heldHistories, localDayOf, ofWanted, requireKind } from '#src/insights/contract-retention/index.ts';
import { unitsOf } from '#src/insights/survival/index.ts';
import type { MissionPeopleAsk, MissionsAsk, MissionWhich } from './ask.ts';
import { type Mission, missionsOf } from './missions.ts';

/** A question with its circumstances, and the missions it is about. */
export interface Reading {
  readonly frame: Frame;
  /** Intentional offers of the workspace, all of them. */
  readonly offers: readonly Offer[];
  /** Those that end within the range. */
  readonly missions: readonly Mission[];
  /** Those that tell no end. */
  readonly withoutEnd: readonly Mission[];
}

/**
 * Settles a question.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, `offers.not_sold`, `offers.other_kind`, those of the
 * people's conditions
 */
export async function readingOf(context: Context, ask: MissionsAsk): Promise<Reading> {
  const frame = await framed(context, { ...ask, includeMarked: false });
  const all = await offersOf(context.records, ask.asOf === undefined ? undefined : frame.asOf);
  for (const name of ask.offers ?? []) requireKind(all, name, 'intentional');
  const offers = all.filter(({ kind }) => kind === 'intentional');
  const histories = await heldHistories(context, {
    unit: frame.unit,
    asOf: frame.asOf,
    offers: offers.map(({ name }) => name),
    details: true,
  });
  const judged = missionsOf(await ofWanted(context, frame, ask, histories), askOf(frame, offers));
  const own = judged.filter(({ offer }) => ask.offers?.includes(offer) ?? true);
  daysAsked(frame, ask);
  const { from, to } = { from: dayNumber(ask.from, 'from'), to: dayNumber(ask.to, 'to') };
  return {
    frame,
    offers,
    missions: own.filter(({ endsOn }) => endsOn !== null && endsOn >= from && endsOn <= to),
    withoutEnd: own.filter(({ endsOn }) => endsOn === null),
  };
}

/** How missions are judged in a workspace's calendar. */
export const askOf = ({ known, zone }: Pick<Frame, 'known' | 'zone'>, offers: readonly Offer[]) => ({
  offers: new Map(offers.map(({ name, terms }) => [name, terms])),
  today: known.lastBegun,
  dayOf: (at: number): DayNumber => localDayOf(at, zone),
});

/** What is decided: over, and either renewed, not renewed, or broken off. */
export const decided = ({ outcome }: Pick<Mission, 'outcome'>): boolean =>
  outcome !== 'running' && outcome !== 'in_grace';

/** The last decided mission of each holder. */
export function lastDecided(missions: readonly Mission[]): Mission[] {
  const inOrder = missions.filter(decided).toSorted((a, b) => (a.endsOn ?? 0) - (b.endsOn ?? 0));
  return [...new Map(inOrder.map((mission) => [mission.holder, mission])).values()];
}

/** Missions of one number of a question. */
export const chosenOf = ({ missions, withoutEnd }: Reading, which: MissionWhich): readonly Mission[] =>
  which === 'without_end' ? withoutEnd : chosen(missions, which);

/** Missions of one number, among some. */
export function chosen(missions: readonly Mission[], which: MissionWhich): readonly Mission[] {
  if (which === 'all') return missions;
  if (which === 'decided') return missions.filter(decided);
  if (which === 'last_decided') return lastDecided(missions);
  if (which === 'last_renewed') return lastDecided(missions).filter(({ outcome }) => outcome === 'renewed');
  return missions.filter(({ outcome }) => outcome === which);
}

/** Whose missions. */
export type PeopleWhich = Omit<MissionPeopleAsk, 'limit' | 'cursor'>;

/** Those behind a number. @throws DomainError those of {@link readingOf} */
export async function whoHas(context: Context, { ask, offer, which }: PeopleWhich): Promise<PeopleBehind> {
  const reading = await readingOf(context, ask);
  const own = chosenOf(reading, which).filter((mission) => offer === null || mission.offer === offer);
  const keys = new Set(own.flatMap(({ key }) => key ?? []));
  return {
    frame: reading.frame,
    people: sql`select bitmapBuild(${unitsOf(reading.frame, [...keys])}) as people`,
  };
}

export const { page: missionPeople, everyone: everyoneWithMission } = listedBy(whoHas);
