import { type Gaps, heard, noGaps, populationOf } from '#src/customers/early-warning/index.ts';
import { type JudgedOffer, keepLearned, type Learned, learnedOf } from '#src/customers/phase-rules/index.ts';
import { groupSeason, type Season } from '#src/customers/seasons/index.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import { type MonthRow, monthsOf, type SampleAsk, sampledDays } from './learning-rows.ts';
import { type Reading, readingLimits } from './reading.ts';

const dayMs = 86_400_000;
/** Rhythms are looked at again after so long; where nothing is known of them, every day. */
const [againMs, soonMs] = [30 * dayMs, dayMs];

/**
 * Looks at rhythms and seasons where nobody has for long, and keeps what was learned. An offer's are those of the people who have
 * or had it; visits are read once for all offers of the same value, however many there are.
 *
 * @returns whether lives are judged by something else from now on
 */
export async function learn(
  reading: Reading,
  records: WorkspaceRecords,
  seenAt: number | null,
): Promise<boolean> {
  const { asOf, basis, workspace } = reading;
  const wasSeen = seenAt !== null && asOf - seenAt < soonMs;
  const before = await learnedOf(records);
  const lastOf = (name: string) => before.findLast((one) => one.offer === name);
  const waiting = basis.offers.filter(({ name, visit }) => {
    const last = lastOf(name);
    if (visit === null || (last !== undefined && wasSeen)) return false; // an offer nobody knew is looked at now
    return last === undefined || !last.population.learned || asOf - last.at >= againMs;
  });
  let isNew = false;
  for (const learned of await learnedOfOffers(reading, waiting)) {
    const last = lastOf(learned.offer);
    if (last !== undefined && !learned.population.learned && sameSeason(last.season, learned.season))
      continue;
    await keepLearned(records, workspace.number, learned);
    isNew = true;
  }
  return isNew;
}

const sameSeason = (a: Season | null, b: Season | null): boolean => a?.from === b?.from && a?.to === b?.to;

async function learnedOfOffers(reading: Reading, offers: readonly JudgedOffer[]): Promise<Learned[]> {
  const found: Learned[] = [];
  for (const own of Map.groupBy(offers, ({ visit }) => JSON.stringify(visit)).values()) {
    const visit = own[0]?.visit ?? null;
    if (visit === null) continue;
    for (const [isOfAll, among] of Map.groupBy(own, ({ name }) => name === (reading.basis.sole ?? '')))
      found.push(...(await learnedTogether(reading, among, { visit, isOfAll })));
  }
  return found;
}

/** What is about all there is, is learned from everybody. */
async function learnedTogether(
  reading: Reading,
  offers: readonly JudgedOffer[],
  asked: Omit<SampleAsk, 'names'>,
): Promise<Learned[]> {
  const gaps = await gapsByOffer(reading, { ...asked, names: offers.map(({ name }) => name) });
  const seasonal = offers.filter(({ terms }) => terms.kind === 'discontinuous').map(({ name }) => name);
  const seasons = await seasonsByOffer(reading, { ...asked, names: seasonal });
  return offers.map(({ name }) => ({
    offer: name,
    at: reading.asOf,
    population: populationOf(gaps.get(name) ?? []),
    season: seasons.get(name) ?? null,
  }));
}

async function gapsByOffer(reading: Reading, asked: SampleAsk): Promise<Map<string, Gaps[]>> {
  const found = new Map<string, Gaps[]>(asked.names.map((name) => [name, []]));
  const { warehouse, signal } = reading;
  for await (const { offers, days } of warehouse.stream(sampledDays(reading, asked), readingLimits(signal))) {
    const gaps = gapsIn(days);
    for (const name of offers) found.get(name)?.push(gaps);
  }
  return found;
}

function gapsIn(days: readonly number[]): Gaps {
  const gaps = noGaps();
  for (let place = 1; place < days.length; place++) heard(gaps, (days[place] ?? 0) - (days[place - 1] ?? 0));
  return gaps;
}

/** Of offers by season, the one that whole years of visits show: each person once a month. */
async function seasonsByOffer(reading: Reading, asked: SampleAsk): Promise<Map<string, Season | null>> {
  if (asked.names.length === 0) return new Map();
  const { warehouse, signal, asOf } = reading;
  const rows = await warehouse.rows(monthsOf(reading, asked), readingLimits(signal));
  const byOffer = Map.groupBy(rows, ({ offer }) => offer);
  return new Map(asked.names.map((name) => [name, seasonIn(byOffer.get(name) ?? [], asOf)]));
}

function seasonIn(rows: readonly MonthRow[], asOf: number): Season | null {
  const last = new Date(asOf);
  const now = last.getUTCFullYear() * 12 + last.getUTCMonth(); // the running month is not whole
  const first = rows[0]?.month ?? now;
  const years = Math.floor((now - first) / 12);
  const months = Array.from({ length: 12 }, () => 0);
  for (const { month, people } of rows)
    if (month < now && month >= now - years * 12) months[month % 12] = (months[month % 12] ?? 0) + people;
  const season = groupSeason(months, years);
  return season.known ? season.season : null;
}
