import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { badCursor, saidOf, shown, toldShare } from '#src/customers/frame/index.ts';
import { namedAccount, namedAccounts, type Person } from '#src/customers/naming/index.ts';
import { otherHolders } from '#src/insights/contract-retention/index.ts';
import { compareProportions } from '#src/maths/significance/index.ts';
import type { MissionList, MissionListAsk, MissionsAnswer, MissionsAsk } from './ask.ts';
import { type Mission, outcomes } from './missions.ts';
import { chosen, chosenOf, decided, type Reading, readingOf } from './reading.ts';
import { definition, verdictOf } from './words.ts';

/** What became of missions. @throws DomainError those of `readingOf` */
export async function missionsAnswer(context: Context, ask: MissionsAsk): Promise<MissionsAnswer> {
  const reading = await readingOf(context, ask);
  const { frame, missions, offers, withoutEnd } = reading;
  const told = toldOf(missions);
  return {
    ...told,
    offers: byOffer(reading),
    delivery: deliveryOf(missions, context.workspace.smallestDifference),
    withoutEnd: withoutEnd.length,
    withoutEvents: new Set(missions.filter(({ key }) => key === null).map(({ holder }) => holder)).size,
    otherHolders: await otherHolders(context, { unit: frame.unit, asOf: frame.asOf }),
    declared: offers.length,
    verdict: verdictOf(told),
    definition,
    ...saidOf(frame, ask),
  };
}

const tallied = (missions: readonly Mission[]) => ({
  missions: missions.length,
  holders: new Set(missions.map(({ holder }) => holder)).size,
});

type Told = Pick<MissionsAnswer, 'all' | 'outcomes' | 'success' | 'low' | 'high'>;

/** Missions by what became of them, and the share of those decided that were renewed. */
function toldOf(missions: readonly Mission[]): Told {
  const judged = missions.filter(decided);
  const { share, low, high } = toldShare({ hits: chosen(missions, 'renewed').length, total: judged.length });
  const of = outcomes.map((outcome) => [outcome, tallied(chosen(missions, outcome))] as const);
  return {
    all: tallied(missions),
    outcomes: Object.fromEntries(of) as Told['outcomes'], // every outcome of the list
    success: share,
    low,
    high,
  };
}

function byOffer({ missions, offers }: Reading): MissionsAnswer['offers'] {
  const grace = new Map(offers.map(({ name, terms }) => [name, terms.graceDays]));
  return [...Map.groupBy(missions, ({ offer }) => offer)]
    .map(([offer, own]) => ({ offer, graceDays: grace.get(offer) ?? 0, ...toldOf(own) }))
    .sort((a, b) => b.all.missions - a.all.missions || (a.offer < b.offer ? -1 : 1));
}

/** Whether those delivered in full are renewed more often: two shares, and whether they differ. */
function deliveryOf(missions: readonly Mission[], smallest: number): MissionsAnswer['delivery'] {
  const told = missions
    .filter(decided)
    .flatMap(({ outcome, delivered }) =>
      delivered === null ? [] : [{ renewed: outcome === 'renewed', full: delivered.done >= delivered.owed }],
    );
  if (told.length === 0) return null;
  const [full, short] = [true, false].map((wanted) => {
    const own = told.filter((one) => one.full === wanted);
    return { hits: own.filter(({ renewed }) => renewed).length, total: own.length };
  });
  if (full === undefined || short === undefined) throw new Error('two groups were made');
  const { decidingP, verdict } = compareProportions(full, short, { smallestThatMatters: smallest });
  const shown = (group: typeof full) => ({ renewed: group.hits, decided: group.total, ...toldShare(group) });
  return { full: shown(full), short: shown(short), p: decidingP, verdict };
}

/** The missions of one number, page by page. @throws DomainError `insights.bad_cursor`, those of `readingOf` */
export async function missionList(
  context: Context,
  { ask, which, limit, cursor }: z.output<typeof MissionListAsk>,
): Promise<z.output<typeof MissionList>> {
  const reading = await readingOf(context, ask);
  const whole = chosenOf(reading, which).toSorted(
    (a, b) =>
      (a.endsOn ?? Number.POSITIVE_INFINITY) - (b.endsOn ?? Number.POSITIVE_INFINITY) ||
      (a.contract < b.contract ? -1 : 1),
  );
  const begin = cursor === undefined ? 0 : placeIn(cursor);
  const page = whole.slice(begin, begin + limit);
  const holders = await holdersOf(context, reading, page);
  return {
    total: whole.length,
    missions: page.map((mission) => rowOf(mission, holders.get(mission.holder) ?? namedAccount(mission.id))),
    next: begin + limit < whole.length ? String(begin + limit) : null,
  };
}

function placeIn(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw badCursor(cursor);
}

/** Holders as lists show them; of whom no event came, by the id that their contract names. */
async function holdersOf(
  context: Context,
  { frame }: Reading,
  page: readonly Mission[],
): Promise<Map<string, Person>> {
  if (frame.unit === 'account') {
    const accounts = await namedAccounts(
      context,
      page.map(({ id }) => id),
    );
    return new Map(page.map(({ holder, id }, at) => [holder, accounts[at] ?? namedAccount(id)]));
  }
  const known = page.flatMap(({ holder, key }) => (key === null ? [] : [{ holder, key: Number(key) }]));
  const people = await shown(
    context,
    'customer',
    known.map(({ key }) => key),
  );
  return new Map(known.flatMap(({ holder }, at) => (people[at] ? [[holder, people[at]] as const] : [])));
}

const day = (at: number | null): string | null => (at === null ? null : dateText(at));

const rowOf = (mission: Mission, holder: Person) => ({
  contract: mission.contract,
  holder,
  offer: mission.offer,
  startsOn: dateText(mission.startsOn),
  endsOn: day(mission.endsOn),
  graceUntil: day(mission.graceUntil),
  outcome: mission.outcome,
  renewedOn: day(mission.renewedOn),
  renewedBy: mission.renewedBy,
  owed: mission.delivered?.owed ?? null,
  done: mission.delivered?.done ?? null,
});
